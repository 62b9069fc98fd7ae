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

package io.github.springxray.webclient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;

import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the tracing of {@link WebClient}, however a client is built.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnPatch(PatchedLibrary.WEB_CLIENT)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnBean(HttpClientTracing.class)
@EnableConfigurationProperties(XRayWebClientProperties.class)
@ImportRuntimeHints(WebClientRuntimeHints.class)
public final class XRayWebClientAutoConfiguration {

	@Bean
	@Lazy(false)
	WebClientTracer xrayWebClientTracer(HttpClientTracing tracing, TracingFaults faults) {
		return new WebClientTracer(tracing, faults);
	}

	@Bean
	ActivePatch xrayWebClientPatch() {
		return new ActivePatch(PatchedLibrary.WEB_CLIENT);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static WebClientBeanPostProcessor xrayWebClientBeanPostProcessor(ObjectProvider<WebClientTracer> tracer,
			ObjectProvider<TracingFaults> faults) {
		return new WebClientBeanPostProcessor(filter(tracer), faults);
	}

	/**
	 * Comes last, after what the application adds to the clients of a group.
	 */
	@Bean
	WebClientHttpServiceGroupConfigurer xrayWebClientHttpServiceGroupConfigurer(
			ObjectProvider<WebClientTracer> tracer) {
		TracingExchangeFilterFunction filter = filter(tracer);
		return (groups) -> groups.forEachClient((group, builder) -> filter.addTo(builder));
	}

	/**
	 * No bean, as an application that looks for its filters by type would find it.
	 */
	private static TracingExchangeFilterFunction filter(ObjectProvider<WebClientTracer> tracer) {
		return new TracingExchangeFilterFunction(new LazyWebClientTracer(tracer));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebClientCustomizer.class)
	static class CustomizerConfiguration {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		WebClientCustomizer xrayWebClientCustomizer(ObjectProvider<WebClientTracer> tracer) {
			return filter(tracer)::addTo;
		}

	}

}
