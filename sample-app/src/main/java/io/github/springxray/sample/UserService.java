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

import java.util.Optional;

import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be done with users. Each call of a public method is a subsegment.
 */
@Service
@XRayEnabled
class UserService {

	private static final Log logger = LogFactory.getLog(UserService.class);

	private final UserRepository users;

	private final UserTable table;

	private final UserFiles files;

	private final ProfileClient profiles;

	UserService(UserRepository users, UserTable table, UserFiles files, ProfileClient profiles) {
		this.users = users;
		this.table = table;
		this.files = files;
		this.profiles = profiles;
	}

	@Transactional
	public User register(NewUser newUser) {
		User user = this.users.save(newUser);
		this.table.put(user);
		this.files.put(user);
		return user;
	}

	public Optional<UserDetails> find(long id) {
		logger.info("Looking for user " + id);
		return this.users.findById(id).map((user) -> new UserDetails(user, this.profiles.find(id)));
	}

	public Optional<String> file(long id) {
		return this.files.find(id);
	}

}
