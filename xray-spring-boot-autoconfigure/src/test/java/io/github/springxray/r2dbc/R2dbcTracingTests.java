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
package io.github.springxray.r2dbc;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import io.r2dbc.h2.H2Connection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is recorded of statements that go through R2DBC.
 */
class R2dbcTracingTests {

	@Test
	void aQueryIsASubsegmentUntilItsLastRow() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces,
					() -> assertThat(client.sql("select name from users where name <> 'Ada' order by id")
						.map((row) -> row.get(0, String.class))
						.all()
						.collectList()
						.block()).containsExactly("Grace", "Edsger"));
			RecordedEntity query = only(segment);
			assertThat(query).isComplete().hasNamespace("remote").isNotFault();
			assertThat(query.name()).startsWith("shop-");
			assertThat(query.sql()).containsEntry("url", "r2dbc:h2:mem:" + query.name())
				.containsEntry("database_type", "H2")
				.containsEntry("user", "sa")
				.containsEntry("sanitized_query", "select name from users where name <> ? order by id")
				.containsKey("database_version")
				.doesNotContainKey("preparation");
			assertThat(query.metadata("sql")).containsEntry("rows_read", 2)
				.containsKey("time_to_first_row_ms")
				.doesNotContainKeys("rows_affected", "batch_size");
			assertThat(segment.json()).doesNotContain("Ada").doesNotContain(R2dbcRunner.SECRET);
		});
	}

	@Test
	void valuesOfParametersAreNotRecorded() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces,
					() -> client.sql("update users set name = $1 where id = $2")
						.bind(0, "Barbara")
						.bind(1, 2)
						.fetch()
						.rowsUpdated()
						.block());
			RecordedEntity update = only(segment);
			assertThat(update.sql()).containsEntry("preparation", "statement")
				.containsEntry("sanitized_query", "update users set name = $1 where id = $2");
			assertThat(update.metadata("sql")).containsEntry("rows_affected", 1).doesNotContainKey("rows_read");
			assertThat(segment.json()).doesNotContain("Barbara");
		});
	}

	@Test
	void aNumberThatAQueryReadsIsNoNumberOfRows() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces,
					() -> assertThat(
							client.sql("select count(*) from users").map((row) -> row.get(0, Long.class)).one().block())
						.isEqualTo(3L));
			assertThat(only(segment).metadata("sql")).containsEntry("rows_read", 1).doesNotContainKey("rows_affected");
		});
	}

	@Test
	void aBatchIsOneSubsegment() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner
				.trace(traces,
						() -> client
							.inConnectionMany(
									(connection) -> Flux
										.from(connection.createBatch()
											.add("insert into users values (7, 'Tony')")
											.add("insert into users values (8, 'Donald')")
											.add("delete from users where id < 8")
											.execute())
										.concatMap(Result::getRowsUpdated))
							.blockLast());
			RecordedEntity batch = only(segment);
			assertThat(batch.sql()).containsEntry("sanitized_query",
					"insert into users values (?, ?);\ndelete from users where id < ?");
			assertThat(batch.metadata("sql")).containsEntry("batch_size", 3).containsEntry("rows_affected", 6);
		});
	}

	@Test
	void aStatementWithManySetsOfParametersIsOneSubsegment() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner
				.trace(traces,
						() -> client
							.inConnectionMany(
									(connection) -> Flux
										.from(connection.createStatement("insert into users values ($1, $2)")
											.bind(0, 7)
											.bind(1, "Tony")
											.add()
											.bind(0, 8)
											.bind(1, "Donald")
											.execute())
										.concatMap(Result::getRowsUpdated))
							.blockLast());
			assertThat(only(segment).metadata("sql")).containsEntry("batch_size", 2).containsEntry("rows_affected", 2);
		});
	}

	@Test
	void whatFailsIsAFaultWithoutWhatTheDatabaseSaysAboutValues() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces,
					() -> assertThatExceptionOfType(DuplicateKeyException.class)
						.isThrownBy(() -> client.sql("insert into users values (1, 'Barbara')").then().block()));
			RecordedEntity insert = only(segment);
			assertThat(insert).isFault().isComplete();
			assertThat(insert.exceptions().get(0).message()).isEqualTo("integrity constraint violation");
			assertThat(insert.metadata("sql")).containsEntry("sql_state", "23505").containsKey("vendor_code");
			assertThat(segment.json()).doesNotContain("Barbara");
		});
	}

	@Test
	void whoTakesWhatIsNeededEndsTheSubsegmentWithoutAFault() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces, () -> {
				client.sql("select name from users").map((row) -> row.get(0, String.class)).all().take(1).blockLast();
				client.sql("select name from users").map((row) -> row.get(0, String.class)).first().block();
			});
			assertThat(segment.subsegments()).hasSize(2).allSatisfy((query) -> {
				assertThat(query).isComplete().isNotFault().isNotError();
				assertThat(query.metadata("sql").get("rows_read")).isNotNull();
			});
		});
	}

	@Test
	void aFailureOfTheApplicationWithARowIsNoneOfTheDatabase() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner.trace(traces, () -> assertThatIllegalStateException()
				.isThrownBy(() -> client.sql("select name from users").map((row) -> {
					throw new IllegalStateException("application");
				}).all().blockLast()));
			assertThat(only(segment)).isComplete().isNotFault().hasNoException();
		});
	}

	@Test
	void theParentIsInTheReactorContextOnWhicheverThread() {
		run((client, traces) -> {
			AWSXRay.beginSegment("test");
			Subsegment parent = AWSXRay.beginSubsegment("parent");
			List<String> names = client.sql("select name from users")
				.map((row) -> row.get(0, String.class))
				.all()
				.collectList()
				.subscribeOn(Schedulers.boundedElastic())
				.contextWrite((context) -> context.put(EntityThreadLocalAccessor.KEY, parent))
				.block();
			assertThat(names).hasSize(3);
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(only(only(traces.takeSegment())).sql()).containsKey("sanitized_query");
		});
	}

	@Test
	void whatIsNotSampledOrInNoTraceIsLeftAlone() {
		run((client, traces) -> {
			Segment segment = AWSXRay.beginSegment("unsampled");
			segment.setSampled(false);
			assertThat(names(client)).hasSize(3);
			AWSXRay.endSegment();
			assertThat(names(client)).hasSize(3);
			traces.assertClean();
		});
	}

	@Test
	void transactionsWorkAndTheirStatementsAreRecorded() {
		R2dbcRunner.runner().withBean(ConnectionFactory.class, R2dbcRunner::factory).run((context) -> {
			ConnectionFactory factory = context.getBean(ConnectionFactory.class);
			DatabaseClient client = R2dbcRunner.prepare(factory);
			TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(factory));
			RecordedEntity segment = R2dbcRunner.trace(context.getBean(RecordedTraces.class),
					() -> assertThatIllegalStateException().isThrownBy(() -> client.sql("delete from users")
						.fetch()
						.rowsUpdated()
						.then(Mono.error(new IllegalStateException("roll back")))
						.as(transaction::transactional)
						.block()));
			assertThat(only(segment).metadata("sql")).containsEntry("rows_affected", 3);
			assertThat(names(client)).hasSize(3);
		});
	}

	@Test
	void theDriversConnectionIsFoundByUnwrapping() {
		run((client, traces) -> {
			Connection connection = Mono.from(client.getConnectionFactory().create()).block();
			assertThat(((Wrapped<?>) connection).unwrap(H2Connection.class)).isNotNull();
			Mono.from(connection.close()).block();
		});
	}

	@Test
	void slowAndRepeatedStatementsAreMarkedAsThoseOfJdbc() {
		R2dbcRunner.runner()
			.withBean(ConnectionFactory.class, R2dbcRunner::factory)
			.withPropertyValues("xray.patch.jdbc.slow-query-threshold=0ms", "xray.patch.jdbc.repeat-threshold=2",
					"xray.patch.jdbc.sql=raw")
			.run((context) -> {
				DatabaseClient client = R2dbcRunner.prepare(context.getBean(ConnectionFactory.class));
				RecordedEntity segment = R2dbcRunner.trace(context.getBean(RecordedTraces.class), () -> {
					for (int id = 1; id <= 3; id++) {
						client.sql("select name from users where id = " + id).fetch().one().block();
					}
				});
				assertThat(segment.annotations()).containsEntry("repeated_query_count", 3);
				assertThat(segment.subsegments()).hasSize(3)
					.allSatisfy((query) -> assertThat(query).hasAnnotation("slow_query", true));
				assertThat(segment.subsegments().get(0).sql()).containsEntry("sanitized_query",
						"select name from users where id = 1");
			});
	}

	@Test
	void aStatementThatNobodyUnderstandsIsAFault() {
		run((client, traces) -> {
			RecordedEntity segment = R2dbcRunner
				.trace(traces, () -> assertThatExceptionOfType(R2dbcException.class).isThrownBy(
						() -> Mono
							.usingWhen(Mono.from(client.getConnectionFactory().create()),
									(connection) -> Mono.from(connection.createStatement("selekt 'Ada'").execute())
										.then(),
									Connection::close)
							.block()));
			RecordedEntity statement = only(segment);
			assertThat(statement).isFault().isComplete();
			assertThat(statement.metadata("sql")).containsKey("sql_state");
			assertThat(segment.json()).doesNotContain("Ada");
		});
	}

	@Test
	void transactionsAreSubsegmentsWithTheirStatementsWhereTheyAreWanted() {
		R2dbcRunner.runner()
			.withBean(ConnectionFactory.class, R2dbcRunner::factory)
			.withPropertyValues("xray.patch.jdbc.record-transactions=true")
			.run((context) -> {
				ConnectionFactory factory = context.getBean(ConnectionFactory.class);
				DatabaseClient client = R2dbcRunner.prepare(factory);
				TransactionalOperator transaction = TransactionalOperator.create(new R2dbcTransactionManager(factory));
				RecordedTraces traces = context.getBean(RecordedTraces.class);
				RecordedEntity committed = R2dbcRunner.trace(traces,
						() -> client.sql("update users set name = 'Barbara' where id = 1")
							.fetch()
							.rowsUpdated()
							.then(client.sql("delete from users where id = 2").fetch().rowsUpdated())
							.as(transaction::transactional)
							.block());
				assertThat(committed).hasSubsegmentsExactly("transaction");
				RecordedEntity first = committed.subsegment("transaction");
				assertThat(first).isComplete().isNotFault().hasMetadata("sql", "outcome", "commit");
				assertThat(first.subsegments()).hasSize(2);
				RecordedEntity undone = R2dbcRunner.trace(traces,
						() -> assertThatIllegalStateException().isThrownBy(() -> client.sql("delete from users")
							.fetch()
							.rowsUpdated()
							.then(Mono.error(new IllegalStateException("roll back")))
							.as(transaction::transactional)
							.block()));
				RecordedEntity second = undone.subsegment("transaction");
				assertThat(second).isComplete().hasMetadata("sql", "outcome", "rollback");
				assertThat(second.subsegments()).hasSize(1);
				assertThat(names(client)).hasSize(2);
				traces.assertClean();
			});
	}

	private static void run(BiConsumer<DatabaseClient, RecordedTraces> code) {
		R2dbcRunner.runner()
			.withBean(ConnectionFactory.class, R2dbcRunner::factory)
			.run((context) -> code.accept(R2dbcRunner.prepare(context.getBean(ConnectionFactory.class)),
					context.getBean(RecordedTraces.class)));
	}

	private static List<Map<String, Object>> names(DatabaseClient client) {
		return client.sql("select name from users").fetch().all().collectList().block();
	}

	private static RecordedEntity only(RecordedEntity parent) {
		assertThat(parent.subsegments()).as(parent.json()).hasSize(1);
		return parent.subsegments().get(0);
	}

}
