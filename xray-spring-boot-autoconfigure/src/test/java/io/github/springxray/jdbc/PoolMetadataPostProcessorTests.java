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

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link PoolMetadataPostProcessor}.
 */
class PoolMetadataPostProcessorTests {

	private static final String HIKARI = "hikariPoolDataSourceMetadataProvider";

	private final List<DataSource> asked = new ArrayList<>();

	private final DataSourcePoolMetadataProvider provider = (dataSource) -> {
		this.asked.add(dataSource);
		return mock();
	};

	private final PoolMetadataPostProcessor processor = new PoolMetadataPostProcessor();

	@Test
	void thePoolBehindATracedOneIsAskedFor() {
		DataSource pool = new DataSourceTracingPostProcessorTests.Pool();
		DataSource traced = new DataSourceTracer(new DefaultListableBeanFactory().getBeanProvider(JdbcTracing.class))
			.trace(pool, "pool", DataSource.class);
		DataSourcePoolMetadataProvider ofTargets = (DataSourcePoolMetadataProvider) this.processor
			.postProcessAfterInitialization(this.provider, HIKARI);
		assertThat(ofTargets.getDataSourcePoolMetadata(traced)).isNotNull();
		assertThat(ofTargets.getDataSourcePoolMetadata(pool)).isNotNull();
		assertThat(this.asked).containsExactly(pool, pool);
	}

	@Test
	void othersStayAsTheyAre() {
		assertThat(this.processor.postProcessAfterInitialization(this.provider, "other")).isSameAs(this.provider);
		assertThat(this.processor.postProcessAfterInitialization("text", HIKARI)).isEqualTo("text");
		assertThat(this.processor.getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
	}

}
