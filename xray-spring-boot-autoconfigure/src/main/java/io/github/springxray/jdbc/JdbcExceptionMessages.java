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

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.KnownMessages;
import io.github.springxray.context.ValueFreeMessages;
import io.github.springxray.recorder.WeakIdentityMap;

/**
 * Takes values out of the messages of databases, which tell the key that exists already,
 * the number that was none, the URL with its password, and the whole statement. Of an
 * exception of JDBC, of all that is a cause of one and of whatever a data source throws,
 * a message is recorded only as far as its form is known. In all other cases the class of
 * its SQL state is named. Exceptions of frameworks that repeat the message or the
 * statement, as those of Spring and Hibernate do, get what is left of it.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQL
 * states, most of them by the standard</a>
 */
final class JdbcExceptionMessages implements ValueFreeMessages {

	private static final int MAX_CAUSES = 20;

	/**
	 * Known by name, as the library may be absent.
	 */
	private static final String REACTIVE = "io.r2dbc.spi.R2dbcException";

	/**
	 * A statement in brackets, and all behind it, as its values may have brackets too.
	 */
	private static final Pattern QUOTED_STATEMENT = Pattern
		.compile("(?i)\\[\\s*+(?:select|insert|update|delete|merge|with|call|exec|create|alter|from)\\s[\\s\\S]*+");

	private static final Pattern STATEMENT = Pattern
		.compile("(?i)\\b(?:select|insert into|update|delete from|merge into|call|create|alter)\\s");

	private static final String UNKNOWN = "database error";

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
	 * Frameworks whose exceptions quote statements, mostly in brackets.
	 */
	private static final List<String> FRAMEWORKS = List.of("org.springframework.dao.", "org.springframework.jdbc.",
			"org.springframework.orm.", "org.springframework.data.", "org.springframework.transaction.",
			"org.hibernate.", "org.jooq.", "org.mybatis.", "org.apache.ibatis.", "jakarta.persistence.",
			"org.eclipse.persistence.", "org.flywaydb.", "liquibase.", "com.querydsl.", "com.zaxxer.hikari.",
			"org.springframework.r2dbc.", "javax.persistence.", "org.springframework.batch.", "oracle.ucp.",
			"com.mchange.", "com.alibaba.druid.");

	private final boolean raw;

	private final WeakIdentityMap<Throwable, Boolean> ofDataSources = new WeakIdentityMap<>();

	JdbcExceptionMessages(boolean raw) {
		this.raw = raw;
	}

	/**
	 * Remember what a data source has thrown, which need not be an exception of JDBC.
	 */
	void thrownByDataSource(Throwable throwable) {
		if (!(throwable instanceof SQLException)) {
			this.ofDataSources.computeIfAbsent(throwable, () -> true);
		}
	}

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		return filter(throwable, (effect != null) ? List.of(effect) : List.of(), message);
	}

	@Override
	public @Nullable String filter(Throwable throwable, List<Throwable> effects, @Nullable String message) {
		if (this.raw || message == null) {
			return message;
		}
		if (throwable instanceof SQLException exception) {
			return withoutValues(exception, message);
		}
		if (answersFor(throwable, effects)) {
			String known = KnownDatabaseMessages.partOf(message);
			if (known == null && isReactive(throwable)) {
				return classOf(ReactiveFailure.stateOf(throwable));
			}
			return (known != null || !KnownMessages.isOfNetwork(throwable, message)) ? known : message;
		}
		String left = withoutRepetition(throwable, message);
		return QUOTED_STATEMENT.matcher(left).replaceFirst("[SQL]");
	}

	@Override
	public boolean answersFor(Throwable throwable, List<Throwable> effects) {
		if (this.raw) {
			return false;
		}
		if (isOfDatabase(throwable)) {
			return true;
		}
		for (Throwable effect : effects) {
			if (isOfDatabase(effect)) {
				return true;
			}
		}
		return false;
	}

	private boolean isOfDatabase(Throwable throwable) {
		return throwable instanceof SQLException || isReactive(throwable) || this.ofDataSources.get(throwable) != null;
	}

	/**
	 * Return whether this is an exception of R2DBC.
	 */
	static boolean isReactive(@Nullable Throwable throwable) {
		for (Class<?> type = (throwable != null) ? throwable.getClass() : null; type != null; type = type
			.getSuperclass()) {
			if (type.getName().equals(REACTIVE)) {
				return true;
			}
		}
		return false;
	}

	private static String withoutValues(Throwable exception, String message) {
		String known = KnownDatabaseMessages.partOf(message);
		return (known != null) ? known : classOf(
				(exception instanceof SQLException sql) ? sql.getSQLState() : ReactiveFailure.stateOf(exception));
	}

	private static String withoutRepetition(Throwable throwable, String message) {
		Throwable cause = throwable.getCause();
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (cause instanceof SQLException || isReactive(cause)) {
				String repeated = cause.getMessage();
				boolean repeats = repeated != null && !repeated.isEmpty() && message.contains(repeated);
				return (repeats || quotes(throwable, message))
						? withoutValues(cause, (repeated != null) ? repeated : "") : message;
			}
			cause = cause.getCause();
		}
		return message;
	}

	private static boolean quotes(Throwable throwable, String message) {
		String type = throwable.getClass().getName();
		return FRAMEWORKS.stream().anyMatch(type::startsWith) && (message.indexOf('[') >= 0
				|| message.indexOf('\'') >= 0 || message.indexOf('"') >= 0 || STATEMENT.matcher(message).find());
	}

	private static String classOf(@Nullable String state) {
		String key = (state != null && state.length() >= 2) ? state.substring(0, 2).toUpperCase(Locale.ROOT) : "";
		return CLASSES.getOrDefault(key, UNKNOWN);
	}

}
