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

package io.github.springxray.entity;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of an SQL statement: the {@code sql} block of a subsegment.
 */
public final class SqlFields extends FlatMap {

	private static final String[] KEYS = { "url", "user", "database_type", "database_version", "driver_version",
			"preparation", "sanitized_query" };

	private final @Nullable String url;

	private final @Nullable String user;

	private final @Nullable String databaseType;

	private final @Nullable String databaseVersion;

	private final @Nullable String driverVersion;

	private final @Nullable String preparation;

	private final @Nullable String sanitizedQuery;

	/**
	 * Create the fields of a statement.
	 * @param url the address of the database, without a password
	 * @param user the user of the database
	 * @param databaseType the product
	 * @param databaseVersion its version
	 * @param driverVersion the version of the driver
	 * @param preparation {@code statement} or {@code call}
	 * @param sanitizedQuery the statement without its values
	 */
	public SqlFields(@Nullable String url, @Nullable String user, @Nullable String databaseType,
			@Nullable String databaseVersion, @Nullable String driverVersion, @Nullable String preparation,
			@Nullable String sanitizedQuery) {
		this.url = url;
		this.user = user;
		this.databaseType = databaseType;
		this.databaseVersion = databaseVersion;
		this.driverVersion = driverVersion;
		this.preparation = preparation;
		this.sanitizedQuery = sanitizedQuery;
	}

	@Override
	int slots() {
		return KEYS.length;
	}

	@Override
	String keyOf(int slot) {
		return KEYS[slot];
	}

	@Override
	@Nullable Object valueOf(int slot) {
		return switch (slot) {
			case 0 -> this.url;
			case 1 -> this.user;
			case 2 -> this.databaseType;
			case 3 -> this.databaseVersion;
			case 4 -> this.driverVersion;
			case 5 -> this.preparation;
			default -> this.sanitizedQuery;
		};
	}

}
