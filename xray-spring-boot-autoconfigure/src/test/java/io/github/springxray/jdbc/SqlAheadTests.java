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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SqlAhead} and {@link InsertedRows}.
 */
class SqlAheadTests {

	@Test
	void whiteSpaceIsSkipped() {
		assertThat(new SqlAhead("a  \n b").following(1)).isEqualTo('b');
		assertThat(new SqlAhead("ab").following(1)).isEqualTo('b');
		assertThat(new SqlAhead("a ").following(1)).isEqualTo('\0');
	}

	@Test
	void aWordFollowsAsAWhole() {
		assertThat(new SqlAhead("x FROM y").isFollowedBy(1, "from")).isTrue();
		assertThat(new SqlAhead("x from").isFollowedBy(1, "from")).isTrue();
		assertThat(new SqlAhead("x from(").isFollowedBy(1, "from")).isTrue();
		assertThat(new SqlAhead("x fromage").isFollowedBy(1, "from")).isFalse();
		assertThat(new SqlAhead("x to").isFollowedBy(1, "from")).isFalse();
	}

	@Test
	void aNameWithArgumentsIsCalled() {
		assertThat(new SqlAhead("a.bc (1)").isCalled(1)).isTrue();
		assertThat(new SqlAhead("abc(1)").isCalled(3)).isTrue();
		assertThat(new SqlAhead("abc 1").isCalled(1)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc=1", "a.b = 1", "abc := 1", "abc:=1" })
	void somethingIsAssignedToAName(String sql) {
		assertThat(new SqlAhead(sql).isAssigned(1)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "abc :x", "abc: =1", "abc >= 1", "abc :" })
	void nothingIsAssigned(String sql) {
		assertThat(new SqlAhead(sql).isAssigned(1)).isFalse();
	}

	@Test
	void aNameOfAnArgumentComesBeforeIt() {
		assertThat(new SqlAhead("a => 1").isNameOfArgument(1)).isTrue();
		assertThat(new SqlAhead("a := 1").isNameOfArgument(1)).isTrue();
		assertThat(new SqlAhead("a = 1").isNameOfArgument(1)).isFalse();
		assertThat(new SqlAhead("a > 1").isNameOfArgument(1)).isFalse();
		assertThat(new SqlAhead("a :> 1").isNameOfArgument(1)).isFalse();
		assertThat(new SqlAhead("a == 1").isNameOfArgument(1)).isFalse();
	}

	@Test
	void columnsComeBeforeTheRowsOfAnInsert() {
		InsertedRows rows = new InsertedRows(SqlDialect.UNKNOWN);
		assertThat(rows.isBeforeColumn("insert", 1)).isTrue();
		assertThat(rows.isBeforeColumn("replace", 1)).isTrue();
		assertThat(rows.isBeforeColumn("insert", 0)).isFalse();
		assertThat(rows.isBeforeColumn("select", 1)).isFalse();
		assertThat(rows.hasValues()).isFalse();
		rows.isBeforeFormat("insert", "values", "book", 0);
		assertThat(rows.hasValues()).isTrue();
		assertThat(rows.isBeforeColumn("insert", 1)).isFalse();
		rows.restart();
		assertThat(rows.hasValues()).isFalse();
		assertThat(rows.isBeforeColumn("insert", 1)).isTrue();
	}

	@Test
	void rowsMayHaveAFormatOfTheirOwn() {
		InsertedRows rows = new InsertedRows(SqlDialect.UNKNOWN);
		assertThat(rows.isBeforeFormat("insert", "format", "book", 0)).isTrue();
		assertThat(rows.isBeforeFormat("insert", "format", "book", 1)).isFalse();
		assertThat(rows.isBeforeFormat("insert", "format", "into", 0)).isFalse();
		assertThat(rows.isBeforeFormat("insert", "format", "table", 0)).isFalse();
		assertThat(rows.isBeforeFormat("insert", "title", "book", 0)).isFalse();
		assertThat(rows.isBeforeFormat("select", "format", "book", 0)).isFalse();
		assertThat(new InsertedRows(SqlDialect.POSTGRESQL).isBeforeFormat("insert", "format", "book", 0)).isFalse();
		rows.isBeforeFormat("insert", "select", "book", 0);
		assertThat(rows.isBeforeFormat("insert", "format", "book", 0)).isFalse();
	}

}
