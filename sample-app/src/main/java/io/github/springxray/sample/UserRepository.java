/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.sample;

import java.util.Objects;
import java.util.Optional;

import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * Stores users in the database. Each call of a public method is a subsegment.
 */
@Repository
@XRayEnabled
class UserRepository {

	private final JdbcClient jdbc;

	UserRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public User save(NewUser user) {
		KeyHolder keys = new GeneratedKeyHolder();
		this.jdbc.sql("INSERT INTO users (name, email) VALUES (:name, :email)").paramSource(user).update(keys, "id");
		long id = Objects.requireNonNull(keys.getKeyAs(Long.class));
		return new User(id, user.name(), user.email());
	}

	public Optional<User> findById(long id) {
		return this.jdbc.sql("SELECT id, name, email FROM users WHERE id = :id")
			.param("id", id)
			.query(User.class)
			.optional();
	}

	public long count() {
		return this.jdbc.sql("SELECT COUNT(*) FROM users").query(Long.class).single();
	}

}
