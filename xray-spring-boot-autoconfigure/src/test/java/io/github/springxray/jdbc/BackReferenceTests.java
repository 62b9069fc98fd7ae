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
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects of JDBC lead back to the objects that the application holds, as they do without
 * tracing.
 */
class BackReferenceTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void resultsOfStatementsNameThem(boolean pooled) {
		run(pooled, (connection) -> {
			Statement statement = connection.createStatement();
			statement.executeUpdate("insert into book (title) values ('a')", Statement.RETURN_GENERATED_KEYS);
			assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
			assertThat(statement.getGeneratedKeys().getStatement().getConnection()).isSameAs(connection);
			assertThat(statement.executeQuery("select * from book").getStatement()).isSameAs(statement);
			assertThat(statement.execute("select * from book")).isTrue();
			assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
			PreparedStatement prepared = connection.prepareStatement("select * from book");
			assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared).isEqualTo(prepared);
			assertThat(prepared.getConnection()).isSameAs(connection).isEqualTo(connection);
			assertThat(prepared).isNotEqualTo(statement).doesNotHaveSameHashCodeAs(statement);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void metaDataAndItsResultsLeadToTheConnection(boolean pooled) {
		run(pooled, (connection) -> {
			DatabaseMetaData metaData = connection.getMetaData();
			assertThat(metaData.getConnection()).isSameAs(connection);
			assertThat(metaData).isEqualTo(metaData).hasSameHashCodeAs(metaData);
			try (ResultSet tables = metaData.getTables(null, null, "BOOK", null)) {
				assertThat(tables.next()).isTrue();
				Statement statement = tables.getStatement();
				if (statement != null) {
					assertThat(statement.getConnection()).isSameAs(connection);
				}
			}
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void identityAndFailuresAreThoseWithoutTracing(boolean pooled) throws Exception {
		Map<String, Object> expected = new LinkedHashMap<>();
		try (Connection untraced = dataSource(pooled).getConnection()) {
			observe(untraced, expected);
		}
		assertThat(expected.values()).contains(true, false);
		run(pooled, (connection) -> {
			Map<String, Object> actual = new LinkedHashMap<>();
			observe(connection, actual);
			assertThat(actual).isEqualTo(expected);
		});
	}

	private static void observe(Connection connection, Map<String, Object> seen) throws SQLException {
		Statement statement = connection.createStatement();
		statement.execute("create table if not exists book (id int auto_increment primary key, title varchar(20))");
		statement.executeUpdate("insert into book (title) values ('a')", Statement.RETURN_GENERATED_KEYS);
		seen.put("keys", observed(() -> statement.getGeneratedKeys().getStatement() == statement));
		statement.execute("select * from book");
		seen.put("same result", observed(() -> statement.getResultSet() == statement.getResultSet()));
		seen.put("equal result", observed(() -> statement.getResultSet().equals(statement.getResultSet())));
		DatabaseMetaData metaData = connection.getMetaData();
		seen.put("same meta data", observed(() -> metaData == connection.getMetaData()));
		seen.put("equal meta data", observed(() -> metaData.equals(connection.getMetaData())));
		ResultSet tables = metaData.getTables(null, null, "BOOK", null);
		seen.put("has statement", observed(() -> tables.getStatement() != null));
		seen.put("leads back", observed(() -> tables.getStatement().getConnection() == connection));
		seen.put("equals", observed(() -> connection.equals(statement.getConnection())));
		seen.put("array", observed(() -> connection.createArrayOf("int", new Object[] { 1 }).getResultSet() != null));
		ResultSet rows = statement.executeQuery("select * from book");
		rows.close();
		seen.put("closed rows", observed(() -> rows.getStatement() == statement));
		seen.put("closed rows again", observed(rows::next));
		statement.close();
		seen.put("closed statement", observed(() -> statement.getConnection() == connection));
		seen.put("closed statement's result", observed(() -> statement.getResultSet() == null));
		connection.close();
		seen.put("closed connection", observed(() -> connection.getMetaData() == null));
		seen.put("closed connection's statements", observed(() -> connection.createStatement() == null));
	}

	private static Object observed(Callable<Object> call) {
		try {
			return call.call();
		}
		catch (Exception ex) {
			return ex.getClass().getName() + ": " + ex.getMessage();
		}
	}

	private static void run(boolean pooled, Test test) {
		JdbcRunner.tracing()
			.withBean("source", DataSource.class, () -> dataSource(pooled))
			.run((context) -> JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					connection.createStatement()
						.execute("create table book (id int auto_increment primary key, title varchar(20))");
					test.run(connection);
				}
			}));
	}

	private static DataSource dataSource(boolean pooled) {
		JdbcDataSource driver = new JdbcDataSource();
		driver.setURL("jdbc:h2:mem:");
		if (!pooled) {
			return driver;
		}
		HikariDataSource pool = new HikariDataSource();
		pool.setDataSource(driver);
		return pool;
	}

	interface Test {

		void run(Connection connection) throws Exception;

	}

}
