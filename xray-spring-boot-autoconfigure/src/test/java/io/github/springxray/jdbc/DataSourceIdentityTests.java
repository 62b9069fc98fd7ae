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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that holds a data source which tracing has a proxy of, or gives back
 * what it got from the proxy, sees no difference.
 */
class DataSourceIdentityTests {

	private static final AtomicInteger names = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = JdbcRunner.tracing();

	@Test
	void aTransactionOfTheDataSourceItselfIsThatOfTheBean() {
		DataSource pool = pool();
		this.contextRunner.withBean("pool", DataSource.class, () -> pool)
			.run((context) -> assertThatARollbackReaches(context, pool));
	}

	@Test
	void aTransactionOfTheTargetIsThatOfWhatStandsInFront() {
		DataSource pool = pool();
		this.contextRunner.withBean("pool", DataSource.class, () -> new TransactionAwareDataSourceProxy(pool))
			.run((context) -> assertThatARollbackReaches(context, pool));
	}

	@Test
	void aTransactionOfTheBeanIsThatOfTheDataSourceItself() {
		DataSource pool = pool();
		this.contextRunner.withBean("pool", DataSource.class, () -> pool).run((context) -> {
			JdbcTemplate jdbc = new JdbcTemplate(pool);
			jdbc.execute("create table note (id int)");
			DataSource bean = context.getBean(DataSource.class);
			RecordedEntity segment = JdbcRunner.trace(context,
					() -> new TransactionTemplate(new DataSourceTransactionManager(bean))
						.executeWithoutResult((status) -> {
							jdbc.update("insert into note values (1)");
							status.setRollbackOnly();
						}));
			assertThat(segment.subsegments()).hasSize(1);
			assertThat(jdbc.queryForObject("select count(*) from note", Integer.class)).isZero();
		});
	}

	@Test
	void aTransactionOfARouterItselfIsThatOfTheBean() {
		AbstractRoutingDataSource router = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return "a";
			}

		};
		router.setTargetDataSources(Map.of("a", pool()));
		this.contextRunner.withBean("router", DataSource.class, () -> router)
			.run((context) -> assertThatARollbackReaches(context, router));
	}

	private static void assertThatARollbackReaches(ApplicationContext context, DataSource own) throws Exception {
		JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
		jdbc.execute("create table note (id int)");
		JdbcRunner.trace(context,
				() -> new TransactionTemplate(new DataSourceTransactionManager(own)).executeWithoutResult((status) -> {
					jdbc.update("insert into note values (1)");
					status.setRollbackOnly();
				}));
		assertThat(jdbc.queryForObject("select count(*) from note", Integer.class)).isZero();
	}

	@Test
	void aConnectionThatIsGivenBackToItsPoolIsKnownThere() {
		this.contextRunner.withBean("pool", HikariDataSource.class, DataSourceIdentityTests::pool)
			.run((context) -> JdbcRunner.trace(context, () -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				Connection connection = pool.getConnection();
				assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
				pool.evictConnection(connection);
				connection.close();
				assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isZero();
			}));
	}

	@Test
	void theOnlyConnectionOfADataSourceStaysOpen() {
		this.contextRunner
			.withBean("single", SingleConnectionDataSource.class,
					() -> new SingleConnectionDataSource("jdbc:h2:mem:single", false))
			.run((context) -> {
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
				RecordedEntity segment = JdbcRunner.trace(context, () -> {
					jdbc.execute("create table note (id int)");
					jdbc.execute("insert into note values (1)");
				});
				assertThat(segment.subsegments()).hasSize(2);
				Connection connection = DataSourceUtils.getConnection(context.getBean(DataSource.class));
				DataSourceUtils.releaseConnection(connection, context.getBean(DataSource.class));
				assertThat(connection.isClosed()).isFalse();
			});
	}

	@Test
	void aPoolInFrontOfATracedDataSourceTracesOnce() {
		JdbcDataSource driver = new JdbcDataSource();
		driver.setURL("jdbc:h2:mem:driver");
		this.contextRunner.withBean("driver", DataSource.class, () -> driver)
			.withBean("pool", HikariDataSource.class, HikariDataSource::new)
			.run((context) -> {
				HikariDataSource pool = context.getBean(HikariDataSource.class);
				pool.setDataSource(context.getBean("driver", DataSource.class));
				pool.setMaximumPoolSize(1);
				for (int i = 0; i < 2; i++) {
					RecordedEntity segment = JdbcRunner.trace(context,
							() -> new JdbcTemplate(pool).execute("select 1"));
					assertThat(segment.subsegments()).singleElement()
						.satisfies((statement) -> assertThat(statement.subsegments()).isEmpty());
				}
			});
	}

	@Test
	void targetsThatAreReadFromALazyDataSourceAreOfTheirClass() {
		this.contextRunner
			.withBean("lazy", LazyConnectionDataSourceProxy.class, () -> new LazyConnectionDataSourceProxy(pool()))
			.run((context) -> assertThat(context.getBean(LazyConnectionDataSourceProxy.class).getTargetDataSource())
				.isInstanceOf(HikariDataSource.class));
	}

	@Test
	void aLazyDataSourceIsLeftAsItWasIfItsReadOnlyTargetCannotBeTraced() {
		JdbcDataSource target = new JdbcDataSource();
		target.setURL("jdbc:h2:mem:lazy");
		DataSource broken = new AbstractDataSource() {

			@Override
			public Connection getConnection() throws SQLException {
				return target.getConnection();
			}

			@Override
			public Connection getConnection(String username, String password) throws SQLException {
				return target.getConnection(username, password);
			}

			@Override
			public boolean isWrapperFor(Class<?> type) {
				throw new NoClassDefFoundError("of/a/Library");
			}

		};
		this.contextRunner.withBean("lazy", LazyConnectionDataSourceProxy.class, () -> {
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(target);
			lazy.setReadOnlyDataSource(broken);
			return lazy;
		})
			.run((context) -> assertThat(context.getBean(LazyConnectionDataSourceProxy.class).getTargetDataSource())
				.isSameAs(target));
	}

	private static HikariDataSource pool() {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl("jdbc:h2:mem:identity" + names.incrementAndGet());
		pool.setMaximumPoolSize(3);
		pool.setMinimumIdle(0);
		return pool;
	}

}
