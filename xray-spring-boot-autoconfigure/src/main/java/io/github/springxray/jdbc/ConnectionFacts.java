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

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.SharedFields;

/**
 * What is the same for all connections of a pool.
 *
 * @param name the name of a subsegment
 * @param sql what its {@code sql} block has to say, whatever the statement is
 */
record ConnectionFacts(String name, Map<String, Object> sql) {

	/**
	 * What is said of a pool that does not tell.
	 */
	static ConnectionFacts unknown(String name) {
		return new ConnectionFacts(name, Map.of());
	}

	/**
	 * Read the facts. Some drivers ask the database for some of them.
	 */
	static ConnectionFacts read(Connection connection) throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		String url = metaData.getURL();
		DatabaseAddress address = DatabaseAddress.parse((url != null) ? url : "");
		String product = get(metaData::getDatabaseProductName);
		Map<String, Object> sql = new LinkedHashMap<>();
		sql.put("url", address.url());
		sql.put("database_type", (product != null) ? product : address.type());
		put(sql, "database_version", get(metaData::getDatabaseProductVersion));
		put(sql, "driver_version", get(metaData::getDriverVersion));
		put(sql, "user", get(metaData::getUserName));
		return new ConnectionFacts(name(address), SharedFields.of(sql));
	}

	/**
	 * Return what the database calls itself, or what its URL calls it.
	 */
	@Nullable String databaseType() {
		return (this.sql.get("database_type") instanceof String type) ? type : null;
	}

	private static String name(DatabaseAddress address) {
		String database = address.generatedName() ? null : address.database();
		String what = (database != null) ? database : address.type();
		return (address.host() != null) ? what + "@" + address.host() : what;
	}

	private static void put(Map<String, Object> sql, String key, @Nullable String value) {
		if (value != null) {
			sql.put(key, value);
		}
	}

	/**
	 * One that a driver does not support is left out; the others are still worth having.
	 */
	private static @Nullable String get(Fact fact) {
		try {
			return fact.read();
		}
		catch (SQLException | RuntimeException ex) {
			return null;
		}
	}

	@FunctionalInterface
	private interface Fact {

		@Nullable String read() throws SQLException;

	}

}
