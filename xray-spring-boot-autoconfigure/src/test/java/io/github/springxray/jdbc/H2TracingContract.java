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

package io.github.springxray.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import org.h2.jdbc.JdbcConnection;

/**
 * The contract on H2 in memory.
 */
abstract class H2TracingContract extends JdbcTracingContract {

	private final String database;

	H2TracingContract(Class<? extends DataSource> pool) {
		this(pool, "contract" + pool.getSimpleName() + pool.getName().length());
	}

	private H2TracingContract(Class<? extends DataSource> pool, String database) {
		super(pool, database, "jdbc:h2:mem:" + database);
		this.database = database;
	}

	@Override
	Map<String, Object> properties() {
		return Map.of("spring.datasource.url", "jdbc:h2:mem:" + this.database + ";DB_CLOSE_DELAY=-1",
				"spring.datasource.username", "sa", "spring.datasource.password", "hush");
	}

	@Override
	Class<?> driverConnection() {
		return JdbcConnection.class;
	}

}
