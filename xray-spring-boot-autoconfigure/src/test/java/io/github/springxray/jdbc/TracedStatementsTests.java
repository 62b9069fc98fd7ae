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

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is recorded of a statement, and what the application gets back from it.
 */
class TracedStatementsTests {

	@Test
	void rowsThatWereReadAreCountedOnceAndTheFirstIsTimed() {
		RecordedEntity select = trace((connection) -> {
			try (Statement statement = connection.createStatement()) {
				ResultSet rows = statement.executeQuery("select x from system_range(1, 3)");
				assertThat(rows.next()).isTrue();
				assertThat(rows.getInt(1)).isEqualTo(1);
				assertThat(rows.next()).isTrue();
				rows.close();
				assertThat(rows.isClosed()).isTrue();
			}
		}).get(0);
		assertThat(select.metadata("sql")).containsEntry("rows_read", 2).containsKey("time_to_first_row_ms");
		assertThat(((Number) select.metadata("sql").get("time_to_first_row_ms")).doubleValue()).isNotNegative();
		assertThat(select.sql()).doesNotContainKey("preparation");
	}

	@Test
	void noRowsAreCountedAsNoneAndNoFirstOneIsTimed() {
		assertThat(trace((connection) -> {
			try (Statement statement = connection.createStatement()) {
				assertThat(statement.executeQuery("select 1 where false").next()).isFalse();
			}
		}).get(0).metadata("sql")).containsEntry("rows_read", 0).doesNotContainKey("time_to_first_row_ms");
	}

	@Test
	void rowsThatAreLeftOpenAreCountedWhenTheStatementGoesOn() {
		List<RecordedEntity> all = trace((connection) -> {
			Statement statement = connection.createStatement();
			statement.executeQuery("select 1").next();
			statement.execute("select x from system_range(1, 2)");
			ResultSet rows = statement.getResultSet();
			assertThat(statement.getResultSet()).isSameAs(rows);
			assertThat(rows.getStatement()).isSameAs(statement);
			assertThat(rows.unwrap(ResultSet.class)).isNotNull();
			while (rows.next()) {
				assertThat(rows.getInt(1)).isPositive();
			}
			assertThat(statement.getMoreResults()).isFalse();
			statement.executeQuery("select 3").next();
			statement.close();
			assertThat(statement.isClosed()).isTrue();
		});
		assertThat(all).extracting((each) -> each.metadata("sql").get("rows_read")).containsExactly(1, 2, 1);
	}

	@Test
	void rowsThatWereChangedAreCounted() {
		List<RecordedEntity> all = trace((connection) -> {
			try (Statement statement = connection.createStatement()) {
				assertThat(statement.executeUpdate("update t set b = 'x' where a > 1")).isEqualTo(2);
				assertThat(statement.executeLargeUpdate("update t set b = 'y' where a > 5")).isZero();
				assertThat(statement.execute("delete from t where a = 1")).isFalse();
				assertThat(statement.getUpdateCount()).isEqualTo(1);
				assertThat(statement.execute("delete from t where a = 1")).isFalse();
				assertThat(statement.getLargeUpdateCount()).isZero();
				assertThat(statement.getConnection()).isSameAs(connection);
			}
		});
		assertThat(all).extracting((each) -> each.metadata("sql").get("rows_affected")).containsExactly(2, 0, 1, 0);
		assertThat(all).allSatisfy((each) -> assertThat(each.metadata("sql")).doesNotContainKey("batch_size"));
	}

	@Test
	void aBatchIsOneWithTheSumOfItsParts() {
		List<RecordedEntity> all = trace((connection) -> {
			try (PreparedStatement insert = connection.prepareStatement("insert into t (a, b) values (?, ?)",
					Statement.RETURN_GENERATED_KEYS)) {
				for (int i = 0; i < 3; i++) {
					insert.setInt(1, 10 + i);
					insert.setString(2, "z");
					insert.addBatch();
				}
				assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
				assertThat(insert.getGeneratedKeys().getStatement()).isSameAs(insert);
			}
			try (Statement statement = connection.createStatement()) {
				statement.addBatch("delete from t where a = 10");
				statement.addBatch("delete from t where a > 10");
				assertThat(statement.executeLargeBatch()).containsExactly(1, 2);
			}
		});
		assertThat(all).hasSize(2);
		assertThat(all.get(0).metadata("sql")).containsEntry("batch_size", 3).containsEntry("rows_affected", 3);
		assertThat(all.get(0).sql()).containsEntry("preparation", "statement");
		assertThat(all.get(1).metadata("sql")).containsEntry("batch_size", 2).containsEntry("rows_affected", 3);
		assertThat(all.get(1).sql().get("sanitized_query"))
			.isEqualTo("delete from t where a = ?;\ndelete from t where a > ?");
	}

	@Test
	void aCallIsOne() {
		assertThat(trace((connection) -> {
			try (var call = connection.prepareCall("call length(?)")) {
				call.setString(1, "abc");
				call.execute();
			}
		}).get(0).sql()).containsEntry("preparation", "call");
	}

	@Test
	void partsOfABatchThatFailAreNoRows() {
		List<RecordedEntity> all = trace((connection) -> {
			try (Statement statement = connection.createStatement()) {
				statement.addBatch("insert into t (a, b) values (50, 'x')");
				statement.addBatch("insert into t (a, b) values (1, 'twice')");
				assertThatExceptionOfType(BatchUpdateException.class).isThrownBy(statement::executeBatch);
			}
		});
		assertThat(all.get(0).isFault()).isTrue();
	}

	@Test
	void aStatementThatFailsIsAFaultAndTheNextOneIsNot() {
		List<RecordedEntity> all = trace((connection) -> {
			try (Statement statement = connection.createStatement()) {
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select nothing"));
				statement.execute("select 1");
			}
		});
		assertThat(all).extracting(RecordedEntity::isFault).containsExactly(true, false);
		assertThat(all.get(0).metadata("sql")).containsKeys("sql_state", "vendor_code");
	}

	@Test
	void everyStatementSaysWhereItRan() {
		Map<String, Object> sql = trace((connection) -> {
			connection.createStatement().execute("select 1");
			assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
		}).get(0).sql();
		assertThat(sql).containsEntry("database_type", "H2")
			.containsKeys("database_version", "driver_version", "url", "user");
	}

	private static List<RecordedEntity> trace(Work work) {
		List<RecordedEntity> recorded = new ArrayList<>();
		JdbcRunner.withDataSource().run((context) -> {
			JdbcTemplate template = context.getBean(JdbcTemplate.class);
			template.execute("create table t (a int primary key, b varchar(20))");
			template.update("insert into t values (1, 'a'), (2, 'b'), (3, 'c')");
			recorded.addAll(JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					work.run(connection);
				}
			}).subsegments());
		});
		assertThat(recorded).isNotEmpty().allSatisfy((each) -> assertThat(each.isInProgress()).isFalse());
		return recorded;
	}

	@FunctionalInterface
	private interface Work {

		void run(Connection connection) throws SQLException;

	}

}
