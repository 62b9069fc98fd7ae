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

import javax.sql.DataSource;

import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of the switches of the feature, and of what replaces its parts.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayJdbcAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = JdbcRunner.withDataSource();

	@Test
	void statementsAreTraced(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(select(context).subsegments()).hasSize(1);
			assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
		});
	}

	@Test
	void aStatementOutsideOfASegmentIsLoggedOnceAPlaceWhereThatIsWanted(CapturedOutput output) {
		this.contextRunner.withBean("early", EarlyStatement.class)
			.withPropertyValues("xray.context-missing=log")
			.run((context) -> {
				assertThat(outside(output)).isEmpty();
				for (int i = 0; i < 3; i++) {
					context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class);
				}
				assertThat(outside(output)).singleElement().asString().contains("A statement is in no trace");
				JdbcRunner.trace(context,
						() -> context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class));
			});
		this.contextRunner.withPropertyValues("xray.context-missing=ignore")
			.run((context) -> context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class));
		this.contextRunner.withPropertyValues("xray.context-missing=fail")
			.run((context) -> context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class));
		assertThat(outside(output)).hasSize(1);
	}

	private static List<String> outside(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("in no trace")).toList();
	}

	@Test
	void backsOffWithoutTracing() {
		this.contextRunner.withPropertyValues("xray.enabled=false").run(this::assertThatNothingIsProxied);
	}

	@Test
	void backsOffWhenDisabled() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.enabled=false").run((context) -> {
			assertThatNothingIsProxied(context);
			assertThat(select(context).subsegments()).isEmpty();
		});
	}

	@Test
	void backsOffWhenAllPatchesAreDisabled() {
		this.contextRunner.withPropertyValues("xray.patch.enabled=false").run(this::assertThatNothingIsProxied);
	}

	@Test
	void isEnabledAlone() {
		this.contextRunner.withPropertyValues("xray.patch.enabled=false", "xray.patch.jdbc.enabled=true")
			.run((context) -> assertThat(select(context).subsegments()).hasSize(1));
	}

	@Test
	void backsOffWithoutDatasourceProxy() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ProxyDataSource.class))
			.run(this::assertThatNothingIsProxied);
	}

	@Test
	void backsOffWithoutSpringJdbc() {
		JdbcRunner.tracing()
			.withClassLoader(new FilteredClassLoader(DelegatingDataSource.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(JdbcTracing.class));
	}

	@Test
	void startsWithoutADataSource() {
		JdbcRunner.tracing().run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JdbcTracing.class));
	}

	@Test
	void startsWithoutTheJdbcModuleOfSpringBoot() {
		JdbcRunner.tracing()
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.jdbc"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(JdbcTracing.class)
				.doesNotHaveBean(PoolMetadataPostProcessor.class));
	}

	private void assertThatNothingIsProxied(ApplicationContext context) {
		assertThat(AopUtils.isAopProxy(context.getBean(DataSource.class))).isFalse();
		assertThat(context.getBeansOfType(DataSourceTracingPostProcessor.class)).isEmpty();
		assertThat(context.getBeansOfType(SqlSanitizer.class)).isEmpty();
	}

	@Test
	void sanitizerOfTheUserWins() {
		this.contextRunner.withBean(SqlSanitizer.class, () -> (sql) -> "something").run((context) -> {
			assertThat(context).hasSingleBean(SqlSanitizer.class);
			assertThat(select(context).subsegments().get(0).sql()).containsEntry("sanitized_query", "something");
		});
	}

	@Test
	void customizersAreAppliedInTheirOrder() {
		this.contextRunner.withUserConfiguration(Customizers.class).run((context) -> {
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			jdbc.update("create table t (id int)");
			assertThat(select(context).subsegments()).hasSize(1);
			assertThat(context.getBean(Customizers.class).events).containsExactly("first dataSource", "second",
					"create table t (id int)", "select 1");
		});
	}

	@Test
	void customizerThatFailsLeavesTheDataSourceAsItIs(CapturedOutput output) {
		this.contextRunner.withBean(XRayDataSourceCustomizer.class, () -> (name, builder) -> {
			throw new IllegalStateException("wrong");
		}).run((context) -> {
			assertThat(select(context).subsegments()).isEmpty();
			assertThat(output).containsOnlyOnce("The data source 'dataSource' is not traced");
		});
	}

	@Test
	void listenerThatFailsDoesNotKeepTheSubsegmentOpen() {
		this.contextRunner
			.withBean(XRayDataSourceCustomizer.class, () -> (name, builder) -> builder.afterQuery((info, queries) -> {
				throw new IllegalStateException("wrong");
			}))
			.run((context) -> {
				RecordedEntity segment = JdbcRunner.trace(context, () -> assertThatIllegalStateException()
					.isThrownBy(() -> context.getBean(JdbcTemplate.class).execute("select 1")));
				assertThat(segment.subsegments().get(0)).isComplete();
			});
	}

	@Test
	void excludedDataSourcesAreLeftAlone() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.exclude-data-sources=other, dataSource")
			.run((context) -> {
				assertThat(AopUtils.isAopProxy(context.getBean(DataSource.class))).isFalse();
				assertThat(select(context).subsegments()).isEmpty();
			});
	}

	@Test
	void thresholdsThatMeanNothingFailAtStartUp() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.repeat-threshold=-1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("or 0 to not count"));
		this.contextRunner.withPropertyValues("xray.patch.jdbc.slow-query-threshold=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("such as 500ms"));
	}

	@Test
	void textOfStatementsIsSanitized() {
		this.contextRunner.run((context) -> assertThat(literal(context).sql().get("sanitized_query")).asString()
			.startsWith("select")
			.doesNotContain("4711"));
	}

	@Test
	void textOfStatementsIsRawWhereThatIsAskedFor() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.sql=raw")
			.run((context) -> assertThat(literal(context).sql()).containsEntry("sanitized_query", "select 4711"));
	}

	@Test
	void textOfStatementsIsLeftOut() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.sql=off", "xray.patch.jdbc.repeat-threshold=1")
			.run((context) -> {
				RecordedEntity segment = JdbcRunner.trace(context, () -> {
					context.getBean(JdbcTemplate.class).execute("select 4711");
					context.getBean(JdbcTemplate.class).execute("select 4712");
				});
				assertThat(segment.json()).doesNotContain("select");
				assertThat(segment).hasAnnotation("repeated_query_count", 2);
			});
	}

	@Test
	void sanitizerThatFailsIsAFaultOfTracingAlone(CapturedOutput output) {
		this.contextRunner.withBean(SqlSanitizer.class, () -> (sql) -> {
			throw new IllegalStateException("wrong");
		}).run((context) -> {
			assertThat(literal(context).sql()).doesNotContainKey("sanitized_query").containsKey("url");
			assertThat(output).contains("Tracing failed (sanitizing SQL)");
		});
	}

	@Test
	void slowStatementsAreAnnotated() {
		this.contextRunner.withPropertyValues("xray.patch.jdbc.slow-query-threshold=0ms")
			.run((context) -> assertThat(literal(context)).hasAnnotation("slow_query", true));
		this.contextRunner.withPropertyValues("xray.patch.jdbc.slow-query-threshold=1h")
			.run((context) -> assertThat(literal(context)).hasNoAnnotation("slow_query"));
		this.contextRunner.run((context) -> assertThat(literal(context)).hasNoAnnotation("slow_query"));
	}

	private static RecordedEntity literal(ApplicationContext context) throws Exception {
		return JdbcRunner.trace(context, () -> context.getBean(JdbcTemplate.class).execute("select 4711"))
			.subsegments()
			.get(0);
	}

	private static RecordedEntity select(ApplicationContext context) throws Exception {
		return JdbcRunner.trace(context,
				() -> context.getBean(JdbcTemplate.class).queryForObject("select 1", Integer.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		final List<String> events = new ArrayList<>();

		@Bean
		@Order(2)
		XRayDataSourceCustomizer second() {
			return (name, builder) -> this.events.add("second");
		}

		@Bean
		@Order(1)
		XRayDataSourceCustomizer first() {
			return (name, builder) -> {
				this.events.add("first " + name);
				builder.beforeQuery((info, queries) -> this.events.add(queries.get(0).getQuery()));
			};
		}

	}

	/**
	 * Says something to the database while the application starts and when it stops.
	 */
	static class EarlyStatement implements DisposableBean {

		private final JdbcTemplate jdbc;

		EarlyStatement(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
			jdbc.queryForObject("select 2", Integer.class);
		}

		@Override
		public void destroy() {
			this.jdbc.queryForObject("select 3", Integer.class);
		}

	}

}
