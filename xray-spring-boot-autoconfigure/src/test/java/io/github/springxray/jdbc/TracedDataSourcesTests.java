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
import java.sql.ConnectionBuilder;
import java.sql.SQLException;
import java.sql.ShardingKey;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.amazonaws.xray.sql.TracingDataSource;
import com.zaxxer.hikari.HikariDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbc.JdbcDatabaseMetaData;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Data sources of many shapes: each is of its own type still, and each statement is one
 * subsegment.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracedDataSourcesTests {

	private static final List<Supplier<DataSource>> POOLS_WITH_FINAL_METHODS = List.of(FinalGetter::new,
			FinalSetter::new, HiddenFinal::new);

	private final ApplicationContextRunner contextRunner = JdbcRunner.tracing();

	@Test
	void poolIsOfItsClassAndIsClosedWithTheContext() {
		List<HikariDataSource> pools = new ArrayList<>();
		this.contextRunner.withUserConfiguration(Pool.class).run((context) -> {
			HikariDataSource pool = context.getBean(HikariDataSource.class);
			assertThat(AopUtils.isCglibProxy(pool)).isTrue();
			assertThatOneStatementIsOneSubsegment(context, pool);
			assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isPositive();
			assertThat(pool.isRunning()).isTrue();
			HikariDataSource target = pool.unwrap(HikariDataSource.class);
			assertThat(AopUtils.isAopProxy(target)).isFalse();
			pools.add(target);
		});
		assertThat(pools).singleElement().satisfies((pool) -> assertThat(pool.isClosed()).isTrue());
	}

	@Test
	void connectionOfANamedUserIsRecordedAsTheirs() {
		this.contextRunner.withUserConfiguration(Driver.class).run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection("", "");
						var statement = connection.createStatement()) {
					statement.execute("select 1");
				}
			});
			assertThat(segment.subsegments().get(0).sql()).containsEntry("user", "");
		});
	}

	@Test
	void embeddedDatabaseIsTracedThroughItsInterface() {
		this.contextRunner.withUserConfiguration(Embedded.class)
			.run((context) -> assertThatOneStatementIsOneSubsegment(context, context.getBean(EmbeddedDatabase.class)));
	}

	@Test
	void finalClassIsTracedThroughItsInterface() {
		this.contextRunner.withBean(DataSource.class, FinalDataSource::new).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(DataSource.class))).isTrue();
			assertThatOneStatementIsOneSubsegment(context, context.getBean(DataSource.class));
		});
	}

	@Test
	void finalClassThatIsDeclaredAsItselfIsLeftAlone(CapturedOutput output) {
		this.contextRunner.withBean(FinalDataSource.class).run((context) -> {
			assertThat(select(context, context.getBean(FinalDataSource.class)).subsegments()).isEmpty();
			assertThat(output).contains("can have no subclass. Declare the bean as a DataSource.");
		});
	}

	@Test
	void poolWithFinalMethodsIsTracedThroughItsInterface() {
		for (Supplier<DataSource> pool : POOLS_WITH_FINAL_METHODS) {
			this.contextRunner.withBean("pool", DataSource.class, pool).run((context) -> {
				assertThat(AopUtils.isJdkDynamicProxy(context.getBean(DataSource.class))).isTrue();
				assertThatOneStatementIsOneSubsegment(context, context.getBean(DataSource.class));
			});
		}
	}

	@Test
	void poolWithFinalMethodsThatIsDeclaredAsItselfWorksAsBefore(CapturedOutput output) {
		this.contextRunner.withBean(FinalGetter.class).run((context) -> {
			FinalGetter pool = context.getBean(FinalGetter.class);
			assertThat(AopUtils.isAopProxy(pool)).isFalse();
			new JdbcTemplate(pool).execute("select 1");
			assertThat(output).contains("has the final method getConnection", "Declare the bean as a DataSource.");
		});
		this.contextRunner.withBean(FinalSetter.class).run((context) -> {
			FinalSetter pool = context.getBean(FinalSetter.class);
			pool.setLabel("after");
			assertThat(pool.label()).isEqualTo("after");
		});
	}

	@Test
	void poolWithFieldsForOthersIsTracedThroughItsInterface() {
		this.contextRunner.withBean("pool", DataSource.class, OpenField::new).run((context) -> {
			assertThat(AopUtils.isJdkDynamicProxy(context.getBean(DataSource.class))).isTrue();
			assertThatOneStatementIsOneSubsegment(context, context.getBean(DataSource.class));
		});
		this.contextRunner.withBean(OpenField.class)
			.run((context) -> assertThat(context.getBean(OpenField.class).tenant).isEqualTo("a"));
	}

	@Test
	void productOfAFactoryIsOfTheClassThatTheFactoryTells() {
		this.contextRunner.withBean("factory", FactoryOfFinal.class)
			.withBean("user", UserOfFinal.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				new JdbcTemplate(context.getBean(UserOfFinal.class).dataSource()).execute("select 1");
			});
	}

	@Test
	void objectsOfTheDriverNameTheProxiesTheyCameFrom() {
		this.contextRunner.withUserConfiguration(Pool.class).run((context) -> JdbcRunner.trace(context, () -> {
			try (Connection connection = context.getBean(DataSource.class).getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute("create table if not exists book (id int auto_increment, title varchar(20))");
				statement.executeUpdate("insert into book (title) values ('a')", Statement.RETURN_GENERATED_KEYS);
				assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
				assertThat(statement.executeQuery("select * from book").getStatement()).isSameAs(statement);
				statement.execute("select * from book");
				assertThat(statement.getResultSet().getStatement()).isSameAs(statement);
				assertThat(statement.getConnection()).isSameAs(connection);
				assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
				assertThat(connection.getMetaData().unwrap(JdbcDatabaseMetaData.class)).isNotNull();
			}
		}));
	}

	@Test
	void excludedDataSourcesStayExcludedAfterACollection() {
		this.contextRunner.withUserConfiguration(InFront.class)
			.withPropertyValues("xray.patch.jdbc.exclude-data-sources=pool,observed")
			.run((context) -> {
				GarbageCollection.force();
				assertThat(select(context, context.getBean("routing", DataSource.class)).subsegments()).isEmpty();
			});
	}

	@Test
	void whatTheSdkHasWrappedIsTracedInItsPlaceAndTheLogSaysSo(CapturedOutput output) {
		this.contextRunner.withBean("pool", DataSource.class, () -> TracingDataSource.decorate(h2("sdk")))
			.run((context) -> {
				assertThatOneStatementIsOneSubsegment(context, context.getBean(DataSource.class));
				assertThat(output.getOut().split("Remove TracingDataSource.decorate", -1)).hasSize(2);
			});
	}

	@Test
	void whatIsDeclaredAsTheWrapperOfTheSdkIsLeftToIt(CapturedOutput output) {
		this.contextRunner.withBean(TracingDataSource.class, () -> new TracingDataSource(h2("wrapper")))
			.run((context) -> {
				assertThatOneStatementIsOneSubsegment(context, context.getBean(TracingDataSource.class));
				assertThat(output).contains("are left to the X-Ray SDK");
			});
	}

	@Test
	void productOfAFactoryIsTraced() {
		this.contextRunner.withBean("factory", Factory.class)
			.run((context) -> assertThatOneStatementIsOneSubsegment(context,
					context.getBean("factory", DataSource.class)));
	}

	@Test
	void dataSourceThatIsAProxyAlreadyIsTraced() {
		this.contextRunner.withBean(DataSource.class, () -> {
			ProxyFactory factory = new ProxyFactory(new BuildingDataSource());
			factory.setProxyTargetClass(true);
			return (DataSource) factory.getProxy();
		}).run((context) -> assertThatOneStatementIsOneSubsegment(context, context.getBean(DataSource.class)));
	}

	@Test
	void connectionsFromABuilderAreTraced() {
		this.contextRunner.withBean(DataSource.class, BuildingDataSource::new).run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context, () -> {
				try (Connection connection = context.getBean(DataSource.class)
					.createConnectionBuilder()
					.user("sa")
					.password("")
					.build(); var statement = connection.createStatement()) {
					statement.execute("select 1");
				}
			});
			assertThat(segment.subsegments()).hasSize(1);
			assertThat(segment.subsegments().get(0).sql()).containsEntry("user", "sa");
		});
	}

	@Test
	void whatStandsInFrontOfATracedOneIsNotTracedAgain() {
		this.contextRunner.withUserConfiguration(InFront.class).run((context) -> {
			for (String name : List.of("pool", "transactionAware", "lazy", "lazyOfTransactionAware", "observed",
					"routing")) {
				assertThatOneStatementIsOneSubsegment(context, context.getBean(name, DataSource.class));
			}
			assertThat(AopUtils.isAopProxy(context.getBean("lazy"))).isFalse();
			assertThat(AopUtils.isAopProxy(context.getBean("observed"))).isFalse();
			assertThat(context.getBean(InFront.class).observed).contains("select 1");
		});
	}

	@Test
	void whatStandsInFrontOfOneThatIsNoBeanIsTraced() {
		this.contextRunner.withUserConfiguration(InFrontOfNoBeans.class).run((context) -> {
			for (String name : context.getBeanNamesForType(DataSource.class)) {
				assertThatOneStatementIsOneSubsegment(context, context.getBean(name, DataSource.class));
			}
			Routing routing = context.getBean(Routing.class);
			assertThat(routing.getResolvedDataSources().get("a")).isSameAs(routing.getResolvedDefaultDataSource());
			routing.routeTo("b");
			RecordedEntity segment = select(context, routing);
			assertThat(segment.subsegments()).hasSize(1);
		});
	}

	@Test
	void whatStandsInFrontOfAnExcludedOneLeavesItAlone() {
		this.contextRunner.withUserConfiguration(InFront.class)
			.withPropertyValues("xray.patch.jdbc.exclude-data-sources=pool,observed")
			.run((context) -> {
				for (String name : context.getBeanNamesForType(DataSource.class)) {
					assertThat(select(context, context.getBean(name, DataSource.class)).subsegments()).as(name)
						.isEmpty();
				}
			});
	}

	@Test
	void transactionsAreSharedThroughTheProxy() {
		this.contextRunner.withUserConfiguration(Pool.class).run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(dataSource).isEqualTo(dataSource).hasSameHashCodeAs(dataSource);
			Connection connection = DataSourceUtils.getConnection(dataSource);
			DataSourceUtils.releaseConnection(connection, dataSource);
			assertThat(connection.isClosed()).isTrue();
		});
	}

	@Test
	void aPoolWhoseInterfacesContradictEachOtherIsTracedAsADataSource() {
		this.contextRunner.withBean("pool", DataSource.class, Contradicting::new).run((context) -> {
			DataSource pool = context.getBean(DataSource.class);
			assertThatOneStatementIsOneSubsegment(context, pool);
			assertThat(pool.unwrap(Contradicting.class)).isInstanceOf(Contradicting.class);
		});
	}

	@Test
	void aPoolWhoseInterfacesContradictEachOtherIsLeftAloneWhereItIsAskedForByItsClass(CapturedOutput output) {
		this.contextRunner.withBean("pool", Contradicting.class, Contradicting::new).run((context) -> {
			assertThat(select(context, context.getBean(DataSource.class)).subsegments()).isEmpty();
			assertThat(output).containsOnlyOnce("Declare the bean as a DataSource").doesNotContain("\tat ");
		});
	}

	private static void assertThatOneStatementIsOneSubsegment(ApplicationContext context, DataSource dataSource)
			throws Exception {
		RecordedEntity segment = select(context, dataSource);
		assertThat(segment.subsegments()).as(dataSource.getClass().getName()).hasSize(1);
	}

	private static RecordedEntity select(ApplicationContext context, DataSource dataSource) throws Exception {
		return JdbcRunner.trace(context, () -> new JdbcTemplate(dataSource).execute("select 1"));
	}

	private static JdbcDataSource h2(String name) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:" + name);
		return dataSource;
	}

	@Configuration(proxyBeanMethods = false)
	static class Pool {

		@Bean
		HikariDataSource pool() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:pool");
			return pool;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Driver {

		@Bean
		DataSource driver() {
			return h2("driver");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Embedded {

		@Bean
		EmbeddedDatabase database() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InFront {

		final List<String> observed = new ArrayList<>();

		@Bean
		DataSource pool() {
			return h2("pool");
		}

		@Bean
		TransactionAwareDataSourceProxy transactionAware(DataSource pool) {
			return new TransactionAwareDataSourceProxy(pool);
		}

		@Bean
		LazyConnectionDataSourceProxy lazy(DataSource pool) {
			return new LazyConnectionDataSourceProxy(pool);
		}

		@Bean
		LazyConnectionDataSourceProxy lazyOfTransactionAware(TransactionAwareDataSourceProxy transactionAware) {
			return new LazyConnectionDataSourceProxy(transactionAware);
		}

		@Bean
		ProxyDataSource observed(DataSource pool) {
			return ProxyDataSourceBuilder.create(pool)
				.beforeQuery((info, queries) -> this.observed.add(queries.get(0).getQuery()))
				.build();
		}

		@Bean
		Routing routing(DataSource pool) {
			return new Routing(Map.of("a", pool), null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InFrontOfNoBeans {

		@Bean
		LazyConnectionDataSourceProxy lazy() {
			return new LazyConnectionDataSourceProxy(h2("lazy"));
		}

		@Bean
		TransactionAwareDataSourceProxy twice() {
			return new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(h2("twice")));
		}

		@Bean
		ProxyDataSource observed() {
			return ProxyDataSourceBuilder.create(h2("observed")).build();
		}

		@Bean
		Routing routing() {
			DataSource first = h2("first");
			return new Routing(Map.of("a", first, "b", h2("second")), first);
		}

	}

	interface OneBuilder {

		Runnable createBuilder();

	}

	interface AnotherBuilder {

		Comparable<String> createBuilder();

	}

	static final class Contradicting extends DelegatingDataSource implements OneBuilder, AnotherBuilder {

		Contradicting() {
			super(h2("contradicting"));
		}

		@Override
		public Both createBuilder() {
			throw new UnsupportedOperationException();
		}

		interface Both extends Runnable, Comparable<String> {

		}

	}

	static class Routing extends AbstractRoutingDataSource {

		private String key = "a";

		Routing(Map<Object, Object> targets, DataSource defaultTarget) {
			setTargetDataSources(targets);
			if (defaultTarget != null) {
				setDefaultTargetDataSource(defaultTarget);
			}
		}

		void routeTo(String key) {
			this.key = key;
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return this.key;
		}

	}

	static class Factory implements FactoryBean<DataSource> {

		@Override
		public DataSource getObject() {
			return h2("factory");
		}

		@Override
		public Class<?> getObjectType() {
			return DataSource.class;
		}

	}

	static final class FinalDataSource extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return h2("final").getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	static class Hikari extends HikariDataSource {

		Hikari() {
			setJdbcUrl("jdbc:h2:mem:final");
		}

	}

	static class FinalGetter extends Hikari {

		private final AtomicInteger connections = new AtomicInteger();

		@Override
		public final Connection getConnection() throws SQLException {
			this.connections.incrementAndGet();
			return super.getConnection();
		}

	}

	static class FinalSetter extends Hikari {

		private String label = "before";

		final void setLabel(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

	}

	static class HiddenFinal extends Hikari {

		private final AtomicInteger connections = new AtomicInteger();

		protected final int connections() {
			return this.connections.get();
		}

	}

	static class OpenField extends Hikari {

		final String tenant = "a";

	}

	static class FactoryOfFinal implements FactoryBean<DataSource> {

		@Override
		public DataSource getObject() {
			return new FinalDataSource();
		}

		@Override
		public Class<?> getObjectType() {
			return FinalDataSource.class;
		}

	}

	record UserOfFinal(FinalDataSource dataSource) {
	}

	static class BuildingDataSource extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return h2("builder").getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

		@Override
		public ConnectionBuilder createConnectionBuilder() {
			return new ConnectionBuilder() {

				@Override
				public ConnectionBuilder user(String username) {
					return this;
				}

				@Override
				public ConnectionBuilder password(String password) {
					return this;
				}

				@Override
				public ConnectionBuilder shardingKey(ShardingKey shardingKey) {
					return this;
				}

				@Override
				public ConnectionBuilder superShardingKey(ShardingKey superShardingKey) {
					return this;
				}

				@Override
				public Connection build() throws SQLException {
					return getConnection();
				}

			};
		}

	}

}
