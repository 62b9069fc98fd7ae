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

package io.github.springxray.restclient;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;

/**
 * Auto-configuration of the tracing of {@code RestClient}, and of HTTP service interfaces
 * on top of it.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.REST_CLIENT)
@EnableConfigurationProperties(XRayRestClientProperties.class)
@Import(RequestTracer.class)
@ImportRuntimeHints(RestClientRuntimeHints.class)
public final class XRayRestClientAutoConfiguration {

	@Bean
	ActivePatch xrayRestClientPatch() {
		return new ActivePatch(PatchedLibrary.REST_CLIENT);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static RestClientPostProcessor xrayRestClientPostProcessor(RequestTracer tracer) {
		return new RestClientPostProcessor(tracer);
	}

	/**
	 * For HTTP service interfaces, whose clients are no beans. It comes last, after what
	 * gives their builders a request factory.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "xrayRestClientGroupConfigurer")
	RestClientHttpServiceGroupConfigurer xrayRestClientGroupConfigurer(RequestTracer tracer) {
		RestClientPatch patch = new RestClientPatch(tracer);
		return (groups) -> groups.forEachClient((group, builder) -> patch.trace(builder));
	}

	/**
	 * For clients whose builder is no bean.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RestClientCustomizer.class)
	static class CustomizerConfiguration {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		@ConditionalOnMissingBean(name = "xrayRestClientCustomizer")
		RestClientCustomizer xrayRestClientCustomizer(RequestTracer tracer) {
			return new RestClientPatch(tracer)::trace;
		}

	}

}
