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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.TracedApplication;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * An application with the Actuator, whose requests and calls are observed and traced by
 * us.
 */
class NeverTwiceIntegrationTests {

	private static ConfigurableApplicationContext context;

	private static RecordedTraces traces;

	@BeforeAll
	static void start() {
		context = TracedApplication.run(List.of(Calls.class), "--xray.recognized-hosts=127.0.0.1");
		traces = context.getBean(RecordedTraces.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void nothingIsLeft() {
		traces.assertClean();
	}

	@Test
	void aRequestIsOneSegmentAndToldWhatItsObservationKnows() throws Exception {
		get("/items/7");
		RecordedEntity segment = traces.takeSegment();
		assertThat(segment).hasSubsegmentsExactly("work")
			.hasAnnotation("http_route", "/items/{id}")
			.hasAnnotation("outcome", "SUCCESS")
			.hasAnnotation("tenant", "acme")
			.hasNoAnnotation("method")
			.hasNoAnnotation("uri");
		assertThat(segment.json()).doesNotContain("http.server.requests");
	}

	@Test
	void aCallIsOneSubsegmentAndRestTemplateTellsItsRoute() throws Exception {
		get("/calls");
		List<RecordedEntity> segments = traces.takeSegments(4);
		RecordedEntity caller = segments.stream()
			.filter((segment) -> segment.subsegments().size() == 3)
			.findFirst()
			.orElseThrow();
		assertThat(caller.subsegments()).allSatisfy((call) -> assertThat(call).hasNamespace("remote")
			.hasName("127.0.0.1")
			.hasSubsegmentsExactly()
			.hasAnnotation("route", "/items/{id}"));
	}

	private static void get(String path) throws IOException, InterruptedException {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		java.net.http.HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.discarding());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Controller.class)
	static class Calls {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		ServerRequestObservationConvention tenants() {
			return new DefaultServerRequestObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and("tenant", "acme");
				}

			};
		}

	}

	@RestController
	static class Controller {

		private final RestTemplate restTemplate;

		private final RestClient restClient;

		private final WebClient webClient;

		private final ObservationRegistry registry;

		private final Tracer tracer;

		private final Environment environment;

		Controller(RestTemplateBuilder restTemplate, RestClient.Builder restClient, WebClient.Builder webClient,
				ObservationRegistry registry, Tracer tracer, Environment environment) {
			this.restTemplate = restTemplate.build();
			this.restClient = restClient.build();
			this.webClient = webClient.build();
			this.registry = registry;
			this.tracer = tracer;
			this.environment = environment;
		}

		@GetMapping("/items/{id}")
		String item(@PathVariable String id) {
			return String.valueOf(io.micrometer.observation.Observation.createNotStarted("work", this.registry)
				.observe(() -> this.tracer.currentSpan().context().traceId()));
		}

		@GetMapping("/calls")
		void calls() {
			String url = "http://127.0.0.1:" + this.environment.getRequiredProperty("local.server.port")
					+ "/items/{id}";
			this.restTemplate.getForObject(url, String.class, 1);
			this.restClient.get().uri(url, 2).retrieve().toBodilessEntity();
			this.webClient.get().uri(url, 3).retrieve().toBodilessEntity().block();
		}

	}

}
