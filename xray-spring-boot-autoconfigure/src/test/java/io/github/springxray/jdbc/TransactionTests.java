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

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for what begins and ends a {@link Transaction}.
 */
class TransactionTests {

	@Test
	void aTransactionBeginsWhereAConnectionStopsToCommitByItself() throws Exception {
		Method setAutoCommit = method("setAutoCommit", boolean.class);
		assertThat(Transaction.isBegunBy(setAutoCommit, arguments(false))).isTrue();
		assertThat(Transaction.isBegunBy(setAutoCommit, arguments(true))).isFalse();
		assertThat(Transaction.isBegunBy(setAutoCommit, null)).isFalse();
		assertThat(Transaction.isBegunBy(method("setReadOnly", boolean.class), arguments(false))).isFalse();
	}

	@Test
	void aTransactionEndsWithACommitARollbackOrItsConnection() throws Exception {
		assertThat(Transaction.outcomeOf(method("commit"), null)).isEqualTo("commit");
		assertThat(Transaction.outcomeOf(method("rollback"), null)).isEqualTo("rollback");
		assertThat(Transaction.outcomeOf(method("rollback"), arguments())).isEqualTo("rollback");
		assertThat(Transaction.outcomeOf(method("close"), null)).isEqualTo("close");
		assertThat(Transaction.outcomeOf(method("abort", Executor.class), arguments(mock(Executor.class))))
			.isEqualTo("close");
		assertThat(Transaction.outcomeOf(method("setAutoCommit", boolean.class), arguments(true))).isEqualTo("commit");
	}

	@Test
	void nothingElseEndsIt() throws Exception {
		assertThat(Transaction.outcomeOf(method("rollback", Savepoint.class), arguments(mock(Savepoint.class))))
			.isNull();
		assertThat(Transaction.outcomeOf(method("setAutoCommit", boolean.class), arguments(false))).isNull();
		assertThat(Transaction.outcomeOf(method("setAutoCommit", boolean.class), arguments())).isNull();
		assertThat(Transaction.outcomeOf(method("setAutoCommit", boolean.class), null)).isNull();
		assertThat(Transaction.outcomeOf(method("isClosed"), null)).isNull();
	}

	@Test
	void aConnectionThatDoesNotTellCommitsByItself() throws Exception {
		Connection connection = mock();
		assertThat(Transaction.isAutoCommit(connection)).isFalse();
		given(connection.getAutoCommit()).willReturn(true);
		assertThat(Transaction.isAutoCommit(connection)).isTrue();
		given(connection.getAutoCommit()).willThrow(new SQLException("closed"));
		assertThat(Transaction.isAutoCommit(connection)).isTrue();
	}

	private static Method method(String name, Class<?>... types) throws NoSuchMethodException {
		return Connection.class.getMethod(name, types);
	}

	private static @Nullable Object[] arguments(Object... arguments) {
		return arguments;
	}

}
