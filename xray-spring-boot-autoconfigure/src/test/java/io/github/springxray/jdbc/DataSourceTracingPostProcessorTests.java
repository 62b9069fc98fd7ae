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
import java.util.Set;

import javax.sql.DataSource;

import com.amazonaws.xray.sql.TracingDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.AbstractDataSource;

import io.github.springxray.recorder.LeftAlone;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DataSourceTracingPostProcessor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DataSourceTracingPostProcessorTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final LeftAlone leftAlone = new LeftAlone();

	private final DataSourceTracingPostProcessor processor = new DataSourceTracingPostProcessor(
			new DataSourceTracer(this.beans.getBeanProvider(JdbcTracing.class)), Set.of("excluded"),
			this.beans.getBeanProvider(LeftAlone.class));

	DataSourceTracingPostProcessorTests() {
		this.beans.registerSingleton("leftAlone", this.leftAlone);
		this.processor.setBeanFactory(this.beans);
	}

	@Test
	void aDataSourceIsTracedAndNothingElse() {
		Pool pool = new Pool();
		assertThat(this.processor.postProcessAfterInitialization("text", "pool")).isEqualTo("text");
		Object traced = this.processor.postProcessAfterInitialization(pool, "pool");
		assertThat(DataSourceTracer.targetOf((DataSource) traced)).isSameAs(pool);
		assertThat(leftAlone()).isEqualTo("{}");
	}

	@Test
	void anExcludedOneIsLeftAloneInAScopeToo() {
		Pool pool = new Pool();
		assertThat(this.processor.postProcessAfterInitialization(pool, "excluded")).isSameAs(pool);
		Pool scoped = new Pool();
		assertThat(this.processor.postProcessAfterInitialization(scoped, "scopedTarget.excluded")).isSameAs(scoped);
		assertThat(leftAlone()).contains("dataSources", "excluded", "xray.patch.jdbc.exclude-data-sources names it");
	}

	@Test
	void whatIsDeclaredAsTheWrapperOfTheSdkIsLeftToIt() {
		this.beans.registerBeanDefinition("wrapper", new RootBeanDefinition(TracingDataSource.class));
		TracingDataSource wrapper = new TracingDataSource(new Pool());
		assertThat(this.processor.postProcessAfterInitialization(wrapper, "wrapper")).isSameAs(wrapper);
		assertThat(leftAlone()).contains("wrapper", "it is traced by the X-Ray SDK");
	}

	@Test
	void theProductOfAFactoryIsOfTheTypeThatTheFactoryTells() {
		this.beans.registerBeanDefinition("product", new RootBeanDefinition(Factory.class));
		this.beans.registerBeanDefinition("unknown", new RootBeanDefinition(Untold.class));
		TracingDataSource product = new TracingDataSource(new Pool());
		assertThat(this.processor.postProcessAfterInitialization(product, "product")).isSameAs(product);
		TracingDataSource unknown = new TracingDataSource(new Pool());
		assertThat(this.processor.postProcessAfterInitialization(unknown, "unknown")).isNotSameAs(unknown);
	}

	@Test
	void oneThatCannotBeTracedIsLeftAsItIs(CapturedOutput output) {
		Broken broken = new Broken();
		assertThat(this.processor.postProcessAfterInitialization(broken, "broken")).isSameAs(broken);
		assertThat(leftAlone()).contains("broken", "tracing it has failed with NoClassDefFoundError");
		assertThat(output).contains("The data source 'broken' is not traced");
	}

	@Test
	void othersHaveDoneTheirsBefore() {
		assertThat(this.processor.getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

	private String leftAlone() {
		return String.valueOf(this.leftAlone.describe());
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

	static class Broken extends Pool {

		@Override
		public boolean isWrapperFor(Class<?> type) {
			throw new NoClassDefFoundError("of/a/Library");
		}

	}

	static class Factory implements FactoryBean<TracingDataSource> {

		@Override
		public TracingDataSource getObject() {
			return new TracingDataSource(new Pool());
		}

		@Override
		public Class<?> getObjectType() {
			return TracingDataSource.class;
		}

	}

	static class Untold implements FactoryBean<DataSource> {

		@Override
		public DataSource getObject() {
			return new Pool();
		}

		@Override
		public Class<?> getObjectType() {
			return null;
		}

	}

}
