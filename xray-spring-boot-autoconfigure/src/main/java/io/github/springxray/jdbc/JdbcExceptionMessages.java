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

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.ExceptionMessageFilter;

/**
 * Takes values out of the messages of databases, which tell the key that exists already,
 * the number that was none, and the whole statement. So a message is recorded only where
 * messages of its class of SQL states name things of the schema or the server, and only
 * up to where it quotes the statement. In all other cases the class is named. Exceptions
 * that repeat the message of a database, as those of Spring and Hibernate do, get what is
 * left of it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQL
 * states, most of them by the standard</a>
 */
final class JdbcExceptionMessages implements ExceptionMessageFilter {

	private static final int MAX_CAUSES = 20;

	private static final Map<String, String> CLASSES = Map.ofEntries(Map.entry("02", "no data"),
			Map.entry("07", "dynamic SQL error"), Map.entry("08", "connection exception"),
			Map.entry("0A", "feature not supported"), Map.entry("21", "cardinality violation"),
			Map.entry("22", "data exception"), Map.entry("23", "integrity constraint violation"),
			Map.entry("24", "invalid cursor state"), Map.entry("25", "invalid transaction state"),
			Map.entry("28", "invalid authorization specification"), Map.entry("40", "transaction rollback"),
			Map.entry("42", "syntax error or access rule violation"), Map.entry("44", "with check option violation"),
			Map.entry("53", "insufficient resources"), Map.entry("54", "program limit exceeded"),
			Map.entry("55", "object not in prerequisite state"), Map.entry("57", "operator intervention"),
			Map.entry("58", "system error"));

	/**
	 * Those whose messages have no values in them.
	 */
	private static final Set<String> WITHOUT_VALUES = Set.of("08", "0A", "25", "40", "42", "53", "54", "55", "57",
			"58");

	private static final List<String> QUOTES = List.of("\n", "\r", "sql statement", " near ");

	private final boolean raw;

	JdbcExceptionMessages(boolean raw) {
		this.raw = raw;
	}

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		if (this.raw || message == null) {
			return message;
		}
		if (throwable instanceof SQLException exception) {
			return withoutValues(exception, message);
		}
		if (effect instanceof SQLException) {
			return (throwable instanceof IOException) ? message : null;
		}
		return withoutRepetition(throwable, message);
	}

	private static String withoutValues(SQLException exception, String message) {
		String kept = hasNoValues(exception) ? beforeQuote(message) : "";
		return kept.isEmpty() ? CLASSES.getOrDefault(classOf(exception), "database error") : kept;
	}

	private static String withoutRepetition(Throwable throwable, String message) {
		Throwable cause = throwable.getCause();
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (cause instanceof SQLException exception) {
				String repeated = exception.getMessage();
				return (repeated != null && message.contains(repeated)) ? withoutValues(exception, repeated) : message;
			}
			cause = cause.getCause();
		}
		return message;
	}

	/**
	 * PostgreSQL tells the values that violate a constraint in a line of their own.
	 */
	private static boolean hasNoValues(SQLException exception) {
		if (exception instanceof BatchUpdateException) {
			return false;
		}
		String type = classOf(exception);
		return WITHOUT_VALUES.contains(type)
				|| ("23".equals(type) && exception.getClass().getName().startsWith("org.postgresql."));
	}

	private static String classOf(SQLException exception) {
		String state = exception.getSQLState();
		return (state != null && state.length() >= 2) ? state.substring(0, 2).toUpperCase(Locale.ROOT) : "";
	}

	private static String beforeQuote(String message) {
		String lowerCase = message.toLowerCase(Locale.ROOT);
		int end = (lowerCase.length() == message.length()) ? message.length() : 0;
		for (String quote : QUOTES) {
			int start = lowerCase.indexOf(quote);
			end = (start >= 0) ? Math.min(end, start) : end;
		}
		String kept = message.substring(0, end).strip();
		return kept.endsWith(";") ? kept.substring(0, kept.length() - 1) : kept;
	}

}
