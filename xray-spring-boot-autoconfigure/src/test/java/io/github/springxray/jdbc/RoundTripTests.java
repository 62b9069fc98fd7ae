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
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tracing asks the database for nothing. Defect of the SDK: it asks for the meta data and
 * the catalog with each execution, before it knows whether anything is recorded.
 */
class RoundTripTests {

	@Test
	void tracingAddsNoRoundTrip() throws Exception {
		int untraced = roundTrips("xray.patch.jdbc.enabled=false");
		assertThat(untraced).isGreaterThan(10);
		assertThat(roundTrips("xray.patch.jdbc.enabled=true")).isEqualTo(untraced);
	}

	@Test
	void recordingTransactionsAndConnectionsAddsNoRoundTrip() throws Exception {
		assertThat(roundTrips("xray.patch.jdbc.record-transactions=true", "xray.patch.jdbc.record-connections=true"))
			.isEqualTo(roundTrips("xray.patch.jdbc.enabled=false"));
	}

	/**
	 * Counts from the first connection on, so that what is read once is counted too.
	 */
	private static int roundTrips(String... properties) throws Exception {
		int[] count = new int[1];
		try (CountingServer server = new CountingServer(Postgres.port())) {
			JdbcRunner.withDataSource()
				.withPropertyValues(
						"spring.datasource.url=jdbc:postgresql://localhost:" + server.port()
								+ "/postgres?sslmode=disable&gssEncMode=disable",
						"spring.datasource.username=postgres", "spring.datasource.password=x",
						"spring.datasource.hikari.maximum-pool-size=1", "spring.datasource.hikari.minimum-idle=0")
				.withPropertyValues(properties)
				.run((context) -> {
					JdbcRunner.trace(context, () -> work(context));
					JdbcRunner.trace(context, () -> work(context));
					count[0] = server.roundTrips();
				});
		}
		return count[0];
	}

	private static void work(ApplicationContext context) {
		JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
		jdbc.execute("create temporary table trips (id int)");
		new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			jdbc.batchUpdate("insert into trips values (?)", List.of(new Object[] { 1 }, new Object[] { 2 }));
			assertThat(jdbc.queryForList("select id from trips where id = ?", Integer.class, 1)).hasSize(1);
		});
		jdbc.execute((ConnectionCallback<Integer>) (connection) -> {
			try (CallableStatement call = connection.prepareCall("{? = call abs(?)}")) {
				call.registerOutParameter(1, Types.INTEGER);
				call.setInt(2, -1);
				call.execute();
				return call.getInt(1);
			}
		});
		jdbc.execute("drop table trips");
	}

	@Test
	void metaDataIsReadOncePerPoolAndOnlyForWhatIsRecorded() {
		AtomicInteger reads = new AtomicInteger();
		counting(reads).run((context) -> {
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			jdbc.execute("select 1");
			assertThat(reads).hasValue(0);
			for (int i = 0; i < 3; i++) {
				RecordedEntity segment = JdbcRunner.trace(context, () -> {
					jdbc.execute("select 1");
					jdbc.queryForList("select 2");
				});
				assertThat(segment.subsegments()).hasSize(2);
			}
			assertThat(reads).hasValue(1);
		});
	}

	@Test
	void metaDataThatCannotBeReadIsNotAskedForAgain() {
		AtomicInteger reads = new AtomicInteger(Integer.MIN_VALUE);
		counting(reads).run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				context.getBean(JdbcTemplate.class).execute("select 1");
				context.getBean(JdbcTemplate.class).execute("select 1");
			});
			assertThat(segment.subsegments()).hasSize(2)
				.allSatisfy((statement) -> assertThat(statement.name()).isEqualTo("dataSource"));
			assertThat(reads).hasValue(Integer.MIN_VALUE + 1);
		});
	}

	/**
	 * Counts reads of what the database has to say, and fails if the count is negative.
	 * The URL is known to the driver, and asked for with each connection.
	 */
	private static ApplicationContextRunner counting(AtomicInteger reads) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:");
		return JdbcRunner.tracing()
			.withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class))
			.withBean("dataSource", DataSource.class, () -> counting(dataSource, reads));
	}

	private static DataSource counting(DataSource dataSource, AtomicInteger reads) {
		return (DataSource) intercept(dataSource, "getConnection",
				(connection) -> intercept(connection, "getMetaData", (metaData) -> {
					assertThat(metaData).isInstanceOf(DatabaseMetaData.class);
					if (reads.get() < 0) {
						reads.incrementAndGet();
						throw new IllegalStateException("no meta data");
					}
					return intercept(metaData, "getDatabaseProductVersion", (version) -> {
						reads.incrementAndGet();
						return version;
					});
				}));
	}

	private static Object intercept(Object target, String method, UnaryOperator<Object> result) {
		ProxyFactory factory = new ProxyFactory();
		factory.setTarget(target);
		factory.setInterfaces((target instanceof DatabaseMetaData) ? DatabaseMetaData.class
				: (target instanceof Connection) ? Connection.class : DataSource.class);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			Object returned = invocation.proceed();
			return invocation.getMethod().getName().equals(method) ? result.apply(returned) : returned;
		});
		return factory.getProxy();
	}

}
