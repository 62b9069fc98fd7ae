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

package io.github.springxray.observation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * An application with WebFlux and the Actuator, whose requests and calls are observed and
 * traced by us.
 */
class ReactiveObservationsIntegrationTests {

	private static final String EXCLUDED = "spring.autoconfigure.exclude="
			+ "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
			+ "org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure."
			+ "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration,"
			+ "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration,"
			+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	@Test
	void requestsAndCallsAreRecordedOnceAndWhatIsObservedInAFlowIsAPartOfThem() throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.properties("spring.main.web-application-type=reactive", "server.port=0", "server.address=127.0.0.1",
					"spring.application.name=reactive", "spring.main.banner-mode=off", "server.shutdown=immediate",
					"xray.sampling.strategy=all", "xray.patch.reactor-netty.enabled=false", EXCLUDED)
			.run()) {
			String port = context.getEnvironment().getRequiredProperty("local.server.port");
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/calls")).build(),
						BodyHandlers.discarding());
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			RecordedEntity called = traces.takeSegment((segment) -> segment.parentId() != null);
			RecordedEntity caller = traces.takeSegment((segment) -> segment.parentId() == null);
			assertThat(called).hasSubsegmentsExactly("work").hasAnnotation("http_route", "/items/{id}");
			assertThat(called).hasAnnotation("outcome", "SUCCESS");
			assertThat(caller).hasSubsegmentsExactly("127.0.0.1");
			assertThat(caller.subsegment("127.0.0.1")).hasSubsegmentsExactly().hasAnnotation("route", "/items/{id}");
			traces.assertNoneLeft();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

	@RestController
	static class Controller {

		private final WebClient webClient;

		private final ObservationRegistry registry;

		private final Environment environment;

		Controller(WebClient.Builder webClient, ObservationRegistry registry, Environment environment) {
			this.webClient = webClient.build();
			this.registry = registry;
			this.environment = environment;
		}

		/**
		 * As reactive libraries observe: with the parent from the context and no scope.
		 */
		@GetMapping("/items/{id}")
		Mono<String> item(@PathVariable String id) {
			return Mono.deferContextual((context) -> {
				Observation parent = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
				Observation work = Observation.createNotStarted("work", this.registry)
					.parentObservation(parent)
					.start();
				return Mono.just(id).doOnTerminate(work::stop);
			});
		}

		@GetMapping("/calls")
		Mono<Void> calls() {
			String url = "http://127.0.0.1:" + this.environment.getRequiredProperty("local.server.port")
					+ "/items/{id}";
			return this.webClient.get().uri(url, 3).retrieve().toBodilessEntity().then();
		}

	}

}
