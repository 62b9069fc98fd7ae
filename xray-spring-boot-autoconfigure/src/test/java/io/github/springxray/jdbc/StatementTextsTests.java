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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatementTexts}.
 */
class StatementTextsTests {

	private final TracingFaults faults = new TracingFaults();

	private final List<String> types = new ArrayList<>();

	@Test
	void aStatementHasTheShapeThatTheSanitizerLeaves() {
		StatementTexts texts = texts(SqlRecording.SANITIZED);
		assertThat(texts.shapeOf(queries("SELECT 1"), "H2")).isEqualTo("select 1");
		assertThat(texts.recordedOf(queries("SELECT 1"), "select ?")).isEqualTo("select ?");
		assertThat(this.types).containsExactly("H2");
	}

	@Test
	void aBatchHasEachShapeOnce() {
		assertThat(texts(SqlRecording.SANITIZED).shapeOf(queries("A", "B", "a", null, "B"), "H2")).isEqualTo("a;\nb");
	}

	@Test
	void aBatchHasAsManyShapesAsAnybodyReads() {
		String[] statements = IntStream.range(0, 20).mapToObj((i) -> "s" + i).toArray(String[]::new);
		String shape = texts(SqlRecording.SANITIZED).shapeOf(queries(statements), "H2");
		assertThat(shape.split(";\n")).hasSize(10).endsWith("s9");
	}

	@Test
	void aBatchOfLongStatementsIsReadUpToTheLengthThatIsRecorded() {
		String half = "x".repeat(2_000);
		StatementTexts texts = texts(SqlRecording.SANITIZED);
		assertThat(texts.shapeOf(queries("a" + half, "b" + half, "c" + half), null)).hasSize(4_000)
			.startsWith("a" + half + ";\nb");
		assertThat(this.types).hasSize(2);
		this.types.clear();
		texts.shapeOf(queries("a" + half.substring(2), "b" + half.substring(2), "c"), null);
		assertThat(this.types).hasSize(3);
	}

	@Test
	void aSanitizerThatFailsCostsTheTextAlone() {
		StatementTexts texts = new StatementTexts(SqlRecording.SANITIZED, (sql) -> {
			throw new IllegalStateException("sanitizing");
		}, this.faults);
		assertThat(texts.shapeOf(queries("SELECT 1"), "H2")).isNull();
		assertThat(texts.shapeOf(queries("SELECT 1", "SELECT 2"), "H2")).isNull();
		assertThat(this.faults.counts()).isEqualTo(Map.of("sanitizing SQL", 3L));
	}

	@Test
	void aStatementWithoutATextHasNone() {
		assertThat(texts(SqlRecording.SANITIZED).shapeOf(queries((String) null), "H2")).isNull();
		assertThat(texts(SqlRecording.SANITIZED).shapeOf(List.of(), "H2")).isNull();
	}

	@Test
	void whatIsRecordedRawIsCutAndNotRead() {
		StatementTexts texts = texts(SqlRecording.RAW);
		String longest = "X".repeat(4_000);
		assertThat(texts.recordedOf(queries(longest), "shape")).isEqualTo(longest);
		assertThat(texts.recordedOf(queries(longest + "Y"), "shape")).isEqualTo(longest);
		assertThat(texts.recordedOf(queries("A", "B"), "shape")).isEqualTo("A;\nB");
		assertThat(this.types).isEmpty();
	}

	@Test
	void nothingIsRecordedWhereThatIsOff() {
		assertThat(texts(SqlRecording.OFF).recordedOf(queries("SELECT 1"), "select ?")).isNull();
	}

	private StatementTexts texts(SqlRecording recording) {
		return new StatementTexts(recording, new SqlSanitizer() {

			@Override
			public String sanitize(String sql) {
				throw new IllegalStateException("The type of the database is known");
			}

			@Override
			public String sanitize(String sql, @Nullable String databaseType) {
				StatementTextsTests.this.types.add(databaseType);
				return sql.toLowerCase(Locale.ROOT);
			}

		}, this.faults);
	}

	private static List<String> queries(String... statements) {
		return Arrays.asList(statements);
	}

}
