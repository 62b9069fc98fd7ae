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

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * How a database reads what dialects disagree about, as far as no setting of a session
 * can change it. Where a setting can, as for backslashes in MySQL and PostgreSQL and for
 * double quotes in MySQL and SQL Server, nothing is taken for granted.
 */
enum SqlDialect {

	/** Nothing is known, not even whether text in double quotes is ever stored. */
	UNKNOWN(Brackets.UNKNOWN, false, Comments.UNKNOWN),

	/** A database of which no more is known than that double quotes are around names. */
	OTHER(Brackets.UNKNOWN, false, Comments.UNKNOWN),

	POSTGRESQL(Brackets.ARRAYS, false, Comments.NESTED),

	MYSQL(Brackets.ARRAYS, false, Comments.FLAT),

	SQL_SERVER(Brackets.NAMES, true, Comments.NESTED),

	ORACLE(Brackets.ARRAYS, true, Comments.FLAT),

	SQLITE(Brackets.NAMES, true, Comments.FLAT),

	H2(Brackets.UNKNOWN, true, Comments.UNKNOWN),

	/** DB2, Derby and HSQLDB. */
	STANDARD(Brackets.UNKNOWN, true, Comments.UNKNOWN);

	private static final Set<String> NAMES_IN_DOUBLE_QUOTES = Set.of("clickhouse", "cockroachdb", "duckdb", "hdb",
			"presto", "redshift", "snowflake", "teradata", "trino", "vertica database");

	private final Brackets brackets;

	private final boolean plainBackslash;

	private final Comments comments;

	SqlDialect(Brackets brackets, boolean plainBackslash, Comments comments) {
		this.brackets = brackets;
		this.plainBackslash = plainBackslash;
		this.comments = comments;
	}

	/**
	 * Return the dialect of a database.
	 * @param product what the database calls itself, {@code null} if it does not tell
	 */
	static SqlDialect of(@Nullable String product) {
		if (product == null) {
			return UNKNOWN;
		}
		String name = product.toLowerCase(Locale.ROOT);
		if (name.equals("postgresql")) {
			return POSTGRESQL;
		}
		if (name.equals("mysql") || name.equals("mariadb")) {
			return MYSQL;
		}
		if (name.equals("microsoft sql server")) {
			return SQL_SERVER;
		}
		if (name.equals("h2")) {
			return H2;
		}
		if (name.equals("oracle")) {
			return ORACLE;
		}
		if (name.equals("sqlite")) {
			return SQLITE;
		}
		if (name.startsWith("db2") || name.equals("apache derby") || name.equals("hsql database engine")) {
			return STANDARD;
		}
		return NAMES_IN_DOUBLE_QUOTES.contains(name) ? OTHER : UNKNOWN;
	}

	/**
	 * Return whether brackets are around names.
	 */
	boolean hasNamesInBrackets() {
		return this.brackets == Brackets.NAMES;
	}

	/**
	 * Return whether brackets are around elements and indexes, which are read as all
	 * else.
	 */
	boolean hasArraysInBrackets() {
		return this.brackets == Brackets.ARRAYS;
	}

	/**
	 * Return whether a backslash never escapes what follows it.
	 */
	boolean isBackslashPlain() {
		return this.plainBackslash;
	}

	/**
	 * Return whether a comment may hold others, {@code null} if it is not known.
	 */
	@Nullable Boolean nestsComments() {
		return switch (this.comments) {
			case NESTED -> true;
			case FLAT -> false;
			case UNKNOWN -> null;
		};
	}

	/**
	 * Return whether back quotes are around names.
	 */
	boolean hasNamesInBackQuotes() {
		return this == MYSQL || this == SQLITE;
	}

	/**
	 * Return whether double quotes are around names, of whatever characters, and never
	 * around strings.
	 */
	boolean hasNamesInDoubleQuotes() {
		return this == POSTGRESQL || this == ORACLE || this == H2 || this == STANDARD || this == OTHER;
	}

	/**
	 * Return whether a double-quoted text that is no known name is a string.
	 */
	boolean takesUnknownNamesForStrings() {
		return this == SQLITE || this == UNKNOWN;
	}

	/**
	 * Return whether it is not known what a hash, a dollar or a letter before a quote
	 * means.
	 */
	boolean isForeign() {
		return this == UNKNOWN || this == OTHER;
	}

	/**
	 * Return whether a string behind an {@code e} has escapes of its own.
	 */
	boolean hasEscapedStrings() {
		return this == POSTGRESQL || isForeign();
	}

	/**
	 * Return whether a string behind a {@code q} has a delimiter of its own.
	 */
	boolean hasCustomQuotes() {
		return this == ORACLE || isForeign();
	}

	/**
	 * Return whether dollars may be around strings.
	 */
	boolean hasDollarQuotes() {
		return this == POSTGRESQL || this == H2 || this == MYSQL || isForeign();
	}

	private enum Brackets {

		NAMES, ARRAYS, UNKNOWN

	}

	private enum Comments {

		NESTED, FLAT, UNKNOWN

	}

}
