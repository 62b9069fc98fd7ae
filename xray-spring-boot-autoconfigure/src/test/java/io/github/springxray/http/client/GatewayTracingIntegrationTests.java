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

package io.github.springxray.http.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.http.client.HttpTestServer.Received;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of an application that hands requests on with all their headers, as gateways do.
 */
class GatewayTracingIntegrationTests {

	private static final String HEADER = "X-Amzn-Trace-Id";

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private static HttpTestServer server;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		server = new HttpTestServer();
		context = TracedApplication.run(List.of(Gateway.class), "--xray.propagation.produce=xray,w3c",
				"--target=" + server.url("/hello/world"));
	}

	@AfterAll
	static void stop() {
		context.close();
		server.close();
	}

	@BeforeEach
	void reset() {
		server.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "restClient", "restTemplate", "webClient" })
	void theCalleeIsToldOfTheGatewayAndNotOfItsCaller(String client) throws Exception {
		get(client, HEADER, "Self=1-67891233-abcdef012345678912345678;Root=" + TRACE_ID + ";Sampled=?", "traceparent",
				"00-5759e988bd862e3fe1be46a994272799-53995c3f42cd8ad8-00", "tracestate", "a=1");
		RecordedEntity call = call();
		Received received = server.take();
		assertThat(received.headers().get(HEADER))
			.containsExactly("Root=" + TRACE_ID + ";Parent=" + call.id() + ";Sampled=1");
		assertThat(received.headers().get("traceparent"))
			.containsExactly("00-5759e988bd862e3fe1be46a994272793-" + call.id() + "-01");
		assertThat(received.headers().get("tracestate")).isNull();
		assertThat(received.header("X-Other")).isEqualTo("kept");
	}

	@ParameterizedTest
	@ValueSource(strings = { "restClient", "restTemplate", "webClient" })
	void severalLinesOfAHeaderAreReplacedByOne(String client) throws Exception {
		get(client, HEADER, "Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=1", HEADER, "Root=second");
		RecordedEntity call = call();
		assertThat(server.take().headers().get(HEADER))
			.containsExactly("Root=" + TRACE_ID + ";Parent=" + call.id() + ";Sampled=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "restClient", "restTemplate", "webClient" })
	void aRequestThatIsNotSampledIsHandedOnAsThat(String client) throws Exception {
		get(client, HEADER, "Root=" + TRACE_ID + ";Parent=53995c3f42cd8ad8;Sampled=0");
		assertThat(server.take().headers().get(HEADER)).containsExactly("Root=" + TRACE_ID + ";Sampled=0");
	}

	private static void get(String client, String... headers) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
					+ "/gateway/" + client))
			.headers(headers)
			.header("X-Other", "kept")
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

	private static RecordedEntity call() {
		RecordedEntity call = context.getBean(RecordedTraces.class).takeSegment().subsegment("127.0.0.1");
		assertThat(call.value("http", "request", "traced")).isEqualTo(true);
		return call;
	}

	@Configuration(proxyBeanMethods = false)
	@Import(GatewayController.class)
	static class Gateway {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

		@Bean
		RestTemplate restTemplate(RestTemplateBuilder builder) {
			return builder.build();
		}

	}

	@RestController
	static class GatewayController {

		private static final Set<String> HOP_BY_HOP = Set.of("host", "connection", "upgrade", "http2-settings",
				"content-length");

		private final RestClient restClient;

		private final RestTemplate restTemplate;

		private final WebClient webClient;

		private final String target;

		GatewayController(RestClient.Builder restClient, RestTemplate restTemplate, WebClient.Builder webClient,
				Environment environment) {
			this.restClient = restClient.build();
			this.restTemplate = restTemplate;
			this.webClient = webClient.build();
			this.target = environment.getRequiredProperty("target");
		}

		@GetMapping("/gateway/{client}")
		String handOn(@PathVariable String client, HttpServletRequest request) {
			HttpHeaders copied = new HttpHeaders();
			Collections.list(request.getHeaderNames())
				.stream()
				.filter((name) -> !HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)))
				.forEach((name) -> Collections.list(request.getHeaders(name))
					.forEach((value) -> copied.add(name, value)));
			return switch (client) {
				case "restClient" -> this.restClient.get()
					.uri(URI.create(this.target))
					.headers((headers) -> headers.putAll(copied))
					.retrieve()
					.body(String.class);
				case "restTemplate" -> this.restTemplate
					.exchange(URI.create(this.target), HttpMethod.GET, new HttpEntity<>(copied), String.class)
					.getBody();
				default -> this.webClient.get()
					.uri(URI.create(this.target))
					.headers((headers) -> headers.putAll(copied))
					.retrieve()
					.bodyToMono(String.class)
					.block();
			};
		}

	}

}
