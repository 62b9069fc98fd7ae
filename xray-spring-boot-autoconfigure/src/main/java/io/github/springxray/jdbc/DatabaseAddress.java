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
 * What a JDBC URL says about its database, without anything that is secret. The URL is
 * not stripped of what looks like a secret but put together again from what certainly is
 * none: driver, hosts, ports and the name of the database. Of the path of a file the name
 * is kept and the directories are not, as they tell of the user and the machine. For the
 * starter's own packages.
 *
 * @param type the name of the database product, such as {@code PostgreSQL}; the name that
 * the URL has for it if the product is not known
 * @param host the host, the first one if there are several, or {@code null} if the
 * database is embedded or its host is not in the URL
 * @param database the name of the database, or {@code null} if the URL has none
 * @param url the URL with driver, hosts and database only
 * @param generatedName whether this is an in-memory database whose name is random or
 * missing, so that the name tells nobody anything
 */
public record DatabaseAddress(String type, @Nullable String host, @Nullable String database, String url,
		boolean generatedName) {

	private static final int MAX_URL = 250;

	private static final DatabaseAddress UNKNOWN = new DatabaseAddress("Database", null, null, "jdbc:", false);

	/**
	 * Create an address.
	 */
	public DatabaseAddress {
		url = (url.length() <= MAX_URL) ? url : url.substring(0, MAX_URL);
	}

	/**
	 * Parse a JDBC URL of any kind. Never throws.
	 * @param jdbcUrl the URL, with its secrets
	 * @return what it says
	 */
	public static DatabaseAddress parse(@Nullable String jdbcUrl) {
		try {
			JdbcDriverPart driver = (jdbcUrl != null) ? JdbcDriverPart.of(jdbcUrl.trim()) : null;
			return (driver != null) ? parse(driver) : UNKNOWN;
		}
		catch (RuntimeException ex) {
			return UNKNOWN;
		}
	}

	private static DatabaseAddress parse(JdbcDriverPart driver) {
		return switch (driver.scheme()) {
			case "oracle" -> OracleAddress.parse(driver);
			case "sqlserver" -> SqlServerAddress.parse(driver);
			case "derby", "duckdb", "h2", "hsqldb", "sqlite" -> EmbeddedAddress.parse(driver);
			default -> ServerAddress.parse(driver);
		};
	}

}
