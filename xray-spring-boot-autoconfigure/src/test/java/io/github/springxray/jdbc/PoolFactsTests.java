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
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link PoolFacts}.
 */
class PoolFactsTests {

	private final Connection connection = mock();

	private final DatabaseMetaData metaData = mock(withSettings().stubOnly());

	private final AtomicInteger reads = new AtomicInteger();

	private final TracingFaults faults = new TracingFaults();

	private final PoolFacts facts = new PoolFacts("pool", this.faults);

	PoolFactsTests() throws SQLException {
		given(this.connection.getMetaData()).willReturn(this.metaData);
		given(this.metaData.getDriverVersion()).willAnswer((call) -> "read " + this.reads.incrementAndGet());
	}

	@Test
	void eachDatabaseIsAskedOnce() throws SQLException {
		given(this.metaData.getURL()).willReturn("jdbc:postgresql://one/db");
		ConnectionFacts first = this.facts.find(this.connection);
		assertThat(this.facts.find(this.connection)).isSameAs(first);
		given(this.metaData.getURL()).willReturn("jdbc:postgresql://two/db");
		assertThat(this.facts.find(this.connection).name()).isEqualTo("db@two");
		given(this.metaData.getURL()).willReturn(null);
		assertThat(this.facts.find(this.connection)).isSameAs(this.facts.find(this.connection));
		assertThat(this.reads).hasValue(3);
	}

	@Test
	void aDatabaseThatDoesNotAnswerIsNotAskedAgainAtOnce() throws SQLException {
		given(this.metaData.getURL()).willThrow(new SQLException("broken")).willReturn("jdbc:postgresql://one/db");
		assertThat(this.facts.find(this.connection)).isNull();
		assertThat(this.facts.find(this.connection)).isNull();
		assertThat(this.faults.count("reading what a database is")).isOne();
		assertThat(this.facts.unknown().name()).isEqualTo("pool");
	}

	@Test
	void whereEachConnectionHasAUrlOfItsOwnAFewAreKept() throws SQLException {
		AtomicInteger token = new AtomicInteger();
		given(this.metaData.getURL()).willAnswer((call) -> "jdbc:postgresql://one/db?token=" + token.get());
		ConnectionFacts first = this.facts.find(this.connection);
		for (int i = 1; i < 1000; i++) {
			token.set(i);
			this.facts.find(this.connection);
		}
		token.set(0);
		assertThat(this.facts.find(this.connection)).isSameAs(first);
		token.set(1000);
		this.facts.find(this.connection);
		token.set(0);
		assertThat(this.facts.find(this.connection)).isNotSameAs(first);
	}

}
