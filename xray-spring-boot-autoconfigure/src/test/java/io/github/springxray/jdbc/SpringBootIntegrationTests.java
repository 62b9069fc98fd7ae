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

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Spring Boot does with data sources goes on to work.
 */
class SpringBootIntegrationTests {

	private final ApplicationContextRunner contextRunner = JdbcRunner.withDataSource();

	@Test
	void metricsSeeThePool() {
		this.contextRunner
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					assertThat(connection.isValid(1)).isTrue();
					assertThat(active(context)).isEqualTo(1);
					assertThat(registry.get("hikaricp.connections.active").gauge().value()).isEqualTo(1);
				}
				assertThat(active(context)).isZero();
			});
	}

	private static Integer active(ApplicationContext context) {
		DataSourcePoolMetadata metadata = context
			.getBean("hikariPoolDataSourceMetadataProvider", DataSourcePoolMetadataProvider.class)
			.getDataSourcePoolMetadata(context.getBean(DataSource.class));
		return metadata.getActive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.apache.tomcat.jdbc.pool.DataSource", "org.apache.commons.dbcp2.BasicDataSource" })
	void metricsSeeOtherPools(String type) {
		this.contextRunner
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
			.withPropertyValues("spring.datasource.type=" + type)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				try (Connection connection = context.getBean(DataSource.class).getConnection()) {
					assertThat(connection.isValid(1)).isTrue();
					assertThat(context.getBean(MeterRegistry.class).get("jdbc.connections.active").gauge().value())
						.isEqualTo(1);
				}
			});
	}

	@Test
	void healthSeesTheDatabase() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class))
			.run((context) -> {
				HealthIndicator health = context.getBean("dbHealthContributor", HealthIndicator.class);
				assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			});
	}

	@Test
	void unwrappingAndDerivingReachThePool() {
		this.contextRunner.run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(AopUtils.isAopProxy(DataSourceUnwrapper.unwrapRoot(dataSource))).isFalse();
			DataSource derived = DataSourceBuilder.derivedFrom(dataSource).username("other").build();
			assertThat(derived).isExactlyInstanceOf(HikariDataSource.class);
			((HikariDataSource) derived).close();
		});
	}

	@Test
	void flywayMigratesAndIsNotTraced() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
			.withPropertyValues("spring.flyway.locations=classpath:io/github/springxray/jdbc/migration",
					"spring.flyway.user=sa")
			.run((context) -> {
				assertThat(context.getBean(Flyway.class).info().applied()).hasSize(1);
				assertThatThereIsARow(context);
			});
	}

	@Test
	void liquibaseMigratesAndIsNotTraced() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
			.withPropertyValues("spring.liquibase.change-log=classpath:io/github/springxray/jdbc/changelog.sql")
			.run(SpringBootIntegrationTests::assertThatThereIsARow);
	}

	private static void assertThatThereIsARow(ApplicationContext context) throws Exception {
		RecordedEntity segment = JdbcRunner.trace(context, () -> assertThat(
				context.getBean(JdbcTemplate.class).queryForObject("select count(*) from migrated", Integer.class))
			.isOne());
		assertThat(segment.subsegments()).hasSize(1);
	}

	@Test
	void sessionsAreKept() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayJdbcAutoConfiguration.class, XRayTestAutoConfiguration.class, DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
					SessionAutoConfiguration.class, JdbcSessionAutoConfiguration.class))
			.withPropertyValues("spring.datasource.generate-unique-name=true",
					"spring.session.jdbc.initialize-schema=always")
			.run((context) -> {
				JdbcIndexedSessionRepository sessions = context.getBean(JdbcIndexedSessionRepository.class);
				RecordedEntity segment = JdbcRunner.trace(context, () -> assertThat(isKept(sessions)).isTrue());
				assertThat(segment.subsegments()).isNotEmpty()
					.allSatisfy((statement) -> assertThat(statement.isFault()).isFalse());
			});
	}

	private static <S extends Session> boolean isKept(SessionRepository<S> sessions) {
		S session = sessions.createSession();
		sessions.save(session);
		return sessions.findById(session.getId()) != null;
	}

	@Test
	void lazyConnectionsAreTraced() {
		this.contextRunner.withPropertyValues("spring.datasource.connection-fetch=lazy").run((context) -> {
			RecordedEntity segment = JdbcRunner.trace(context,
					() -> context.getBean(JdbcTemplate.class).execute("select 1"));
			assertThat(segment.subsegments()).hasSize(1);
		});
	}

	@Test
	void refreshedDataSourceIsTracedOnceAndAnew() {
		JdbcRunner.tracing()
			.withConfiguration(AutoConfigurations.of(RefreshAutoConfiguration.class))
			.withUserConfiguration(Refreshed.class)
			.run((context) -> {
				JdbcTemplate jdbc = new JdbcTemplate(context.getBean("refreshed", DataSource.class));
				for (int i = 1; i < 4; i++) {
					RecordedEntity segment = JdbcRunner.trace(context, () -> jdbc.execute("select 1"));
					assertThat(segment.subsegments()).hasSize(1);
					assertThat(segment.subsegments().get(0).sql().get("url")).asString().endsWith("refreshed" + i);
					context.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class).refreshAll();
				}
			});
	}

	@Test
	void isProcessedAheadOfTime() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), files);
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		assertThat(files.getGeneratedFiles(org.springframework.aot.generate.GeneratedFiles.Kind.SOURCE).keySet())
			.anyMatch((file) -> file.contains("XRayJdbcAutoConfiguration"));
	}

	@Configuration(proxyBeanMethods = false)
	static class Refreshed {

		private int count;

		@Bean
		@RefreshScope
		HikariDataSource refreshed() {
			HikariDataSource pool = new HikariDataSource();
			pool.setJdbcUrl("jdbc:h2:mem:refreshed" + (++this.count));
			return pool;
		}

	}

}
