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
package io.github.springxray.r2dbc;

import java.util.LinkedHashMap;
import java.util.Map;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionMetadata;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.SharedFields;
import io.github.springxray.jdbc.DatabaseAddress;

/**
 * What is the same for all connections of a factory, read with the first statement that
 * is recorded.
 */
final class DatabaseFacts {

	private final String beanName;

	private final ConnectionFactory factory;

	private volatile @Nullable Facts facts;

	DatabaseFacts(String beanName, ConnectionFactory factory) {
		this.beanName = beanName;
		this.factory = factory;
	}

	String beanName() {
		return this.beanName;
	}

	/**
	 * Return the facts. Two that read them at the same time read the same.
	 */
	Facts of(Connection connection) {
		Facts facts = this.facts;
		if (facts == null) {
			facts = read(connection);
			this.facts = facts;
		}
		return facts;
	}

	private Facts read(Connection connection) {
		ConnectionMetadata metadata = get(connection::getMetadata);
		String product = (metadata != null) ? get(metadata::getDatabaseProductName) : null;
		FactoryAddress known = get(() -> FactoryAddress.of(this.factory));
		Map<String, Object> sql = new LinkedHashMap<>();
		put(sql, "url", (known != null) ? known.url() : null);
		put(sql, "database_type", (product != null) ? product : (known != null) ? known.address().type() : null);
		put(sql, "database_version", (metadata != null) ? get(metadata::getDatabaseVersion) : null);
		put(sql, "user", (known != null) ? known.user() : null);
		return new Facts((known != null) ? nameOf(known.address(), product) : this.beanName, SharedFields.of(sql));
	}

	private static String nameOf(DatabaseAddress address, @Nullable String product) {
		String database = address.generatedName() ? null : address.database();
		String type = (product != null) ? product : address.type();
		String what = (database != null) ? database : type;
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
	private static <T> @Nullable T get(Fact<T> fact) {
		try {
			return fact.read();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	@FunctionalInterface
	private interface Fact<T> {

		@Nullable T read();

	}

	/**
	 * The facts of a database.
	 *
	 * @param name the name of a subsegment
	 * @param sql what its {@code sql} block has to say, whatever the statement is
	 */
	record Facts(String name, Map<String, Object> sql) {

		@Nullable String databaseType() {
			return (this.sql.get("database_type") instanceof String type) ? type : null;
		}

	}

}
