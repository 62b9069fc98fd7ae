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
 * Makes of a SQL statement what may be recorded of it. A bean of this type replaces the
 * default, which puts {@code ?} in place of literals, leaves out comments, folds lists
 * and cuts after 4,000 characters.
 * <p>
 * It is called only for statements that are recorded, on the threads of the application
 * and from many of them at once, so it must be thread-safe and fast, and must not use the
 * database.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface SqlSanitizer {

	/**
	 * Return what is recorded of a statement. It should be the same text for statements
	 * that differ only in their values, as repeated statements are found by it.
	 * @param sql the statement as the application gave it to its JDBC driver, of any
	 * length and not always valid
	 * @return the statement without anything that is secret. If an exception is thrown
	 * instead, it is counted as a fault of tracing and nothing is recorded of the
	 * statement; the application does not notice.
	 */
	String sanitize(String sql);

	/**
	 * Return what is recorded of a statement to a database that is known.
	 * @param sql the statement
	 * @param databaseType what the database calls itself, such as {@code PostgreSQL} or
	 * {@code Microsoft SQL Server}; {@code null} if it is not known
	 * @return as by {@link #sanitize(String)}, which answers by default
	 */
	default String sanitize(String sql, @Nullable String databaseType) {
		return sanitize(sql);
	}

}
