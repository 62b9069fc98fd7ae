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

package io.github.springxray.console.standalone;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a starter of OpenTelemetry between two with that of X-Ray, all of
 * which send over OTLP to one console. There are two such starters, which do not go
 * together: each has a run of its own, with itself on the class path.
 */
@EnabledIfSystemProperty(named = "xray.console.opentelemetry", matches = "boot|opentelemetry")
class OpenTelemetryStarterIntegrationTests {

	private static final String NO_SECURITY_AND_NO_OPENTELEMETRY = "--spring.autoconfigure.exclude="
			+ "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration,"
			+ "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration,"
			+ "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration,";

	private static final String NO_SECURITY = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
			+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration";

	@Test
	void applicationsOfBothWorldsAreOnOneMapAndInOneTrace() {
		try (RunningConsole console = new RunningConsole();
				ConfigurableApplicationContext prices = xray("prices", console);
				ConfigurableApplicationContext stock = openTelemetry("stock", console);
				ConfigurableApplicationContext shop = xray("shop", console)) {
			String toPrices = url(prices) + "/relay";
			String toStock = url(stock) + "/relay?next=" + encode(toPrices);
			HttpResponse<String> answer = console
				.exchange(HttpRequest.newBuilder(URI.create(url(shop) + "/relay?next=" + encode(toStock))));
			assertThat(answer.body()).isEqualTo("shop stock prices");
			JsonNode traces = Awaitility.await()
				.until(() -> console.get("/api/traces"), (json) -> json.at("/traces/0/services").size() == 3
						&& json.at("/traces/0/name").asString().equals("shop"));
			assertThat(traces.path("matched").asInt()).isOne();
			List<String> edges = new ArrayList<>();
			console.get("/api/graph")
				.path("edges")
				.forEach((edge) -> edges.add(edge.path("source").asString() + " > " + edge.path("target").asString()));
			assertThat(edges).containsExactlyInAnyOrder("client|shop > app|shop", "app|shop > app|stock",
					"app|stock > app|prices");
			JsonNode trace = console.get("/api/traces/" + traces.at("/traces/0/id").asString());
			assertThat(trace.path("segments").valueStream().map((segment) -> segment.path("name").asString()))
				.containsExactlyInAnyOrder("shop", "stock", "prices");
			assertThat(trace.path("segments")).filteredOn((segment) -> segment.path("name").asString().equals("stock"))
				.singleElement()
				.satisfies((segment) -> {
					assertThat(segment.at("/http/request/method").asString()).isEqualTo("GET");
					assertThat(segment.at("/annotations/http_route").asString()).isEqualTo("/relay");
					assertThat(segment.at("/subsegments/0/namespace").asString()).isEqualTo("remote");
				});
			assertThat(console.get("/api/status").at("/documents/invalid").asInt()).isZero();
		}
	}

	private static String url(ConfigurableApplicationContext context) {
		return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
	}

	private static String encode(String url) {
		return URLEncoder.encode(url, StandardCharsets.UTF_8);
	}

	private static ConfigurableApplicationContext xray(String name, RunningConsole console) {
		return run(name, NO_SECURITY_AND_NO_OPENTELEMETRY + NO_SECURITY, "--otel.sdk.disabled=true",
				"--xray.sampling.strategy=all", "--xray.emitter.type=otlp", "--xray.otlp.endpoint=" + console.otlp(),
				"--xray.propagation.produce=xray,w3c");
	}

	private static ConfigurableApplicationContext openTelemetry(String name, RunningConsole console) {
		return run(name, "--spring.autoconfigure.exclude=" + NO_SECURITY, "--xray.enabled=false",
				// Of Spring Boot
				"--management.tracing.sampling.probability=1.0",
				"--management.opentelemetry.tracing.export.otlp.endpoint=" + console.otlp(),
				// Of OpenTelemetry
				"--otel.exporter.otlp.endpoint=" + console.otlp().resolve("/"), "--otel.metrics.exporter=none",
				"--otel.logs.exporter=none", "--otel.bsp.schedule.delay=100");
	}

	private static ConfigurableApplicationContext run(String name, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.application.name=" + name,
				"--spring.main.banner-mode=off", "--server.shutdown=immediate",
				"--management.otlp.metrics.export.enabled=false"));
		return new SpringApplicationBuilder(RelayApplication.class).run(all.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(RelayController.class)
	static class RelayApplication {

	}

	@RestController
	static class RelayController {

		private final RestClient client;

		private final String name;

		RelayController(RestClient.Builder builder, Environment environment) {
			this.client = builder.build();
			this.name = environment.getRequiredProperty("spring.application.name");
		}

		@GetMapping("/relay")
		String relay(@RequestParam @Nullable String next) {
			return (next != null)
					? this.name + " " + this.client.get().uri(URI.create(next)).retrieve().body(String.class)
					: this.name;
		}

	}

}
