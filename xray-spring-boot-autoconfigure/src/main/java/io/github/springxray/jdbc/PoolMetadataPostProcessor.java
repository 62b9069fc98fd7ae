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

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.core.Ordered;

/**
 * Shows Spring Boot's provider of pool metadata the pool itself. For Hikari it reads a
 * field, and in a proxy fields have no values.
 */
final class PoolMetadataPostProcessor implements BeanPostProcessor, Ordered {

	private static final String HIKARI = "hikariPoolDataSourceMetadataProvider";

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!HIKARI.equals(beanName) || !(bean instanceof DataSourcePoolMetadataProvider provider)) {
			return bean;
		}
		DataSourcePoolMetadataProvider ofTargets = (dataSource) -> {
			DataSource target = DataSourceTracer.targetOf(dataSource);
			return provider.getDataSourcePoolMetadata((target != null) ? target : dataSource);
		};
		return ofTargets;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
