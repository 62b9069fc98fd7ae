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

import java.util.Set;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.Development;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of JDBC. Data sources may be created before anything
 * else, so their post-processor depends on nothing that is not there yet.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.JDBC)
@Import({ JdbcExceptionMessagesConfiguration.class, SqlStatementsConfiguration.class })
@ImportRuntimeHints(JdbcRuntimeHints.class)
public final class XRayJdbcAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static DataSourceTracingPostProcessor xrayDataSourcePostProcessor(ObjectProvider<JdbcTracing> tracing,
			ObjectProvider<LeftAlone> leftAlone, Environment environment) {
		XRayJdbcProperties properties = Binder.get(environment)
			.bindOrCreate("xray.patch.jdbc", XRayJdbcProperties.class);
		return new DataSourceTracingPostProcessor(new DataSourceTracer(tracing),
				Set.copyOf(properties.getExcludeDataSources()), leftAlone);
	}

	@Bean
	JdbcTracing xrayJdbcTracing(Subsegments subsegments, TracingFaults faults, XRayJdbcProperties properties,
			SqlStatements statements, JdbcExceptionMessages messages,
			ObjectProvider<XRayDataSourceCustomizer> customizers, Environment environment) {
		CallSites callSites = CallSites.of(properties.isRecordCallSite(), Development.isActive(environment));
		return new JdbcTracing(subsegments, faults, properties, statements, messages,
				customizers.orderedStream().toList(), callSites);
	}

	@Bean
	UnknownDataSources xrayUnknownDataSources(ListableBeanFactory beans, XRayJdbcProperties properties) {
		return new UnknownDataSources(beans, properties.getExcludeDataSources());
	}

	@Bean
	ActivePatch xrayJdbcPatch() {
		return new ActivePatch(PatchedLibrary.JDBC);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourcePoolMetadataProvider.class)
	static class PoolMetadataConfiguration {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static PoolMetadataPostProcessor xrayPoolMetadataPostProcessor() {
			return new PoolMetadataPostProcessor();
		}

	}

}
