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

import java.util.List;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random statements of several dialects, whose literals all hold a secret.
 */
class SqlSanitizerFuzzTests {

	private static final int STATEMENTS = 20_000;

	private static final String SECRET = "hunter2";

	private static final String NUMBER = "4711";

	private final LiteralSqlSanitizer sanitizer = new LiteralSqlSanitizer();

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void letsNoSecretThrough(Dialect dialect) {
		Random random = new Random(dialect.name().hashCode());
		for (int i = 0; i < STATEMENTS; i++) {
			String sql = statement(dialect, random);
			String sanitized = this.sanitizer.sanitize(sql);
			assertThat(sanitized).as(sql).doesNotContain(SECRET).doesNotContain(NUMBER);
			assertThat(this.sanitizer.sanitize(sanitized)).as(sql).isEqualTo(sanitized);
		}
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void letsNoSecretThroughWhereTheDatabaseIsKnown(Dialect dialect) {
		Random random = new Random(dialect.name().hashCode() + 1);
		for (int i = 0; i < STATEMENTS; i++) {
			String sql = statement(dialect, random);
			String sanitized = this.sanitizer.sanitize(sql, dialect.product);
			assertThat(sanitized).as(sql).doesNotContain(SECRET).doesNotContain(NUMBER);
			assertThat(this.sanitizer.sanitize(sanitized, dialect.product)).as(sql).isEqualTo(sanitized);
		}
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void losesLessWhereTheDatabaseIsKnown(Dialect dialect) {
		long known = new Random(2).longs(1000)
			.filter((seed) -> this.sanitizer.sanitize(statement(dialect, new Random(seed)), dialect.product)
				.contains("last_column"))
			.count();
		long unknown = new Random(2).longs(1000)
			.filter((seed) -> this.sanitizer.sanitize(statement(dialect, new Random(seed))).contains("last_column"))
			.count();
		assertThat(known).isGreaterThanOrEqualTo(unknown);
		if (SqlDialect.of(dialect.product).isBackslashPlain()) {
			assertThat(known).isGreaterThan(800);
		}
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void keepsTheNamesOfMostStatements(Dialect dialect) {
		Random random = new Random(1);
		long complete = random.longs(1000)
			.mapToObj((seed) -> this.sanitizer.sanitize(statement(dialect, new Random(seed))))
			.filter((sanitized) -> sanitized.contains("last_column"))
			.count();
		assertThat(complete).isGreaterThan(300);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void survivesWhateverIsNoSql(long seed) {
		Random random = new Random(seed);
		String alphabet = "'\"`[]()/*-#$\\,.;:?@&|=<>{} \n\r\tabeEnqQxu01\u00A0\u00E4\uD83D\uDE00\u0000in";
		for (int i = 0; i < STATEMENTS; i++) {
			StringBuilder sql = new StringBuilder();
			int length = random.nextInt(60);
			for (int j = 0; j < length; j++) {
				sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			String sanitized = this.sanitizer.sanitize(sql.toString());
			assertThat(sanitized).as(sql.toString())
				.hasSizeLessThanOrEqualTo(sql.length() + SqlWriter.CUT.length() + 1);
		}
	}

	private static String statement(Dialect dialect, Random random) {
		StringBuilder sql = new StringBuilder("select first_column");
		int parts = 1 + random.nextInt(8);
		for (int i = 0; i < parts; i++) {
			sql.append(pick(random, SEPARATORS));
			sql.append(pick(random, (random.nextInt(3) == 0) ? dialect.noise : dialect.literals).replace("%",
					filling(dialect, random)));
		}
		return sql.append(" and last_column").toString();
	}

	/**
	 * Return the inside of a string in single quotes.
	 */
	private static String filling(Dialect dialect, Random random) {
		StringBuilder text = new StringBuilder();
		int parts = 1 + random.nextInt(4);
		for (int i = 0; i < parts; i++) {
			text.append(random.nextBoolean() ? SECRET : pick(random, dialect.inside));
		}
		return text.append(SECRET).toString();
	}

	private static String pick(Random random, List<String> from) {
		return from.get(random.nextInt(from.size()));
	}

	private static final List<String> SEPARATORS = List.of(" and a = ", " and b in (1, ", ", ", " || ", "=",
			" and c like ", " from t where ", "\n", " case when x then ", ") and d > ", " values (", "), (", " - + ",
			"::text, ");

	/**
	 * What each dialect has for literals ({@code %} is the inside of a string), what may
	 * be inside of them, and what stands between them.
	 */
	enum Dialect {

		POSTGRESQL("PostgreSQL",
				List.of("'%'", "E'%'", "e'\\'%\\\\'", "U&'%'", "N'%'", "x'4711'", "$$%$$", "$body$%$$%$body$", "4711",
						"-4711.5", "4711e-3", ".4711", "0x4711", "date '%'", "interval '%' day", "array['%', '%']",
						"'{%}'::text[]", "a #>> '{%}'", "a->>'%'"),
				List.of("''", " -- ", "/*", "*/", "\"", "`", "#", "[", "]", ";", "\n", " $ ", "(", ",", "?", " $x$ "),
				List.of("a.b", "\"a\".\"b\"", "$1", ":name", "/* it's hunter2 */ a", "/* /* 'a */ hunter2 */ b",
						"a -- hunter2 it's\n", "tags[1]", "a ?| b", "a @> b", "a #> b", "a # b", "a --hunter2's\n")),

		MYSQL("MySQL",
				List.of("'%'", "\"%\"", "'\\'%'", "\"\\\"%\"", "\"it's %\"", "_utf8'%'", "N'%'", "x'4711'", "b'01'",
						"4711", "-4711", "0x4711", "4711e+3", "date '%'", "\"hunter2\"", "concat(\"hunter2\", '%')",
						"1--'%'"),
				List.of("''", "\\'", "\\\\", "\\n", " -- ", "--", "/*", "*/", "`", "#", "[", "]", ";", "\n", "(", ",",
						"?", "\"\""),
				List.of("a.b", "`a`.`b`", "@var", "@@x", "a # hunter2 it's\n", "a -- hunter2 \"it's\n",
						"/* it's hunter2 */ a", "/*! a */", "/*+ hunter2 */ a", "t.*", "a --1")),

		ORACLE("Oracle",
				List.of("'%'", "N'%'", "q'[%]'", "Q'{it's %}'", "nq'!it's %!'", "q'<it's>%>'", "4711", "-4711.0f",
						"date '%'", "timestamp '%'", "'C:\\%'", "'%\\'"),
				List.of("''", "\"", " -- ", "/*", "*/", "`", "#", ";", "\n", "(", ",", "?", "\\"),
				List.of("a.b", "\"a\".\"b\"", ":1", ":name", "emp#", "v$session", "/*+ hunter2 */ a",
						"a -- hunter2 it's\n", "/* /* hunter2 */ a", "a --hunter2's\n")),

		SQL_SERVER("Microsoft SQL Server",
				List.of("'%'", "N'%'", "0x4711", "4711", "-4711", "$4711.50", "'C:\\%'", "'%\\'", "{d '%'}",
						"{ts '%'}"),
				List.of("''", "\"", " -- ", "/*", "*/", "`", "#", "[", "]", ";", "\n", "(", ",", "?", "\\"),
				List.of("[a].[b]", "[it's]", "[a]]b]", "[x'y']", "\"a\".\"b\"", "@p1", "#temp", "##temp", "from #t",
						"[a -- b]", "[#n]", "[/* a]", "a -- hunter2 it's\n", "/* /* 'a */ hunter2 */ b",
						"a --hunter2's\n")),

		SQLITE("SQLite",
				List.of("'%'", "\"%\"", "\"hunter2\"", "x'4711'", "4711", "-4711.5", "0x4711", "'C:\\%'", "'%\\'",
						"coalesce(\"hunter2\", '%')"),
				List.of("''", " -- ", "/*", "*/", "`", "#", "[", "]", ";", "\n", "(", ",", "?", "\\"),
				List.of("a.b", "\"a\".\"b\"", "[it's]", "[a -- b]", "?1", ":name", "@p", "$q", "/* it's hunter2 */ a",
						"a -- hunter2 it's\n", "/* /* hunter2 */ a", "a --hunter2's\n", "from \"t\""));

		private final String product;

		private final List<String> literals;

		private final List<String> inside;

		private final List<String> noise;

		Dialect(String product, List<String> literals, List<String> inside, List<String> noise) {
			this.product = product;
			this.literals = literals;
			this.inside = inside;
			this.noise = noise;
		}

	}

}
