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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists of statements, each for one database or for all of them ({@code *}).
 */
class SqlStatementListTests {

	private final LiteralSqlSanitizer sanitizer = new LiteralSqlSanitizer();

	@ParameterizedTest
	@NullSource
	@MethodSource("products")
	void noSecretOfAHostileStatementIsRecorded(@Nullable String product) throws IOException {
		for (String sql : statements("hostile-statements.txt", product)) {
			assertThat(this.sanitizer.sanitize(sql, product)).as(sql)
				.doesNotContainIgnoringCase("hunter2")
				.doesNotContain("4711");
		}
	}

	@ParameterizedTest
	@NullSource
	@MethodSource("products")
	void ordinaryStatementsStayAsTheyAre(@Nullable String product) throws IOException {
		for (String sql : statements("ordinary-statements.txt", product)) {
			assertThat(this.sanitizer.sanitize(sql, product)).isEqualTo(sql);
		}
	}

	/**
	 * Values stand between guillemets in the list, which are none of SQL.
	 */
	@ParameterizedTest
	@NullSource
	@MethodSource("products")
	void namesAndKeywordsOfAnApplicationsStatementsStay(@Nullable String product) throws IOException {
		for (String marked : statements("application-statements.txt", product)) {
			String sql = marked.replaceAll("[\u00AB\u00BB]", "");
			List<String> expected = words(marked.replaceAll("\u00AB[^\u00BB]*\u00BB", "?").replaceAll("--[^\n]*", ""));
			assertThat(words(this.sanitizer.sanitize(sql, product))).as(sql).isEqualTo(expected);
		}
	}

	@Test
	void anUnknownDatabaseMayStoreNamesThatItDoesNotKnow() {
		String sql = "select \"hunter2\" from \"t\" where \"t\".\"a\" = 1";
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo("select ? from \"t\" where \"t\".\"a\" = ?");
	}

	static Stream<String> products() {
		return Stream.of("PostgreSQL", "MySQL", "MariaDB", "Microsoft SQL Server", "Oracle", "SQLite", "H2",
				"DB2/LINUXX8664", "Apache Derby", "HSQL Database Engine", "Snowflake", "ClickHouse", "CockroachDB",
				"Redshift", "DuckDB", "Something");
	}

	private static List<String> words(String sql) {
		return Pattern.compile("[A-Za-z_][\\w']*").matcher(sql).results().map(MatchResult::group).toList();
	}

	private static List<String> statements(String file, @Nullable String product) throws IOException {
		List<String> statements = new ArrayList<>();
		String text = new ClassPathResource(file, SqlStatementListTests.class)
			.getContentAsString(StandardCharsets.UTF_8);
		for (String line : text.split("\n")) {
			String[] parts = line.split("\\|", 2);
			if (parts[0].equals("*") || parts[0].equals(product)) {
				statements.add(parts[1].replace("\\n", "\n"));
			}
		}
		assertThat(statements).hasSizeGreaterThan(100);
		return statements;
	}

}
