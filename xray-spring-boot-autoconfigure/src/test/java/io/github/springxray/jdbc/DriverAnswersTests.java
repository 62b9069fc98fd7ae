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

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for what is made of the answers of drivers that the databases at hand do not
 * give.
 */
class DriverAnswersTests {

	private final DataSource dataSource = mock();

	private final Connection connection = mock();

	private final DatabaseMetaData metaData = mock();

	private final Statement statement = mock();

	private @Nullable Connection traced;

	private final ApplicationContextRunner contextRunner = JdbcRunner.tracing()
		.withBean("pool", DataSource.class, () -> this.dataSource);

	private final ApplicationContextRunner transactions = this.contextRunner
		.withPropertyValues("xray.patch.jdbc.record-transactions=true");

	DriverAnswersTests() throws SQLException {
		given(this.dataSource.getConnection()).willReturn(this.connection);
		given(this.connection.getMetaData()).willReturn(this.metaData);
		given(this.connection.createStatement()).willReturn(this.statement);
		given(this.connection.getAutoCommit()).willReturn(true);
		given(this.statement.getConnection()).willReturn(this.connection);
		given(this.metaData.getURL()).willReturn("jdbc:postgresql://db/orders");
	}

	@Test
	void partsOfABatchOfWhichTheDriverCannotTellAreNoRows() throws SQLException {
		given(this.statement.executeBatch()).willReturn(new int[] { -2, -2 }, new int[] { 3, -2, 4 });
		given(this.statement.executeLargeBatch()).willReturn(new long[] { -2 }, new long[] { 5, 0 });
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			statement.executeBatch();
			statement.executeBatch();
			statement.executeLargeBatch();
			statement.executeLargeBatch();
		});
		assertThat(all.get(0).metadata("sql")).doesNotContainKey("rows_affected");
		assertThat(all).extracting((each) -> each.metadata("sql").get("rows_affected"))
			.containsExactly(null, 7, null, 5);
	}

	@Test
	void anUpdateCountThatIsNoneIsNotRecorded() throws SQLException {
		given(this.statement.execute("select 1")).willReturn(true);
		given(this.statement.getUpdateCount()).willReturn(-1);
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			statement.execute("select 1");
			assertThat(statement.getUpdateCount()).isEqualTo(-1);
		});
		assertThat(all.get(0).json()).doesNotContain("rows_affected");
	}

	@Test
	void aCursorThatACallReturnsNamesTheCallItCameFrom() throws SQLException {
		CallableStatement call = mock();
		ResultSet cursor = mock();
		given(this.connection.prepareCall("{call report(?)}")).willReturn(call);
		given(call.getConnection()).willReturn(this.connection);
		given(call.getObject(1)).willReturn(cursor);
		given(call.getObject(2)).willReturn("text");
		given(cursor.getStatement()).willReturn(call);
		trace(this.contextRunner, (connection) -> {
			CallableStatement traced = connection.prepareCall("{call report(?)}");
			traced.execute();
			assertThat(((ResultSet) traced.getObject(1)).getStatement()).isSameAs(traced);
			assertThat(traced.getObject(2)).isEqualTo("text");
			assertThat(traced.getConnection()).isSameAs(connection);
		});
	}

	@Test
	void aResultThatTheDriverReturnsAgainIsTheSameAndAnotherIsAnother() throws SQLException {
		ResultSet first = mock();
		ResultSet second = mock();
		given(first.next()).willReturn(true, true, false);
		given(this.statement.getResultSet()).willReturn(first, first, second);
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			statement.execute("call both()");
			ResultSet rows = statement.getResultSet();
			assertThat(rows.next()).isTrue();
			assertThat(rows.next()).isTrue();
			assertThat(statement.getResultSet()).isSameAs(rows).isEqualTo(rows);
			assertThat(rows).isNotEqualTo(null).isNotEqualTo("rows");
			assertThat(statement.getMoreResults()).isFalse();
			assertThat(statement.getResultSet()).isNotSameAs(rows);
		});
		assertThat(all.get(0).metadata("sql")).containsEntry("rows_read", 2);
	}

	@Test
	void aPreparedStatementThatIsExecutedAgainCountsItsRowsAnew() throws SQLException {
		ResultSet rows = mock();
		given(this.statement.executeQuery("select 1")).willReturn(rows);
		given(rows.next()).willReturn(true, false, true, true, false);
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			for (int i = 0; i < 2; i++) {
				ResultSet traced = statement.executeQuery("select 1");
				while (traced.next()) {
					assertThat(traced.wasNull()).isFalse();
				}
			}
		});
		assertThat(all).extracting((each) -> each.metadata("sql").get("rows_read")).containsExactly(1, 2);
	}

	@Test
	void rowsThatAreLeftOpenAreCountedWhenTheStatementChangesSome() throws SQLException {
		ResultSet rows = mock();
		given(this.statement.executeQuery("select 1")).willReturn(rows);
		given(rows.next()).willReturn(true);
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			statement.executeQuery("select 1").next();
			statement.executeUpdate("delete from book");
		});
		assertThat(all.get(0).metadata("sql")).containsEntry("rows_read", 1);
		assertThat(all.get(1).metadata("sql")).containsEntry("rows_affected", 0);
	}

	@Test
	void rowsThatAreLeftOpenAreCountedWhenTheNextResultComes() throws SQLException {
		ResultSet first = mock();
		given(first.next()).willReturn(true);
		ResultSet second = mock();
		given(this.statement.getResultSet()).willReturn(first, second);
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			statement.execute("call both()");
			statement.getResultSet().next();
			statement.getResultSet();
		});
		assertThat(all.get(0).metadata("sql")).containsEntry("rows_read", 1);
	}

	@Test
	void theFirstRowComesWithinTheTimeThatReadingItTakes() throws SQLException {
		ResultSet rows = mock();
		given(this.statement.executeQuery("select 1")).willReturn(rows);
		given(rows.next()).willReturn(true, false);
		long[] nanos = new long[1];
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			long start = System.nanoTime();
			ResultSet traced = connection.createStatement().executeQuery("select 1");
			traced.next();
			nanos[0] = System.nanoTime() - start;
			traced.next();
		});
		assertThat(((Number) all.get(0).metadata("sql").get("time_to_first_row_ms")).doubleValue()).isBetween(0.0,
				nanos[0] / 1_000_000.0);
	}

	@Test
	void aStatementThatADriverExecutesWithinAnotherIsRecordedToo() throws SQLException {
		given(this.statement.executeUpdate("call outer()")).willAnswer((call) -> {
			inner().createStatement().execute("select 1");
			return 7;
		});
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			this.traced = connection;
			connection.createStatement().executeUpdate("call outer()");
		});
		assertThat(all).extracting((each) -> each.sql().get("sanitized_query"))
			.containsExactlyInAnyOrder("call outer()", "select ?");
		assertThat(all).filteredOn((each) -> "call outer()".equals(each.sql().get("sanitized_query")))
			.singleElement()
			.satisfies((outer) -> assertThat(outer.metadata("sql")).containsEntry("rows_affected", 7));
	}

	@Test
	void theSameStatementWithinItselfIsRecordedOnce() throws SQLException {
		Statement inner = mock();
		given(this.connection.createStatement()).willReturn(this.statement, inner);
		given(this.statement.executeUpdate("delete from book")).willAnswer((call) -> {
			inner().createStatement().executeUpdate("delete from book");
			return 7;
		});
		List<RecordedEntity> all = trace(this.contextRunner, (connection) -> {
			this.traced = connection;
			connection.createStatement().executeUpdate("delete from book");
		});
		verify(inner).executeUpdate("delete from book");
		assertThat(all).singleElement()
			.satisfies((each) -> assertThat(each.metadata("sql")).containsEntry("rows_affected", 7));
	}

	private Connection inner() {
		return Objects.requireNonNull(this.traced);
	}

	@Test
	void metaDataThatTheDriverReturnsAgainAreTheSameAndNameTheConnection() throws SQLException {
		given(this.metaData.getConnection()).willReturn(this.connection);
		DatabaseMetaData other = mock();
		trace(this.contextRunner, (connection) -> {
			select(connection);
			DatabaseMetaData first = connection.getMetaData();
			assertThat(connection.getMetaData()).isSameAs(first);
			assertThat(first.getConnection()).isSameAs(connection);
			given(this.connection.getMetaData()).willReturn(other);
			assertThat(connection.getMetaData()).isNotSameAs(first);
			given(this.connection.getMetaData()).willReturn(null);
			assertThat(connection.getMetaData()).isNull();
		});
	}

	@Test
	void aDatabaseThatDoesNotTellWhatItIsIsNamedAsItsBean() throws SQLException {
		given(this.connection.getMetaData()).willThrow(new SQLException("closed"));
		this.contextRunner.run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context,
					() -> select(context.getBean(DataSource.class).getConnection()));
			assertThat(segment.subsegments()).singleElement()
				.satisfies((each) -> assertThat(each).hasName("pool").hasNamespace("remote"));
			assertThat(context.getBean(TracingFaults.class).count("reading what a database is")).isOne();
		});
	}

	@Test
	void aCommitThatFailsIsAFaultOfItsTransaction() throws SQLException {
		willThrow(new SQLException("no quorum", "40001")).given(this.connection).commit();
		List<RecordedEntity> all = trace(this.transactions, (connection) -> {
			connection.setAutoCommit(false);
			select(connection);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit).withMessage("no quorum");
			select(connection);
		});
		assertThat(all).hasSize(2);
		assertThat(all.get(0)).hasName("transaction")
			.isFault()
			.hasMetadata("sql", "data_source", "pool")
			.hasMetadata("sql", "outcome", "commit")
			.hasMetadata("sql", "sql_state", "40001")
			.hasSubsegmentsExactly("orders@db");
		assertThat(all.get(1)).hasName("orders@db").isNotFault();
	}

	@Test
	void aTransactionThatCannotBeginIsNone() throws SQLException {
		willThrow(new SQLException("read only")).given(this.connection).setAutoCommit(false);
		List<RecordedEntity> all = trace(this.transactions, (connection) -> {
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setAutoCommit(false));
			select(connection);
		});
		assertThat(all).extracting(RecordedEntity::name).containsExactly("orders@db");
	}

	@Test
	void aConnectionWithoutAutoCommitIsAskedOnceATransaction() throws SQLException {
		given(this.connection.getAutoCommit()).willReturn(false);
		List<RecordedEntity> all = trace(this.transactions, (connection) -> {
			select(connection);
			select(connection);
			connection.rollback();
			connection.close();
		});
		verify(this.connection).getAutoCommit();
		assertThat(all).singleElement()
			.satisfies((each) -> assertThat(each).hasMetadata("sql", "outcome", "rollback")
				.hasSubsegmentsExactly("orders@db", "orders@db"));
	}

	@Test
	void noConnectionIsAskedWhereTransactionsAreNotRecorded() throws SQLException {
		given(this.connection.getAutoCommit()).willReturn(false);
		List<RecordedEntity> all = trace(this.contextRunner, DriverAnswersTests::select);
		assertThat(all).extracting(RecordedEntity::name).containsExactly("orders@db");
		verify(this.connection, never()).getAutoCommit();
	}

	@Test
	void aListenerOfTheApplicationKnowsTheDataSourceAndTheConnection() throws SQLException {
		List<String> known = new ArrayList<>();
		trace(this.contextRunner.withBean(XRayDataSourceCustomizer.class, () -> (name, builder) -> builder.afterQuery(
				(info, queries) -> known.add(info.getDataSourceName() + " " + !info.getConnectionId().isEmpty()))),
				DriverAnswersTests::select);
		assertThat(known).containsExactly("pool true");
	}

	@Test
	void inWhatIsNotSampledConnectionsAreTheDriversOwn() {
		this.contextRunner.run((context) -> {
			unsampled(context, (connection) -> assertThat(connection).isSameAs(this.connection));
			JdbcRunner.trace(context,
					() -> assertThat(context.getBean(DataSource.class).getConnection()).isNotSameAs(this.connection));
		});
	}

	@Test
	void aListenerOfTheApplicationHearsOfWhatIsNotSampledToo() {
		List<String> heard = new ArrayList<>();
		this.contextRunner
			.withBean(XRayDataSourceCustomizer.class,
					() -> (name, builder) -> builder
						.beforeQuery((info, queries) -> heard.add(queries.get(0).getQuery())))
			.run((context) -> unsampled(context, DriverAnswersTests::select));
		assertThat(heard).containsExactly("select 1");
	}

	@Test
	void aListenerOfTheApplicationLeavesResultsWhatTheyAreInWhatIsNotSampled() throws SQLException {
		ResultSet rows = mock();
		given(this.statement.executeQuery("select 1")).willReturn(rows);
		given(rows.getStatement()).willReturn(this.statement);
		this.contextRunner.withBean(XRayDataSourceCustomizer.class, () -> (name, builder) -> builder.multiline())
			.run((context) -> unsampled(context, (connection) -> {
				Statement statement = connection.createStatement();
				assertThat(statement.executeQuery("select 1").getStatement()).isSameAs(statement);
			}));
	}

	@Test
	void aRouterPassesUsersAndBuildersOn() throws SQLException {
		ConnectionBuilder builder = mock();
		given(this.dataSource.getConnection("ada", "s")).willReturn(this.connection);
		given(this.dataSource.createConnectionBuilder()).willReturn(builder);
		given(builder.user("bob")).willReturn(builder);
		given(builder.build()).willReturn(this.connection);
		JdbcRunner.tracing().withBean("router", DataSource.class, this::router).run((context) -> {
			DataSource router = context.getBean(DataSource.class);
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				select(router.getConnection("ada", "s"));
				select(router.createConnectionBuilder().user("bob").build());
			});
			assertThat(segment.subsegments()).extracting((each) -> each.sql().get("user"))
				.containsExactly("ada", "bob");
		});
	}

	private AbstractRoutingDataSource router() {
		AbstractRoutingDataSource router = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return "a";
			}

		};
		router.setTargetDataSources(Map.of("a", this.dataSource));
		return router;
	}

	@Test
	void whatADriverThrowsPassesAsItIs() throws SQLException {
		SQLException failure = new SQLException("wrong");
		given(this.statement.getFetchSize()).willThrow(failure);
		given(this.statement.getGeneratedKeys()).willThrow(failure);
		given(this.connection.getCatalog()).willThrow(failure);
		given(this.connection.createStatement(anyInt(), anyInt())).willThrow(failure);
		trace(this.contextRunner, (connection) -> {
			Statement statement = connection.createStatement();
			select(connection);
			assertThatExceptionOfType(SQLException.class).isThrownBy(statement::getFetchSize).isSameAs(failure);
			assertThatExceptionOfType(SQLException.class).isThrownBy(statement::getGeneratedKeys).isSameAs(failure);
			assertThatExceptionOfType(SQLException.class).isThrownBy(connection::getCatalog).isSameAs(failure);
			assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.createStatement(1, 2))
				.isSameAs(failure);
		});
	}

	@SuppressWarnings("deprecation")
	private static void unsampled(ApplicationContext context, Work work) throws Exception {
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		recorder.setTraceEntity(Segment.noOp(TraceID.create(recorder), recorder));
		try {
			work.run(context.getBean(DataSource.class).getConnection());
		}
		finally {
			recorder.clearTraceEntity();
		}
	}

	private static void select(Connection connection) throws SQLException {
		connection.createStatement().execute("select 1");
	}

	private static List<RecordedEntity> trace(ApplicationContextRunner runner, Work work) {
		List<RecordedEntity> recorded = new ArrayList<>();
		runner.run((context) -> {
			recorded.addAll(JdbcRunner.trace(context, () -> work.run(context.getBean(DataSource.class).getConnection()))
				.subsegments());
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
		assertThat(recorded).isNotEmpty().allSatisfy((each) -> assertThat(each.isInProgress()).isFalse());
		return recorded;
	}

	@FunctionalInterface
	private interface Work {

		void run(Connection connection) throws SQLException;

	}

}
