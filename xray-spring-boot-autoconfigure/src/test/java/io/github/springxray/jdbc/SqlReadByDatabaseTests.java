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
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks databases what they take for a literal in statements that are put together by
 * chance.
 */
class SqlReadByDatabaseTests {

	private static final int STATEMENTS = 15_000;

	private static final List<String> PARTS = List.of("'", "'", "'", "''", "\"", "\\", "\n", "\r", " -- ", "--", "/*",
			"*/", "$$", "$a$", ", ", ", ", " || ", "e'", "E'\\'", "N'", "U&'", "x", "(", ")", " ", "#", "[", "]", "`",
			"{fn upper('", "')}", "/*!", "q'[", "//");

	private final LiteralSqlSanitizer sanitizer = new LiteralSqlSanitizer();

	@Test
	void whatPostgresTakesForALiteralIsNotRecorded() throws SQLException {
		try (Connection connection = DriverManager.getConnection(Postgres.url(), "postgres", "")) {
			assertThat(literals(connection, 1)).isGreaterThan(100);
		}
	}

	@Test
	void whatPostgresTakesForALiteralIsNotRecordedWhereBackslashesEscape() throws SQLException {
		try (Connection connection = DriverManager.getConnection(Postgres.url(), "postgres", "")) {
			try (Statement statement = connection.createStatement()) {
				statement.execute("set standard_conforming_strings = off");
			}
			assertThat(literals(connection, 2)).isGreaterThan(100);
		}
	}

	@Test
	void whatH2TakesForALiteralIsNotRecorded() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
			assertThat(literals(connection, 3)).isGreaterThan(100);
		}
	}

	/**
	 * Return how many of the words were literals to the database.
	 */
	private int literals(Connection connection, long seed) throws SQLException {
		String product = connection.getMetaData().getDatabaseProductName();
		Random random = new Random(seed);
		int literals = 0;
		for (int i = 0; i < STATEMENTS; i++) {
			List<String> words = new ArrayList<>();
			String sql = statement(random, words);
			String result = execute(connection, sql);
			if (result == null) {
				continue;
			}
			String known = this.sanitizer.sanitize(sql, product);
			String unknown = this.sanitizer.sanitize(sql);
			for (String word : words) {
				if (result.contains(word)) {
					literals++;
					assertThat(known).as(sql).doesNotContain(word);
					assertThat(unknown).as(sql).doesNotContain(word);
				}
			}
		}
		return literals;
	}

	private static String statement(Random random, List<String> words) {
		StringBuilder sql = new StringBuilder("select 'a'");
		int parts = 1 + random.nextInt(8);
		for (int i = 0; i < parts; i++) {
			sql.append((i == 0) ? ", '" : PARTS.get(random.nextInt(PARTS.size())));
			if (random.nextInt(3) > 0) {
				words.add("word" + words.size());
				sql.append(words.get(words.size() - 1));
			}
		}
		return sql.append(PARTS.get(random.nextInt(4))).toString();
	}

	private static @Nullable String execute(Connection connection, String sql) {
		StringBuilder values = new StringBuilder();
		try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(sql)) {
			while (result.next()) {
				for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
					values.append(result.getString(i)).append(' ');
				}
			}
			return values.toString();
		}
		catch (SQLException ex) {
			return null;
		}
	}

}
