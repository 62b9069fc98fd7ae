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

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiteralSqlSanitizer}.
 */
class LiteralSqlSanitizerTests {

	private final LiteralSqlSanitizer sanitizer = new LiteralSqlSanitizer();

	@ParameterizedTest
	@MethodSource({ "io.github.springxray.jdbc.SqlCases#replaced",
			"io.github.springxray.jdbc.SqlCases#commentsAndOperators" })
	void replacesLiterals(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql, "Snowflake")).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("io.github.springxray.jdbc.SqlCases#ambiguous")
	void leavesOutTheRestWhereDialectsDisagree(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo(expected).doesNotContain("secret");
	}

	@ParameterizedTest
	@MethodSource("io.github.springxray.jdbc.SqlCases#kept")
	void keepsWhatIsNoLiteral(String sql) {
		assertThat(this.sanitizer.sanitize(sql, "Snowflake")).isEqualTo(sql);
	}

	@ParameterizedTest
	@MethodSource("io.github.springxray.jdbc.SqlCases#folded")
	void foldsLists(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("io.github.springxray.jdbc.SqlCases#passwords")
	void hidesPasswordsThatAreNotQuoted(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo(expected);
	}

	@ParameterizedTest
	@MethodSource("io.github.springxray.jdbc.SqlCases#administering")
	void keepsOnlyWordsThatAreKnownWhereValuesNeedNoQuotes(String sql, String expected) {
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo(expected).doesNotContain("hunter2");
		assertThat(this.sanitizer.sanitize(expected)).isEqualTo(expected);
	}

	@Test
	void cutsAtTheLimitBetweenTokens() {
		String sql = "select " + "column_name, ".repeat(1000) + "x from t";
		String sanitized = this.sanitizer.sanitize(sql);
		assertThat(sanitized).hasSizeBetween(3980, SqlWriter.MAX_LENGTH);
		assertThat(sanitized).endsWith("column_name,...");
		assertThat(this.sanitizer.sanitize(sanitized)).isEqualTo(sanitized);
	}

	@Test
	void keepsWhatIsAsLongAsTheLimitWithoutTheMark() {
		int limit = SqlWriter.MAX_LENGTH - SqlWriter.CUT.length();
		String sql = "select aa " + "a ".repeat((limit - 11) / 2) + "b";
		assertThat(sql).hasSize(limit);
		assertThat(this.sanitizer.sanitize(sql)).isEqualTo(sql);
		assertThat(this.sanitizer.sanitize(sql + "+")).isEqualTo(sql + SqlWriter.CUT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7 })
	void neverCutsInsideASurrogatePair(int shift) {
		String name = "\uD835\uDC9C".repeat(4);
		String sql = "select " + "x".repeat(shift) + " " + (name + "+").repeat(1000);
		String sanitized = this.sanitizer.sanitize(sql);
		assertThat(sanitized).hasSizeLessThanOrEqualTo(SqlWriter.MAX_LENGTH).endsWith(SqlWriter.CUT);
		assertThat(Character.isHighSurrogate(sanitized.charAt(sanitized.length() - 4))).isFalse();
	}

	@Test
	void doesNotReadStatementsOfManyMegabytesToTheirEnd() {
		String sql = "insert into t values (1, 'secret')" + ", (2, 'secret')".repeat(2_000_000);
		assertThat(this.sanitizer.sanitize(sql)).startsWith("insert into t values (?, ?)")
			.endsWith(SqlWriter.CUT)
			.hasSizeLessThan(50)
			.doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "'", "\"", "`", "[", "]", "(", ")", "/*", "*/", "--", "-- \n", "#", "#>", "$", "$$", "$a",
			"q'[", "e'\\", "\\", ",", "?,", "(?),", "-", "1", "1e-", ".", "a", "\n", "\r", "[']", "a#>b,", "/**/",
			"/*/**/*/", "''", "\"a\"", "\"a\".", "{", "--x\n", "u&'", "\uD800" })
	void takesLinearTimeForWhateverRepeats(String part) {
		StringBuilder sql = new StringBuilder("select x in (");
		while (sql.length() < LiteralSqlSanitizer.READ_LIMIT * 2) {
			sql.append(part);
		}
		assertThat(this.sanitizer.sanitize(sql.toString())).hasSizeLessThanOrEqualTo(SqlWriter.MAX_LENGTH);
	}

	@ParameterizedTest
	@ValueSource(strings = { "begin ", "set x ", "set a = 1, b ", "call p(", "call p(a ", "alter user ", "create ",
			"grant a to b, ", "explain ", "a.", "a .", "a(", ";", "; a", "; exec ", "; set x sesame", "{call ", "as ",
			"create table t (", "with (", "options (a b), ", "\"t\".", "identified by ", "@", "a=>", "a :=",
			"begin if then else ", "; begin a.b.c" })
	void takesLinearTimeForWhateverAdministers(String part) {
		for (String begin : new String[] { "", "begin ", "exec p ", "set ", "create table t ", "begin a" }) {
			String sql = begin + part.repeat(LiteralSqlSanitizer.READ_LIMIT * 2 / part.length());
			assertThat(this.sanitizer.sanitize(sql)).hasSizeLessThanOrEqualTo(SqlWriter.MAX_LENGTH);
		}
	}

	@Test
	void givesTheSameTextForStatementsThatDifferOnlyInTheirValues() {
		assertThat(IntStream.range(1, 100)
			.mapToObj((i) -> "select * from t where a = " + (i - 50) + " and b in ("
					+ IntStream.range(0, i).mapToObj(String::valueOf).collect(Collectors.joining(", "))
					+ ") and c = 'name " + i + "'")
			.map(this.sanitizer::sanitize)).containsOnly("select * from t where a = ? and b in (?) and c = ?");
	}

}
