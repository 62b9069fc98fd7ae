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
import java.sql.Savepoint;
import java.sql.Statement;

import javax.sql.DataSource;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Connections and transactions as subsegments.
 */
class RecordedTransactionsTests {

	private final ApplicationContextRunner contextRunner = JdbcRunner.withDataSource();

	private final ApplicationContextRunner transactions = this.contextRunner
		.withPropertyValues("xray.patch.jdbc.record-transactions=true");

	@Test
	void neitherIsRecordedUnlessAskedFor() {
		this.contextRunner.run((context) -> assertThat(inTransaction(context, false)).hasSubsegmentsExactly("H2"));
	}

	@Test
	void waitForAConnectionIsRecorded() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.record-connections=true").run((context) -> {
			RecordedEntity segment = inTransaction(context, false);
			assertThat(segment).hasSubsegmentsExactly("connection", "H2");
			assertThat(segment.subsegments().get(0)).isComplete().hasMetadata("sql", "data_source", "dataSource");
		});
	}

	@Test
	void failureToGetAConnectionIsRecorded() {
		JdbcRunner.tracing()
			.withPropertyValues("xray.patch.jdbc.record-connections=true")
			.withBean(DataSource.class, BrokenDataSource::new)
			.run((context) -> {
				RecordedEntity segment = JdbcRunner.trace(context,
						() -> assertThatExceptionOfType(SQLException.class)
							.isThrownBy(() -> context.getBean(DataSource.class).getConnection())
							.withMessage("no one listens"));
				assertThat(segment.subsegment("connection")).isFault()
					.hasException(SQLException.class)
					.hasMetadata("sql", "sql_state", "08001");
			});
	}

	@Test
	void transactionHoldsItsStatements() {
		this.transactions.run((context) -> {
			RecordedEntity segment = inTransaction(context, false);
			assertThat(segment).hasSubsegmentsExactly("transaction");
			assertThat(segment.subsegment("transaction")).hasSubsegmentsExactly("H2")
				.isComplete()
				.hasNamespace(null)
				.hasMetadata("sql", "outcome", "commit");
		});
	}

	@Test
	void transactionThatIsRolledBackSaysSo() {
		this.transactions
			.run((context) -> assertThat(inTransaction(context, true).subsegment("transaction")).isNotFault()
				.hasMetadata("sql", "outcome", "rollback"));
	}

	@Test
	void whatTheApplicationBeginsInATransactionStaysItsOwn() {
		this.transactions.run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					connection.setAutoCommit(false);
					AWSXRay.beginSubsegment("across");
					statement.execute("select 1");
					connection.commit();
					AWSXRay.endSubsegment();
				}
			});
			assertThat(segment).hasSubsegmentsExactly("transaction", "across");
			assertThat(segment.subsegment("across")).hasSubsegmentsExactly("H2");
		});
	}

	@Test
	void connectionThatNeverCommitsByItselfBeginsOneWithItsFirstStatement() {
		this.transactions.withPropertyValues("spring.datasource.hikari.auto-commit=false").run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("select 1");
					connection.commit();
					statement.execute("select 2");
				}
			});
			assertThat(segment).hasSubsegmentsExactly("transaction", "transaction");
			assertThat(segment.subsegments().get(0)).hasMetadata("sql", "outcome", "commit");
			assertThat(segment.subsegments().get(1)).isComplete().hasMetadata("sql", "outcome", "close");
		});
	}

	@Test
	void savepointsAndAutoCommit() {
		this.transactions.run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection();
						Statement statement = connection.createStatement()) {
					connection.setAutoCommit(false);
					Savepoint savepoint = connection.setSavepoint();
					statement.execute("select 1");
					connection.rollback(savepoint);
					connection.setAutoCommit(true);
					statement.execute("select 2");
				}
			});
			assertThat(segment).hasSubsegmentsExactly("transaction", "H2");
			assertThat(segment.subsegments().get(0)).hasMetadata("sql", "outcome", "commit");
		});
	}

	@Test
	void outsideASegmentNothingIsRecorded() {
		this.transactions.withPropertyValues("xray.patch.jdbc.record-connections=true").run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			work(context, false);
			assertThat(recorder.getTraceEntity()).isNull();
			assertThat(inTransaction(context, false).subsegments()).hasSize(2);
		});
	}

	private static RecordedEntity inTransaction(ApplicationContext context, boolean rollBack) throws Exception {
		return JdbcRunner.trace(context, () -> work(context, rollBack));
	}

	private static void work(ApplicationContext context, boolean rollBack) {
		new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			context.getBean(JdbcTemplate.class).execute("select 1");
			if (rollBack) {
				status.setRollbackOnly();
			}
		});
	}

	static class BrokenDataSource extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			throw new SQLException("no one listens", "08001");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

}
