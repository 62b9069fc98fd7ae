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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.listeners.SegmentListener;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

import io.github.springxray.contract.CountingSampling;
import io.github.springxray.contract.HttpServerTracingContract;
import io.github.springxray.test.RecordedTraces;

/**
 * The reactive application of {@link HttpServerTracingContract}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class,
		excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
@Import(ReactiveContractController.class)
class ReactiveContractApplication {

	@Bean
	RecordedTraces recordedTraces() {
		return new RecordedTraces();
	}

	@Bean
	SegmentListener heldEntities(RecordedTraces traces) {
		return traces.segmentListener();
	}

	@Bean
	CountingSampling samplingStrategy() {
		return new CountingSampling();
	}

	/**
	 * As early as an application can ask for.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebFilter earlyFilter() {
		return (exchange, chain) -> {
			AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation("early_filter", true));
			return chain.filter(exchange);
		};
	}

	@Bean
	RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.path("/functional",
					(nested) -> nested.GET("/{name}",
							(request) -> ServerResponse.ok().bodyValue("functional " + request.pathVariable("name"))))
			.GET("/functional-error", (request) -> Mono.error(new IllegalStateException("functional")))
			.build();
	}

}
