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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routers of the application that do more than to name a target: each statement goes
 * where it went without tracing and is recorded once, with the database it went to.
 */
class OwnRoutersTests {

	private final ApplicationContextRunner contextRunner = JdbcRunner.tracing();

	@Test
	void aRouterBehindOthersIsAskedOnceForEachConnection() {
		this.contextRunner.withBean("routing", DataSource.class, () -> {
			RoundRobin inner = new RoundRobin(h2("odd"), h2("even"));
			inner.afterPropertiesSet();
			return new RoundRobin(inner, inner);
		})
			.run((context) -> assertThat(databases(context, context.getBean(DataSource.class), 4))
				.containsExactly("odd", "even", "odd", "even"));
	}

	@Test
	void aRouterBehindADelegatingDataSourceIsAskedOnceForEachConnection() {
		this.contextRunner.withBean("own", DataSource.class, () -> {
			RoundRobin inner = new RoundRobin(h2("odd"), h2("even"));
			inner.afterPropertiesSet();
			return new OwnDelegate(inner);
		}).withBean("lazy", DataSource.class, () -> {
			RoundRobin inner = new RoundRobin(h2("odd"), h2("even"));
			inner.afterPropertiesSet();
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy();
			lazy.setTargetDataSource(inner);
			// Or it asks for a connection to find them out
			lazy.setDefaultAutoCommit(true);
			lazy.setDefaultTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
			return new RoundRobin(lazy, lazy);
		}).run((context) -> {
			for (String name : new String[] { "own", "lazy" }) {
				assertThat(databases(context, context.getBean(name, DataSource.class), 4)).containsExactly("odd",
						"even", "odd", "even");
			}
		});
	}

	@Test
	void connectionsThatARouterWrapsAreTracedOnceWhateverTheirTarget() {
		this.contextRunner.withBean("bean", DataSource.class, () -> h2("bean"))
			.withBean("routing", WrappingRouter.class)
			.run((context) -> {
				WrappingRouter routing = context.getBean(WrappingRouter.class);
				routing.add("bean", context.getBean("bean", DataSource.class));
				routing.add("own", h2("own"));
				for (String key : new String[] { "bean", "own", "bean", "own" }) {
					routing.routeTo(key);
					assertThat(databases(context, routing, 1)).containsExactly(key);
				}
			});
	}

	@Test
	void aRouterThatAsksATracedDatabaseWhereToGoIsTracedAll() {
		this.contextRunner.withBean("registry", DataSource.class, () -> h2("registry"))
			.withBean("routing", DataSource.class, LookingUp::new)
			.run((context) -> {
				LookingUp routing = (LookingUp) context.getBean("routing", DataSource.class);
				routing.use(context.getBean("registry", DataSource.class));
				assertThat(databases(context, routing, 2)).containsExactly("registry", "tenant", "registry", "tenant");
			});
	}

	@Test
	void aDataSourceThatRoutesByItselfIsRecordedWithEachOfItsDatabases() {
		this.contextRunner.withBean("bean", DataSource.class, () -> h2("bean"))
			.withBean("routing", TenantDataSource.class)
			.run((context) -> {
				TenantDataSource routing = context.getBean(TenantDataSource.class);
				routing.add("bean", context.getBean("bean", DataSource.class));
				routing.add("first", h2("first"));
				routing.add("second", h2("second"));
				for (String key : new String[] { "first", "second", "bean", "first" }) {
					routing.routeTo(key);
					assertThat(databases(context, routing, 1)).containsExactly(key);
				}
			});
	}

	@Test
	void excludedTargetsAreNotTracedThroughARouter() {
		DataSource excluded = h2("excluded");
		RoundRobin plain = new RoundRobin(excluded, h2("recorded"));
		WrappingRouter wrapping = new WrappingRouter();
		wrapping.add("excluded", excluded);
		wrapping.routeTo("excluded");
		this.contextRunner.withBean("excluded", DataSource.class, () -> excluded)
			.withBean("plain", DataSource.class, () -> plain)
			.withBean("wrapping", DataSource.class, () -> wrapping)
			.withPropertyValues("xray.patch.jdbc.exclude-data-sources=excluded")
			.run((context) -> {
				assertThat(databases(context, context.getBean("plain", DataSource.class), 2))
					.containsExactly("recorded");
				assertThat(databases(context, context.getBean("wrapping", DataSource.class), 1)).isEmpty();
				RecordedEntity segment = JdbcRunner.trace(context, () -> {
					for (int i = 0; i < 2; i++) {
						ConnectionBuilder builder = context.getBean("plain", DataSource.class)
							.createConnectionBuilder();
						try (Connection connection = builder.build(); var statement = connection.createStatement()) {
							statement.execute("select 1");
						}
					}
				});
				assertThat(segment.subsegments()).singleElement()
					.satisfies((statement) -> assertThat(statement.name()).isEqualTo("recorded"));
			});
	}

	/**
	 * Run a statement some times.
	 * @return the databases that it was recorded for
	 */
	private static List<String> databases(ApplicationContext context, DataSource dataSource, int times)
			throws Exception {
		RecordedEntity segment = JdbcRunner.trace(context, () -> {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			for (int i = 0; i < times; i++) {
				jdbc.execute("select 1");
			}
		});
		return segment.subsegments().stream().map(RecordedEntity::name).toList();
	}

	private static DataSource h2(String name) {
		return new Database(name);
	}

	/**
	 * A database in memory, which stays as long as the virtual machine.
	 */
	static class Database extends AbstractDataSource {

		private final JdbcDataSource driver = new JdbcDataSource();

		Database(String name) {
			this.driver.setURL("jdbc:h2:mem:" + name);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.driver.getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.driver.getConnection(username, password);
		}

		@Override
		public ConnectionBuilder createConnectionBuilder() {
			return (ConnectionBuilder) Proxy.newProxyInstance(Database.class.getClassLoader(),
					new Class<?>[] { ConnectionBuilder.class },
					(proxy, method, args) -> method.getName().equals("build") ? getConnection() : proxy);
		}

	}

	static class RoundRobin extends AbstractRoutingDataSource {

		private int asked;

		RoundRobin(DataSource first, DataSource second) {
			setTargetDataSources(Map.of(1, first, 0, second));
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return ++this.asked % 2;
		}

	}

	static class OwnDelegate extends DelegatingDataSource {

		OwnDelegate(DataSource target) {
			super(target);
		}

	}

	/**
	 * Gives away connections of a class of its own, which know nothing of what they wrap.
	 */
	static class WrappingRouter extends AbstractRoutingDataSource {

		private final Map<Object, Object> targets = new ConcurrentHashMap<>();

		private String key = "";

		void routeTo(String name) {
			this.key = name;
		}

		void add(String name, DataSource target) {
			this.targets.put(name, target);
			setTargetDataSources(this.targets);
			initialize();
		}

		@Override
		public void afterPropertiesSet() {
			// Targets come later
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection target = super.getConnection();
			return (Connection) Proxy.newProxyInstance(WrappingRouter.class.getClassLoader(),
					new Class<?>[] { Connection.class }, (proxy, method, args) -> {
						if (method.getName().equals("isWrapperFor")) {
							return false;
						}
						try {
							return method.invoke(target, args);
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					});
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	static class LookingUp extends WrappingRouter {

		private JdbcTemplate registry = new JdbcTemplate();

		void use(DataSource dataSource) {
			this.registry = new JdbcTemplate(dataSource);
			add("tenant", h2("tenant"));
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.registry.queryForObject("select 'tenant'", String.class);
		}

	}

	/**
	 * Has nothing of Spring's routers.
	 */
	static class TenantDataSource extends AbstractDataSource {

		private final Map<String, DataSource> targets = new ConcurrentHashMap<>();

		private String key = "";

		void routeTo(String name) {
			this.key = name;
		}

		void add(String name, DataSource target) {
			this.targets.put(name, target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return this.targets.get(this.key).getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return this.targets.get(this.key).getConnection(username, password);
		}

	}

}
