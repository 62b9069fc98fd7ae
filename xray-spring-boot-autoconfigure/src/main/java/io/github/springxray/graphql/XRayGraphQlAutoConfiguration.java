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

package io.github.springxray.graphql;

import java.util.List;

import graphql.execution.instrumentation.Instrumentation;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of what is recorded of operations of GraphQL.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.GRAPHQL)
@EnableConfigurationProperties(XRayGraphQlProperties.class)
public final class XRayGraphQlAutoConfiguration {

	@Bean
	ActivePatch xrayGraphQlPatch() {
		return new ActivePatch(PatchedLibrary.GRAPHQL);
	}

	@Bean
	OperationInterceptor xrayGraphQlOperationInterceptor(Subsegments subsegments) {
		return new OperationInterceptor(subsegments);
	}

	@Bean
	OperationInstrumentation xrayGraphQlOperationInstrumentation(Subsegments subsegments) {
		return new OperationInstrumentation(subsegments);
	}

	/**
	 * Data fetchers, where Spring Boot makes the schema.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Instrumentation.class, GraphQlSourceBuilderCustomizer.class })
	@ConditionalOnBooleanProperty("xray.patch.graphql.data-fetchers")
	static class DataFetcherConfiguration {

		@Bean
		GraphQlSourceBuilderCustomizer xrayGraphQlSourceBuilderCustomizer(Subsegments subsegments) {
			return (builder) -> builder.typeVisitors(List.of(new FetcherVisitor(subsegments)));
		}

	}

}
