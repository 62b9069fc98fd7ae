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

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.amazonaws.xray.sql.TracingDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.IsolationLevelDataSourceAdapter;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.UserCredentialsDataSourceAdapter;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link DataSourceTracer} puts in the place of a data source.
 */
class DataSourceTracerTests {

	private final JdbcDataSource driver = new JdbcDataSource();

	private final DataSourceTracer tracer = new DataSourceTracer(
			new DefaultListableBeanFactory().getBeanProvider(JdbcTracing.class));

	@Test
	void aDataSourceIsReplacedOnceByOneOfItsClass() {
		Pool pool = new Pool();
		DataSource traced = trace(pool);
		assertThat(traced).isInstanceOf(Pool.class).isNotSameAs(pool);
		assertThat(DataSourceTracer.targetOf(traced)).isSameAs(pool);
		assertThat(((InfrastructureProxy) traced).getWrappedObject()).isSameAs(pool);
		assertThat(this.tracer.isSettled(traced)).isTrue();
		assertThat(this.tracer.isSettled(pool)).isFalse();
		assertThat(trace(traced)).isSameAs(traced);
		assertThat(DataSourceTracer.targetOf(pool)).isNull();
	}

	@Test
	void whatIsLeftAloneStaysAsItIs() {
		assertThat(this.tracer.isLeftAlone(this.driver)).isFalse();
		this.tracer.leaveAlone(this.driver);
		assertThat(this.tracer.isLeftAlone(this.driver)).isTrue();
		assertThat(this.tracer.isSettled(this.driver)).isTrue();
		assertThat(trace(this.driver)).isSameAs(this.driver);
	}

	@Test
	void whatTheSdkHasWrappedIsTracedInItsPlace() {
		DataSource wrapper = new TracingDataSource(this.driver);
		assertThat(DataSourceTracer.targetOf(trace(wrapper))).isSameAs(this.driver);
		assertThat(this.tracer.isLeftAlone(wrapper)).isFalse();
		assertThat(this.tracer.trace(wrapper, "pool", TracingDataSource.class)).isSameAs(wrapper);
		assertThat(this.tracer.isLeftAlone(wrapper)).isTrue();
	}

	@Test
	void aFinalClassIsReplacedWhereADataSourceIsAskedFor() {
		DataSource pool = new FinalPool();
		DataSource traced = trace(pool);
		assertThat(traced).isNotInstanceOf(FinalPool.class);
		assertThat(((InfrastructureProxy) traced).getWrappedObject()).isSameAs(pool);
		assertThat(this.tracer.isLeftAlone(pool)).isFalse();
		assertThat(this.tracer.trace(pool, "pool", FinalPool.class)).isSameAs(pool);
		assertThat(this.tracer.isLeftAlone(pool)).isTrue();
	}

	@Test
	void aDataSourceOfAServerThatDoesNotKnowSpringIsReplaced() {
		DataSource ofServer = (DataSource) Proxy.newProxyInstance(DataSource.class.getClassLoader(),
				new Class<?>[] { DataSource.class }, (proxy, method, args) -> switch (method.getName()) {
					case "isWrapperFor" -> false;
					case "hashCode" -> 7;
					case "equals" -> proxy == args[0];
					default -> null;
				});
		DataSource traced = trace(ofServer);
		assertThat(((InfrastructureProxy) traced).getWrappedObject()).isSameAs(ofServer);
	}

	@Test
	void whatAScopeHoldsIsLeftToWhatMakesIt() {
		DataSource scoped = new Scoped();
		assertThat(trace(scoped)).isSameAs(scoped);
	}

	@Test
	void whatIsAWrapperOfATracedOneIsTracedAlready() {
		DataSource wrapper = new Pool() {

			@Override
			public boolean isWrapperFor(Class<?> type) {
				return type == TracedDataSource.class;
			}

		};
		assertThat(trace(wrapper)).isSameAs(wrapper);
		DataSource broken = new Broken();
		assertThat(DataSourceTracer.targetOf(trace(broken))).isSameAs(broken);
	}

	@Test
	void whatSpringPutsInFrontHasItsTargetReplaced() {
		for (DelegatingDataSource delegating : List.of(new DelegatingDataSource(),
				new TransactionAwareDataSourceProxy(), new LazyConnectionDataSourceProxy(),
				new UserCredentialsDataSourceAdapter(), new IsolationLevelDataSourceAdapter())) {
			assertThat(trace(delegating)).isSameAs(delegating);
			delegating.setTargetDataSource(this.driver);
			assertThat(trace(delegating)).isSameAs(delegating);
			DataSource target = delegating.getTargetDataSource();
			assertThat(DataSourceTracer.targetOf(target)).isSameAs(this.driver);
			assertThat(trace(delegating)).isSameAs(delegating);
			assertThat(delegating.getTargetDataSource()).isSameAs(target);
		}
	}

	@Test
	void theReadOnlyTargetOfALazyOneIsReplacedToo() {
		LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(new FinalPool());
		lazy.setReadOnlyDataSource(this.driver);
		trace(lazy);
		DataSource readOnly = (DataSource) new DirectFieldAccessor(lazy).getPropertyValue("readOnlyDataSource");
		assertThat(DataSourceTracer.targetOf(readOnly)).isSameAs(this.driver);
	}

	@Test
	void whatTheApplicationPutsInFrontIsReplacedItself() {
		DelegatingDataSource own = new DelegatingDataSource(this.driver) {
		};
		assertThat(DataSourceTracer.targetOf(trace(own))).isSameAs(own);
		assertThat(own.getTargetDataSource()).isSameAs(this.driver);
	}

	@Test
	void aRouterIsSettledWhereAllOrOneThatIsLeftAloneAreBehindIt() {
		FinalPool other = new FinalPool();
		assertThat(this.tracer.isSettled(new Router())).isFalse();
		assertThat(this.tracer.isSettled(router(this.driver))).isFalse();
		assertThat(this.tracer.isSettled(router(trace(this.driver)))).isTrue();
		assertThat(this.tracer.isSettled(router(trace(this.driver), other))).isFalse();
		this.tracer.leaveAlone(other);
		assertThat(this.tracer.isSettled(router(this.driver, other))).isTrue();
		Router fallback = router(trace(this.driver));
		fallback.setDefaultTargetDataSource(new JdbcDataSource());
		fallback.afterPropertiesSet();
		assertThat(this.tracer.isSettled(fallback)).isFalse();
	}

	@Test
	void aRouterIsReplacedWhateverIsBehindIt() {
		Router router = router(trace(this.driver));
		assertThat(DataSourceTracer.targetOf(trace(router))).isSameAs(router);
	}

	@Test
	void namesToLeaveAloneThatNobodyHasAreFound() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		assertThat(new UnknownDataSources(beans, List.of()).findings()).isEmpty();
		assertThat(new UnknownDataSources(beans, List.of("pool", "pool")).findings()).singleElement()
			.asString()
			.contains("'pool'", "There is none at all.");
		beans.registerSingleton("pool", this.driver);
		beans.registerSingleton("scopedTarget.held", this.driver);
		assertThat(new UnknownDataSources(beans, List.of("pool", "held")).findings()).isEmpty();
		assertThat(new UnknownDataSources(beans, List.of("pol")).findings()).singleElement()
			.asString()
			.contains("'pol'", "There are: held, pool.");
	}

	private DataSource trace(DataSource dataSource) {
		return this.tracer.trace(dataSource, "pool", DataSource.class);
	}

	private static Router router(DataSource... targets) {
		Router router = new Router();
		router.setTargetDataSources(
				(targets.length == 1) ? Map.of("a", targets[0]) : Map.of("a", targets[0], "b", targets[1]));
		router.afterPropertiesSet();
		return router;
	}

	static class Router extends AbstractRoutingDataSource {

		@Override
		protected Object determineCurrentLookupKey() {
			return "a";
		}

	}

	static class Pool extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			throw new SQLException("none");
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	static final class FinalPool extends Pool {

	}

	static class Broken extends Pool {

		@Override
		public boolean isWrapperFor(Class<?> type) throws SQLException {
			throw new SQLException("closed");
		}

	}

	static class Scoped extends Pool implements ScopedObject {

		@Override
		public Object getTargetObject() {
			return this;
		}

		@Override
		public void removeFromScope() {
		}

	}

}
