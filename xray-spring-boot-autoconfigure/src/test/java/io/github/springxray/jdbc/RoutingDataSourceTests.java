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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routing data sources lead where they led without tracing, and each statement is
 * recorded once, with the database that it went to.
 */
class RoutingDataSourceTests {

	private final ApplicationContextRunner contextRunner = JdbcRunner.tracing();

	@Test
	void keysThatTheApplicationResolvesLeadToTheirTargets() {
		this.contextRunner.withBean("routing", DataSource.class, EnumRouting::new).run((context) -> {
			EnumRouting routing = context.getBean(EnumRouting.class);
			for (Region region : Region.values()) {
				EnumRouting.current = region;
				assertThatStatementGoesTo(context, routing, region.name());
			}
			assertThat(routing.initialized()).isEqualTo(1);
		});
	}

	@Test
	void keysWithAPrefixLeadToTheirTargetsWithoutADefault() {
		this.contextRunner.withBean("routing", DataSource.class, PrefixRouting::new).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThatStatementGoesTo(context, context.getBean(DataSource.class), "prefixed");
		});
	}

	@Test
	void targetsThatTheRouterBuildsAreBuiltOnce() {
		AtomicInteger built = new AtomicInteger();
		this.contextRunner.withBean("routing", DataSource.class, () -> new BuildingRouting(built)).run((context) -> {
			assertThatStatementGoesTo(context, context.getBean(DataSource.class), "built");
			assertThat(built).hasValue(1);
		});
	}

	@Test
	void targetsThatChangeWhileTheApplicationRunsAreTraced() {
		this.contextRunner.withBean("routing", DataSource.class, () -> new Routing(Map.of("a", h2("before")), "a"))
			.run((context) -> {
				Routing routing = context.getBean(Routing.class);
				assertThatStatementGoesTo(context, routing, "before");
				DataSource after = h2("after");
				routing.setTargetDataSources(Map.of("a", after));
				routing.initialize();
				assertThat(routing.getResolvedDataSources()).containsValue(after);
				assertThatStatementGoesTo(context, routing, "after");
			});
	}

	@Test
	void aRouterWithoutAMapIsTraced() {
		Map<String, DataSource> tenants = new ConcurrentHashMap<>();
		this.contextRunner
			.withBean("routing", DataSource.class,
					() -> new Lookup(() -> tenants.computeIfAbsent("tenant", RoutingDataSourceTests::h2)))
			.run((context) -> {
				DataSource routing = context.getBean(DataSource.class);
				assertThatStatementGoesTo(context, routing, "tenant");
				tenants.put("tenant", h2("moved"));
				assertThatStatementGoesTo(context, routing, "moved");
			});
	}

	@Test
	void aRouterIsAskedOnceForEachConnection() {
		AtomicInteger asked = new AtomicInteger();
		this.contextRunner.withBean("routing", DataSource.class, () -> new Lookup(() -> {
			asked.incrementAndGet();
			return h2("asked");
		})).run((context) -> {
			assertThat(asked).hasValue(0);
			assertThatStatementGoesTo(context, context.getBean(DataSource.class), "asked");
			// One for the statement, and one that the assertion takes itself
			assertThat(asked).hasValue(2);
		});
	}

	@Test
	void whatARouterDoesWithItsConnectionsIsDone() {
		this.contextRunner
			.withBean("routing", DataSource.class,
					() -> new SchemaRouting(Map.of("a", h2("first;INIT=create schema if not exists tenant"))))
			.run((context) -> {
				RecordedEntity segment = JdbcRunner.trace(context,
						() -> assertThat(new JdbcTemplate(context.getBean(DataSource.class))
							.queryForObject("select schema()", String.class)).isEqualTo("TENANT"));
				assertThat(segment.subsegments()).hasSize(1);
			});
	}

	@Test
	void routersInFrontOfRoutersAndOthersTraceOnce() {
		this.contextRunner.withBean("pool", DataSource.class, () -> h2("pool"))
			.withBean("routing", DataSource.class, () -> {
				DataSource lazy = new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(h2("inner")));
				Routing inner = new Routing(Map.of("a", lazy), "a");
				inner.afterPropertiesSet();
				return new Routing(Map.of("a", inner), "a");
			})
			.run((context) -> assertThatStatementGoesTo(context, context.getBean("routing", DataSource.class),
					"inner"));
	}

	@Test
	void aMixOfBeansAndOthersIsTracedOnceEach() {
		this.contextRunner.withBean("pool", DataSource.class, () -> h2("pool"))
			.withBean("lazy", LazyConnectionDataSourceProxy.class,
					() -> new LazyConnectionDataSourceProxy(h2("behindlazy")))
			.withBean("routing", MixedRouting.class)
			.run((context) -> {
				MixedRouting routing = context.getBean(MixedRouting.class);
				routing.add("pool", context.getBean("pool", DataSource.class));
				routing.add("lazy", context.getBean("lazy", DataSource.class));
				routing.add("own", h2("own"));
				for (String key : new String[] { "pool", "lazy", "own" }) {
					routing.routeTo(key);
					assertThatStatementGoesTo(context, routing, key.equals("lazy") ? "behindlazy" : key);
				}
			});
	}

	@Test
	void transactionsThroughARouterAreJoinedAndTraced() {
		this.contextRunner
			.withBean("routing", DataSource.class, () -> new Routing(Map.of("a", h2("tx;DB_CLOSE_DELAY=-1")), "a"))
			.run((context) -> {
				DataSource routing = context.getBean(DataSource.class);
				JdbcTemplate jdbc = new JdbcTemplate(routing);
				jdbc.execute("create table note (id int)");
				RecordedEntity segment = JdbcRunner.trace(context,
						() -> new TransactionTemplate(new DataSourceTransactionManager(routing))
							.executeWithoutResult((status) -> {
								jdbc.update("insert into note values (1)");
								status.setRollbackOnly();
							}));
				assertThat(segment.subsegments()).hasSize(1);
				assertThat(jdbc.queryForObject("select count(*) from note", Integer.class)).isZero();
			});
	}

	@Test
	void readOnlyTransactionsOfALazyDataSourceAreTraced() {
		this.contextRunner.withBean("lazy", LazyConnectionDataSourceProxy.class, () -> {
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(h2("writing"));
			lazy.setReadOnlyDataSource(h2("reading"));
			return lazy;
		}).run((context) -> {
			DataSource lazy = context.getBean(DataSource.class);
			TransactionTemplate readOnly = new TransactionTemplate(new DataSourceTransactionManager(lazy));
			readOnly.setReadOnly(true);
			RecordedEntity segment = JdbcRunner.trace(context,
					() -> readOnly.executeWithoutResult((status) -> new JdbcTemplate(lazy).execute("select 1")));
			assertThat(segment.subsegments()).singleElement()
				.satisfies((subsegment) -> assertThat(subsegment.sql().get("url").toString()).contains("reading"));
			assertThatStatementGoesTo(context, lazy, "writing");
		});
	}

	@Test
	void aDelegatingDataSourceOfTheApplicationIsNotWrittenTo() {
		this.contextRunner.withBean("delegating", CountingDelegate.class, () -> new CountingDelegate(h2("delegate")))
			.run((context) -> {
				CountingDelegate delegate = context.getBean(CountingDelegate.class);
				assertThatStatementGoesTo(context, delegate, "delegate");
				assertThat(delegate.timesSet()).isEqualTo(1);
			});
	}

	private static void assertThatStatementGoesTo(ApplicationContext context, DataSource dataSource, String database)
			throws Exception {
		RecordedEntity segment = JdbcRunner.trace(context, () -> {
			String name = new JdbcTemplate(dataSource).queryForObject("select database_path()", String.class);
			assertThat(name).isNull();
			try (Connection connection = dataSource.getConnection()) {
				assertThat(connection.getCatalog()).isEqualToIgnoringCase(database);
			}
		});
		assertThat(segment.subsegments()).singleElement()
			.satisfies((subsegment) -> assertThat(subsegment.sql().get("url").toString()).endsWith(database));
	}

	private static DataSource h2(String name) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:" + name);
		return dataSource;
	}

	enum Region {

		EU, US

	}

	static class EnumRouting extends AbstractRoutingDataSource {

		private static Region current = Region.EU;

		private int initialized;

		EnumRouting() {
			setTargetDataSources(Map.of("eu", h2("EU"), "us", h2("US")));
			setDefaultTargetDataSource(h2("default"));
		}

		@Override
		public void initialize() {
			this.initialized++;
			super.initialize();
		}

		int initialized() {
			return this.initialized;
		}

		@Override
		protected Object resolveSpecifiedLookupKey(Object lookupKey) {
			return Region.valueOf(lookupKey.toString().toUpperCase(Locale.ROOT));
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return current;
		}

	}

	static class PrefixRouting extends AbstractRoutingDataSource {

		PrefixRouting() {
			setTargetDataSources(Map.of("a", h2("prefixed")));
			setLenientFallback(false);
		}

		@Override
		protected Object resolveSpecifiedLookupKey(Object lookupKey) {
			return "tenant-" + lookupKey;
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return "tenant-a";
		}

	}

	static class BuildingRouting extends AbstractRoutingDataSource {

		private final AtomicInteger built;

		BuildingRouting(AtomicInteger built) {
			this.built = built;
		}

		@Override
		public void initialize() {
			this.built.incrementAndGet();
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:built");
			setTargetDataSources(Map.of("a", pool));
			super.initialize();
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return "a";
		}

	}

	static class Routing extends AbstractRoutingDataSource {

		private final String key;

		Routing(Map<Object, Object> targets, String key) {
			this.key = key;
			setTargetDataSources(targets);
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	static class Lookup extends AbstractRoutingDataSource {

		private final Supplier<DataSource> lookup;

		Lookup(Supplier<DataSource> lookup) {
			this.lookup = lookup;
		}

		@Override
		public void afterPropertiesSet() {
			// Without a map there is nothing to resolve
		}

		@Override
		protected DataSource determineTargetDataSource() {
			return this.lookup.get();
		}

		@Override
		protected Object determineCurrentLookupKey() {
			throw new UnsupportedOperationException();
		}

	}

	static class SchemaRouting extends AbstractRoutingDataSource {

		SchemaRouting(Map<Object, Object> targets) {
			setTargetDataSources(targets);
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection connection = super.getConnection();
			connection.setSchema("TENANT");
			return connection;
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return "a";
		}

	}

	static class MixedRouting extends AbstractRoutingDataSource {

		private final Map<String, DataSource> targets = new ConcurrentHashMap<>();

		private String key = "";

		void add(String key, DataSource target) {
			this.targets.put(key, target);
		}

		void routeTo(String key) {
			this.key = key;
		}

		@Override
		public void afterPropertiesSet() {
			// Targets come later
		}

		@Override
		protected DataSource determineTargetDataSource() {
			return this.targets.get(this.key);
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	static class CountingDelegate extends TransactionAwareDataSourceProxy {

		private int timesSet;

		CountingDelegate(DataSource target) {
			super(target);
		}

		@Override
		public void setTargetDataSource(DataSource targetDataSource) {
			this.timesSet++;
			super.setTargetDataSource(targetDataSource);
		}

		int timesSet() {
			return this.timesSet;
		}

	}

}
