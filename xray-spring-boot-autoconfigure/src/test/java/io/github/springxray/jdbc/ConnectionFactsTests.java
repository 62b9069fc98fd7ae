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
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ConnectionFacts}.
 */
class ConnectionFactsTests {

	private final Connection connection = mock();

	private final DatabaseMetaData metaData = mock();

	ConnectionFactsTests() throws SQLException {
		given(this.connection.getMetaData()).willReturn(this.metaData);
		given(this.metaData.getURL()).willReturn("jdbc:postgresql://ada:hunter2@db.example.com:5432/orders?x=y");
	}

	@Test
	void allThatADriverTellsIsKept() throws SQLException {
		given(this.metaData.getDatabaseProductName()).willReturn("PostgreSQL");
		given(this.metaData.getDatabaseProductVersion()).willReturn("16.1");
		given(this.metaData.getDriverVersion()).willReturn("42.7");
		given(this.metaData.getUserName()).willReturn("ada");
		ConnectionFacts facts = ConnectionFacts.read(this.connection);
		assertThat(facts.name()).isEqualTo("orders@db.example.com");
		assertThat(facts.databaseType()).isEqualTo("PostgreSQL");
		assertThat(facts.sql()).containsEntry("url", "jdbc:postgresql://db.example.com:5432/orders")
			.containsEntry("database_type", "PostgreSQL")
			.containsEntry("database_version", "16.1")
			.containsEntry("driver_version", "42.7")
			.containsEntry("user", "ada");
	}

	@Test
	void whatADriverDoesNotSupportIsLeftOutAlone() throws SQLException {
		given(this.metaData.getDatabaseProductName()).willThrow(SQLFeatureNotSupportedException.class);
		given(this.metaData.getDatabaseProductVersion()).willThrow(UnsupportedOperationException.class);
		given(this.metaData.getUserName()).willReturn("ada");
		ConnectionFacts facts = ConnectionFacts.read(this.connection);
		assertThat(facts.databaseType()).isEqualTo("PostgreSQL");
		assertThat(facts.sql()).containsOnlyKeys("url", "database_type", "user");
	}

	@Test
	void aDatabaseWithoutAHostIsNamedAlone() throws SQLException {
		given(this.metaData.getURL()).willReturn("jdbc:h2:mem:shop");
		assertThat(ConnectionFacts.read(this.connection).name()).isEqualTo("shop");
	}

	@Test
	void aNameThatTellsNobodyAnythingIsThatOfTheProduct() throws SQLException {
		given(this.metaData.getURL()).willReturn("jdbc:h2:mem:3fa85f64-5717-4562-b3fc-2c963f66afa6");
		assertThat(ConnectionFacts.read(this.connection).name()).isEqualTo("H2");
	}

	@Test
	void aServerWithoutADatabaseIsNamedByItsProduct() throws SQLException {
		given(this.metaData.getURL()).willReturn("jdbc:mysql://db.example.com/");
		assertThat(ConnectionFacts.read(this.connection).name()).isEqualTo("MySQL@db.example.com");
	}

	@Test
	void aDriverWithoutAUrlHasADatabaseOfNoName() throws SQLException {
		given(this.metaData.getURL()).willReturn(null);
		ConnectionFacts facts = ConnectionFacts.read(this.connection);
		assertThat(facts.name()).isEqualTo("Database");
		assertThat(facts.sql()).containsOnlyKeys("url", "database_type");
	}

	@Test
	void aConnectionThatTellsNothingFails() throws SQLException {
		given(this.metaData.getURL()).willThrow(new SQLException("closed"));
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ConnectionFacts.read(this.connection));
	}

	@Test
	void whatIsUnknownHasTheNameOfItsPool() {
		ConnectionFacts unknown = ConnectionFacts.unknown("pool");
		assertThat(unknown.name()).isEqualTo("pool");
		assertThat(unknown.sql()).isEmpty();
		assertThat(unknown.databaseType()).isNull();
	}

}
