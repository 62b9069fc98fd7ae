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

package io.github.springxray.reactive;

import java.util.List;

import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.TraceIdInProblems;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.http.XRayServerProperties;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the segments of requests to a server of WebFlux, whichever it is.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayHttpAutoConfiguration.class },
		afterName = "org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration")
@ConditionalOnClass({ HttpHandlerDecoratorFactory.class, DispatcherHandler.class, Mono.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.server.enabled" }, matchIfMissing = true)
@ImportRuntimeHints(ReactiveRuntimeHints.class)
public final class XRayWebFluxAutoConfiguration {

	/**
	 * After Spring Security, and before nothing that would know a user better.
	 */
	private static final int USER_FILTER_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	/**
	 * Of several decorators the first one is the outermost.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean(name = "xrayTracingHandlerDecorator")
	TracingHandlerDecorator xrayTracingHandlerDecorator(ServerSegments server, Subsegments subsegments,
			XRayServerProperties properties, BeanFactory beans, Environment environment) {
		ExchangeTraces traces = new ExchangeTraces(server, subsegments, properties, forwardedHeaders(beans));
		return new TracingHandlerDecorator(traces, subsegments, new ManagementServer(environment));
	}

	/**
	 * Return what WebFlux itself takes.
	 */
	private static @Nullable ForwardedHeaderTransformer forwardedHeaders(BeanFactory beans) {
		String name = WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME;
		return (beans.containsBean(name) && beans.isTypeMatch(name, ForwardedHeaderTransformer.class))
				? beans.getBean(name, ForwardedHeaderTransformer.class) : null;
	}

	@Bean
	ExchangeFilter xrayExchangeFilter(Subsegments subsegments) {
		return new ExchangeFilter(subsegments);
	}

	@Bean
	@Lazy(false)
	ScheduledWork xrayScheduledWork(Subsegments subsegments) {
		return new ScheduledWork(subsegments);
	}

	@Bean
	@Order(USER_FILTER_ORDER)
	@ConditionalOnBooleanProperty("xray.server.record-user")
	ReactiveUserFilter xrayUserRecordingWebFilter(Subsegments subsegments) {
		return new ReactiveUserFilter(subsegments);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("xray.server.error-trace-id")
	static class ProblemConfiguration {

		@Bean
		WebFluxConfigurer xrayTraceIdInProblems(Subsegments subsegments) {
			ErrorResponse.Interceptor interceptor = new TraceIdInProblems(subsegments);
			return new WebFluxConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(interceptor);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ReactorContext.class)
	@ConditionalOnMissingClass("io.micrometer.context.ContextSnapshotFactory")
	static class FlowConfiguration {

		@Bean
		@Lazy(false)
		@ConditionalOnBean(name = "webFluxAdapterRegistry", value = ReactiveAdapterRegistry.class)
		FlowHandling xrayFlowHandling(@Qualifier("webFluxAdapterRegistry") ReactiveAdapterRegistry registry,
				Subsegments subsegments) {
			return new FlowHandling(registry, subsegments);
		}

	}

}
