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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.aop.support.AopUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.testsupport.GarbageCollection;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * What every database and every pool has to do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcTracingContract {

	private static final String SECRET = "secret-4711@example.com";

	private final Class<? extends DataSource> pool;

	private final String name;

	private final String url;

	private JdbcApplication application;

	private JdbcTemplate jdbc;

	JdbcTracingContract(Class<? extends DataSource> pool, String name, String url) {
		this.pool = pool;
		this.name = name;
		this.url = url;
	}

	/**
	 * The properties of the data source, without the type of the pool.
	 */
	abstract Map<String, Object> properties();

	@BeforeAll
	void start() {
		Map<String, Object> properties = new HashMap<>(properties());
		properties.put("spring.datasource.type", this.pool.getName());
		this.application = new JdbcApplication(properties);
		this.jdbc = this.application.bean(JdbcTemplate.class);
	}

	@AfterAll
	void stop() {
		if (this.application != null) {
			this.application.close();
		}
	}

	@BeforeEach
	void emptyTables() {
		this.jdbc.update("delete from books");
		this.jdbc.update("delete from authors");
	}

	@AfterEach
	void nothingIsLeft() {
		this.application.traces().close();
	}

	/**
	 * Neither what is counted for a segment nor what is known of a data source may go
	 * with a collection.
	 */
	@Test
	void repeatedStatementsAreCountedAcrossACollectionAndTracedOnce() throws Exception {
		RecordedEntity segment = this.application.trace(() -> {
			for (int i = 0; i < 12; i++) {
				if (i % 4 == 0) {
					GarbageCollection.force();
				}
				this.jdbc.queryForList("select name from authors");
			}
		});
		assertThat(segment.subsegments()).hasSize(12);
		assertThat(segment).hasAnnotation("repeated_query_count", 12);
	}

	@Test
	void statementsBetweenScopesThatEndOutOfOrderBelongToWhatIsStillOpen() throws Exception {
		Subsegments subsegments = this.application.bean(Subsegments.class);
		RecordedEntity segment = this.application.trace(() -> {
			TraceScope first = subsegments.begin("first");
			TraceScope second = subsegments.begin("second");
			subsegments.end(first, null);
			this.jdbc.queryForList("select name from authors");
			subsegments.end(second, null);
			this.jdbc.queryForList("select name from authors");
		});
		assertThat(segment.subsegments()).extracting(RecordedEntity::name)
			.containsExactly("first", this.name, this.name);
		assertThat(segment.subsegment("first")).hasSubsegmentsExactly("second");
	}

	@Test
	void selectIsRecorded() throws Exception {
		this.jdbc.update("insert into authors (name) values ('Ann')");
		RecordedEntity segment = this.application.trace(() -> assertThat(
				this.jdbc.queryForObject("select name from authors where name = ?", String.class, "Ann"))
			.isEqualTo("Ann"));
		RecordedEntity statement = only(segment);
		assertThat(statement).hasName(this.name).hasNamespace("remote").isComplete().isNotFault();
		assertThat(statement.sql()).contains(entry("url", this.url),
				entry("sanitized_query", "select name from authors where name = ?"), entry("preparation", "statement"));
		assertThat(statement.sql()).containsKeys("database_type", "database_version", "driver_version", "user");
		assertThat(statement.metadata("sql")).containsEntry("rows_read", 1).containsKey("time_to_first_row_ms");
		assertThat(segment.json()).doesNotContain("Ann");
	}

	@Test
	void insertWithGeneratedKeysIsOneSubsegment() throws Exception {
		GeneratedKeyHolder keys = new GeneratedKeyHolder();
		RecordedEntity segment = this.application.trace(() -> this.jdbc.update((connection) -> {
			PreparedStatement statement = connection.prepareStatement("insert into authors (name) values (?)",
					new String[] { "id" });
			statement.setString(1, SECRET);
			return statement;
		}, keys));
		assertThat(keys.getKeyList()).hasSize(1);
		assertThat(only(segment)).hasMetadata("sql", "rows_affected", 1);
		assertThat(segment.json()).doesNotContain(SECRET);
	}

	@Test
	void batchIsOneSubsegment() throws Exception {
		RecordedEntity segment = this.application
			.trace(() -> this.jdbc.batchUpdate("insert into authors (name) values (?)",
					List.of(new Object[] { SECRET }, new Object[] { "b" }, new Object[] { "c" })));
		assertThat(only(segment)).hasMetadata("sql", "batch_size", 3).hasMetadata("sql", "rows_affected", 3);
		assertThat(segment.json()).doesNotContain(SECRET);
	}

	@Test
	void batchOfPlainStatementsIsOneSubsegment() throws Exception {
		RecordedEntity segment = this.application
			.trace(() -> this.jdbc.batchUpdate("delete from books where id = 1", "delete from authors where id = 1"));
		assertThat(only(segment)).hasMetadata("sql", "batch_size", 2);
		assertThat(String.valueOf(only(segment).sql().get("sanitized_query"))).contains("delete from books")
			.contains("delete from authors");
	}

	/**
	 * Defect of the SDK: the SQL of a plain statement is never captured.
	 */
	@Test
	void plainStatementIsRecordedWithItsSql() throws Exception {
		RecordedEntity segment = this.application.trace(() -> this.jdbc.execute("delete from books"));
		assertThat(only(segment).sql()).containsEntry("sanitized_query", "delete from books")
			.doesNotContainKey("preparation");
	}

	/**
	 * Defect of the SDK: executeLargeUpdate and executeLargeBatch are missed.
	 */
	@Test
	void largeUpdatesAreRecorded() throws Exception {
		RecordedEntity segment = this.application.trace(() -> {
			try (Connection connection = this.application.bean(DataSource.class).getConnection();
					PreparedStatement prepared = connection.prepareStatement("insert into authors (name) values (?)")) {
				prepared.setString(1, "a");
				prepared.executeLargeUpdate();
				prepared.setString(1, "b");
				prepared.addBatch();
				prepared.executeLargeBatch();
			}
		});
		assertThat(segment.subsegments()).hasSize(2)
			.allSatisfy((statement) -> assertThat(statement).hasMetadata("sql", "rows_affected", 1));
	}

	@Test
	void callIsRecorded() throws Exception {
		RecordedEntity segment = this.application.trace(() -> {
			try (Connection connection = this.application.bean(DataSource.class).getConnection();
					CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
				call.registerOutParameter(1, Types.INTEGER);
				call.setInt(2, -4711);
				call.execute();
				assertThat(call.getInt(1)).isEqualTo(4711);
			}
		});
		assertThat(only(segment).sql()).containsEntry("preparation", "call");
		assertThat(only(segment).json()).doesNotContain("-4711");
	}

	/**
	 * Defect of the SDK: the connection of a statement is the untraced one.
	 */
	@Test
	void connectionOfStatementIsTraced() throws Exception {
		RecordedEntity segment = this.application.trace(() -> {
			try (Connection connection = this.application.bean(DataSource.class).getConnection();
					Statement first = connection.createStatement();
					Statement second = first.getConnection().createStatement();
					ResultSet rows = second.executeQuery("select name from authors")) {
				assertThat(rows.getStatement()).isSameAs(second);
				assertThat(second.getConnection()).isSameAs(connection);
			}
		});
		assertThat(only(segment)).hasMetadata("sql", "rows_read", 0);
	}

	@Test
	void rowsAreReadOnceAndNotHeld() throws Exception {
		this.jdbc.batchUpdate("insert into authors (name) values (?)",
				List.of(new Object[] { "a" }, new Object[] { "b" }, new Object[] { "c" }));
		RecordedEntity segment = this.application.trace(() -> {
			try (Connection connection = this.application.bean(DataSource.class).getConnection();
					Statement statement = connection.createStatement()) {
				assertThat(statement.execute("select name from authors")).isTrue();
				ResultSet rows = statement.getResultSet();
				assertThat(rows.next()).isTrue();
				assertThat(rows.next()).isTrue();
			}
		});
		assertThat(only(segment)).hasMetadata("sql", "rows_read", 2);
	}

	@Test
	void failingSqlIsFaultWithStateAndCode() throws Exception {
		RecordedEntity segment = this.application.trace(() -> assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> this.jdbc.queryForList("select * from nowhere")));
		assertThat(only(segment)).isFault().isComplete();
		assertThat(only(segment).metadata("sql").get("sql_state")).asString().startsWith("42");
		assertThat(only(segment).metadata("sql")).containsKey("vendor_code");
		assertThat(only(segment).exceptions()).isNotEmpty();
		assertThat(only(segment).exceptions().get(0).message()).containsIgnoringCase("nowhere")
			.doesNotContainIgnoringCase("select");
	}

	@Test
	void messagesOfTheDatabaseDoNotTellValues() throws Exception {
		this.jdbc.execute("create table accounts (email varchar(50) primary key, age int)");
		try {
			this.jdbc.update("insert into accounts values (?, 1)", SECRET);
			RecordedEntity segment = this.application.trace(() -> {
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.jdbc.update("insert into accounts values (?, 1)", SECRET));
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.jdbc.batchUpdate("insert into accounts values ('" + SECRET + "', 1)"));
				assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> this.jdbc
					.queryForList("select * from accounts where age = cast('" + SECRET + "' as int)"));
			});
			assertThat(segment.subsegments()).hasSize(3)
				.allSatisfy((statement) -> assertThat(statement).isFault().satisfies((failed) -> {
					assertThat(failed.exceptions()).isNotEmpty();
					assertThat(failed.exceptions().toString()).doesNotContain(SECRET);
				}));
		}
		finally {
			this.jdbc.execute("drop table accounts");
		}
	}

	/**
	 * What Spring and Hibernate make of an exception of the driver repeats its message.
	 */
	@Test
	void exceptionsOfTheApplicationDoNotTellThemEither() throws Exception {
		AWSXRayRecorder recorder = this.application.bean(AWSXRayRecorder.class);
		this.jdbc.execute("create unique index unique_name on authors (name)");
		try {
			RecordedEntity segment = this.application.trace(() -> {
				AuthorRepository authors = this.application.bean(AuthorRepository.class);
				authors.save(new Author(SECRET));
				assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> authors.save(new Author(SECRET)))
					.satisfies((ex) -> recorder.getCurrentSegment().addException(ex));
				assertThatExceptionOfType(DataAccessException.class)
					.isThrownBy(() -> this.jdbc.update("insert into authors (name) values (?)", SECRET))
					.satisfies((ex) -> recorder.beginSubsegment("caller").addException(ex));
				recorder.endSubsegment();
			});
			assertThat(segment).isFault();
			assertThat(segment.json()).doesNotContain(SECRET);
		}
		finally {
			this.jdbc.execute("drop index unique_name");
		}
	}

	@Test
	void transactionThatIsRolledBackLeavesItsStatements() throws Exception {
		TransactionTemplate transaction = transaction();
		RecordedEntity segment = this.application.trace(() -> assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> {
				this.jdbc.update("insert into authors (name) values (?)", "a");
				throw new IllegalStateException("no");
			})));
		assertThat(only(segment)).isNotFault();
		assertThat(this.jdbc.queryForObject("select count(*) from authors", Long.class)).isZero();
	}

	@Test
	void jdbcClientIsTraced() throws Exception {
		JdbcClient client = this.application.bean(JdbcClient.class);
		RecordedEntity segment = this.application.trace(() -> {
			client.sql("insert into authors (name) values (:name)").param("name", "a").update();
			assertThat(client.sql("select name from authors").query(String.class).list()).containsExactly("a");
		});
		assertThat(segment.subsegments()).extracting((statement) -> statement.sql().get("sanitized_query"))
			.containsExactly("insert into authors (name) values (?)", "select name from authors");
	}

	@Test
	void jooqIsTraced() throws Exception {
		DSLContext jooq = this.application.bean(DSLContext.class);
		RecordedEntity segment = this.application.trace(() -> {
			jooq.insertInto(DSL.table("authors"), DSL.field("name", String.class)).values(SECRET).execute();
			assertThat(jooq.select(DSL.field("name", String.class)).from("authors").fetch()).hasSize(1);
		});
		assertThat(segment.subsegments()).hasSize(2);
		assertThat(segment.subsegments().get(0)).hasMetadata("sql", "rows_affected", 1);
		assertThat(segment.subsegments().get(1)).hasMetadata("sql", "rows_read", 1);
		assertThat(segment.json()).doesNotContain(SECRET);
	}

	@Test
	void hibernateIsTraced() throws Exception {
		AuthorRepository authors = this.application.bean(AuthorRepository.class);
		RecordedEntity segment = this.application.trace(() -> {
			authors.save(new Author(SECRET));
			assertThat(authors.findByName(SECRET)).hasSize(1);
		});
		assertThat(segment.subsegments()).hasSize(3)
			.allSatisfy((statement) -> assertThat(statement).hasName(this.name).isNotFault());
		assertThat(segment.subsegments().get(2)).hasMetadata("sql", "rows_read", 1);
		assertThat(segment.json()).doesNotContain(SECRET);
	}

	@Test
	void lazyLoadingInALoopIsAnnotated() throws Exception {
		AuthorRepository authors = this.application.bean(AuthorRepository.class);
		for (int i = 0; i < 12; i++) {
			authors.save(new Author("author " + i));
		}
		TransactionTemplate transaction = transaction();
		RecordedEntity segment = this.application
			.trace(() -> transaction.executeWithoutResult((status) -> authors.findAll()
				.forEach((author) -> assertThat(author.books()).extracting(Book::title)
					.containsExactly("About " + author.name()))));
		assertThat(segment.subsegments()).hasSize(13);
		assertThat(segment).hasAnnotation("repeated_query_count", 12);
		assertThat(segment.metadata("sql").get("repeated_query")).asString().contains("from books");
	}

	@Test
	void outsideASegmentNothingIsRecordedAndStatementsAreThoseOfTheDriver() throws Exception {
		try (Connection connection = this.application.bean(DataSource.class).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("delete from books");
			assertThat(statement.getClass()).isNotEqualTo(connection.getClass());
			assertThat(statement).isNotInstanceOf(ProxyJdbcObject.class);
		}
		assertThat(this.application.traces().count()).isZero();
	}

	@Test
	void segmentThatBeginsOnAnOpenConnectionLosesNothing() throws Exception {
		AWSXRayRecorder recorder = this.application.bean(AWSXRayRecorder.class);
		transaction().executeWithoutResult((status) -> {
			this.jdbc.update("insert into authors (name) values (?)", "before");
			recorder.beginSegment("job");
			this.jdbc.update("insert into authors (name) values (?)", "within");
			recorder.endSegment();
			this.jdbc.update("insert into authors (name) values (?)", "after");
		});
		assertThat(this.application.traces().takeSegment("job").subsegments()).hasSize(1);
	}

	@Test
	void unsampledRequestsUseTheConnectionOfThePool() throws Exception {
		AWSXRayRecorder recorder = this.application.bean(AWSXRayRecorder.class);
		Subsegments subsegments = this.application.bean(Subsegments.class);
		try (CurrentEntity unsampled = subsegments.makeCurrent(Segment.noOp(TraceID.create(recorder), recorder));
				Connection connection = this.application.bean(DataSource.class).getConnection();
				Statement statement = connection.createStatement()) {
			assertThat(unsampled).isNotNull();
			assertThat(connection).isNotInstanceOf(ProxyJdbcObject.class);
			statement.execute("delete from books");
		}
	}

	@Test
	void unwrappingReachesThePoolAndTheDriver() throws Exception {
		DataSource dataSource = this.application.bean(DataSource.class);
		assertThat(dataSource).isInstanceOf(this.pool);
		assertThat(AopUtils.isCglibProxy(dataSource)).isTrue();
		this.application.trace(() -> {
			try (Connection connection = dataSource.getConnection()) {
				assertThat(connection.isWrapperFor(driverConnection())).isTrue();
				assertThat(connection.unwrap(driverConnection())).isNotNull();
				assertThat(connection).isEqualTo(connection).hasSameHashCodeAs(connection);
			}
		});
	}

	abstract Class<?> driverConnection();

	@Test
	void exceptionsOfTheDriverPassUnchanged() throws Exception {
		this.application.trace(() -> {
			try (Connection connection = this.application.bean(DataSource.class).getConnection()) {
				assertThatExceptionOfType(SQLException.class)
					.isThrownBy(() -> connection.prepareStatement("select from from").executeQuery());
			}
		});
	}

	private TransactionTemplate transaction() {
		return new TransactionTemplate(this.application.bean(PlatformTransactionManager.class));
	}

	private static RecordedEntity only(RecordedEntity segment) {
		assertThat(segment.subsegments()).as(segment.json()).hasSize(1);
		return segment.subsegments().get(0);
	}

}
