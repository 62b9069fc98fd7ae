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
import java.sql.SQLException;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link HandedOut}.
 */
class HandedOutTests {

	private final Connection connection = mock();

	@Test
	void theInnermostTakesNoteOfTracedConnections() {
		withTraced((traced) -> {
			HandedOut outer = new HandedOut();
			HandedOut inner = new HandedOut();
			outer.open();
			inner.open();
			HandedOut.add(this.connection);
			assertThat(inner.isAnyOpen()).isFalse();
			HandedOut.add(traced);
			assertThat(inner.isAnyOpen()).isTrue();
			assertThat(outer.isAnyOpen()).isFalse();
			inner.close();
			HandedOut.add(traced);
			assertThat(outer.isAnyOpen()).isTrue();
			outer.close();
		});
	}

	@Test
	void whatIsOverTakesNoteOfNothing() {
		withTraced((traced) -> {
			HandedOut over = new HandedOut();
			over.open();
			over.close();
			HandedOut.add(traced);
			assertThat(over.isAnyOpen()).isFalse();
		});
	}

	@Test
	void connectionsThatAreClosedOrDoNotTellAreNotOpen() {
		withTraced((traced) -> {
			HandedOut handedOut = new HandedOut();
			handedOut.open();
			HandedOut.add(traced);
			given(this.connection.isClosed()).willReturn(true);
			assertThat(handedOut.isAnyOpen()).isFalse();
			given(this.connection.isClosed()).willThrow(new SQLException("gone"));
			assertThat(handedOut.isAnyOpen()).isFalse();
			handedOut.close();
		});
	}

	private void withTraced(Work work) {
		DataSource dataSource = mock();
		JdbcRunner.tracing().withBean("pool", DataSource.class, () -> dataSource).run((context) -> {
			given(dataSource.getConnection()).willReturn(this.connection);
			work.run(context.getBean(DataSource.class).getConnection());
		});
	}

	@FunctionalInterface
	private interface Work {

		void run(Connection traced) throws SQLException;

	}

}
