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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications of Spring Boot with JPA that read from a replica in read-only
 * transactions.
 */
class ReplicaApplicationTests {

	private static final List<HikariDataSource> pools = new ArrayList<>();

	@AfterEach
	void closePools() {
		pools.forEach(HikariDataSource::close);
		pools.clear();
	}

	@ParameterizedTest
	@ValueSource(strings = { "lazy", "router", "own" })
	void readOnlyTransactionsReadFromTheReplicaAndAreTracedThere(String profile) throws Exception {
		try (ConfigurableApplicationContext context = run(profile)) {
			assertThat(databases(context, (authors) -> authors.add("Ann"))).isNotEmpty().containsOnly("primary");
			assertThat(databases(context, (authors) -> assertThat(authors.count()).isZero()))
				.containsExactly("replica");
			assertThat(databases(context, (authors) -> assertThat(authors.countToChange()).isOne()))
				.containsExactly("primary");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lazy", "router", "own" })
	void jdbcTakesPartInTransactionsOfJpa(String profile) throws Exception {
		try (ConfigurableApplicationContext context = run(profile)) {
			// An author, a book and the count
			assertThat(databases(context, Authors::addAndRollBack)).containsExactly("primary", "primary", "primary");
			assertThat(context.getBean(Authors.class).countToChange()).isZero();
		}
	}

	private static List<String> databases(ConfigurableApplicationContext context, Consumer<Authors> work)
			throws Exception {
		RecordedEntity segment = JdbcRunner.trace(context, () -> work.accept(context.getBean(Authors.class)));
		return segment.subsegments().stream().map(RecordedEntity::name).toList();
	}

	private static ConfigurableApplicationContext run(String profile) {
		return new SpringApplicationBuilder(JdbcApplication.Application.class, Sources.class, Authors.class)
			.web(WebApplicationType.NONE)
			.profiles(profile)
			.properties("spring.main.banner-mode=off", "spring.jpa.hibernate.ddl-auto=none", "spring.jmx.enabled=false",
					"xray.name=test")
			.run();
	}

	static class Authors {

		private final AuthorRepository repository;

		private final JdbcTemplate jdbc;

		Authors(AuthorRepository repository, JdbcTemplate jdbc) {
			this.repository = repository;
			this.jdbc = jdbc;
		}

		@Transactional
		public void add(String name) {
			this.repository.save(new Author(name));
		}

		@Transactional(readOnly = true)
		public long count() {
			return this.repository.count();
		}

		@Transactional
		public long countToChange() {
			return this.repository.count();
		}

		@Transactional
		public void addAndRollBack() {
			this.repository.saveAndFlush(new Author("Bob"));
			assertThat(this.jdbc.queryForObject("select count(*) from authors", Long.class)).isOne();
			TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Sources {

		@Bean
		@Profile("lazy")
		LazyConnectionDataSourceProxy lazy() {
			LazyConnectionDataSourceProxy lazy = new LazyConnectionDataSourceProxy(database("primary"));
			lazy.setReadOnlyDataSource(database("replica"));
			return lazy;
		}

		@Bean
		@Profile("router")
		DataSource router() {
			return new LazyConnectionDataSourceProxy(routing());
		}

		@Bean
		@Profile("own")
		DataSource own() {
			return new OwnLazy(routing());
		}

		private static ReadOnlyRouter routing() {
			ReadOnlyRouter router = new ReadOnlyRouter(database("primary"), database("replica"));
			router.afterPropertiesSet();
			return router;
		}

		private static DataSource database(String name) {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:" + name);
			pool.setMaximumPoolSize(2);
			pools.add(pool);
			JdbcTemplate jdbc = new JdbcTemplate(pool);
			jdbc.execute("create table authors (id bigint auto_increment primary key, name varchar(20))");
			jdbc.execute(
					"create table books (id bigint auto_increment primary key, title varchar(20), author_id bigint)");
			return pool;
		}

	}

	static class ReadOnlyRouter extends AbstractRoutingDataSource {

		ReadOnlyRouter(DataSource primary, DataSource replica) {
			setTargetDataSources(Map.of(false, primary, true, replica));
		}

		@Override
		protected Object determineCurrentLookupKey() {
			return TransactionSynchronizationManager.isCurrentTransactionReadOnly();
		}

	}

	/**
	 * Nobody but the application knows what it does.
	 */
	static class OwnLazy extends LazyConnectionDataSourceProxy {

		OwnLazy(DataSource target) {
			super(target);
		}

	}

}
