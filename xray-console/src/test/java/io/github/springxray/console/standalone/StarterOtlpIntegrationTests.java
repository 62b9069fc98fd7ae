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
import java.net.http.HttpRequest;
import java.util.List;

import com.amazonaws.xray.AWSXRay;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the starter sends to the daemon of one console, and over OTLP to
 * another one: both have the same traces.
 */
class StarterOtlpIntegrationTests {

	private static final JsonMapper mapper = new JsonMapper();

	@ParameterizedTest
	@ValueSource(strings = { "xray,stable", "xray", "stable" })
	void tracesAreTheSameOverOtlp(String conventions) {
		try (RunningConsole direct = new RunningConsole();
				RunningConsole otlp = new RunningConsole();
				ConfigurableApplicationContext application = run(direct, otlp, conventions)) {
			int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			for (String id : List.of("42", "13")) {
				direct.exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/" + id)));
			}
			for (JsonNode trace : await(direct).path("traces")) {
				String path = "/api/traces/" + trace.path("id").asString();
				await(otlp);
				assertThat(plain(otlp.get(path))).isEqualTo(plain(direct.get(path)));
			}
			assertThat(ids(otlp.get("/api/graph").path("nodes")))
				.containsExactlyInAnyOrderElementsOf(ids(direct.get("/api/graph").path("nodes")));
			assertThat(otlp.get("/api/status").at("/documents/invalid").asInt()).isZero();
		}
	}

	private static JsonNode await(RunningConsole console) {
		return Awaitility.await()
			.until(() -> console.get("/api/traces"),
					(json) -> json.path("matched").asInt() == 2 && !json.toString().contains("\"inProgress\":true"));
	}

	private static List<String> ids(JsonNode nodes) {
		return nodes.valueStream().map((node) -> node.path("id").asString()).toList();
	}

	/**
	 * Return the documents without what subsegments have that came on their own.
	 */
	private static JsonNode plain(JsonNode trace) {
		JsonNode segments = mapper.readTree(trace.path("segments").toString());
		segments.forEach(StarterOtlpIntegrationTests::withoutIndependence);
		return segments;
	}

	private static void withoutIndependence(JsonNode document) {
		for (JsonNode child : document.path("subsegments")) {
			((ObjectNode) child).remove(List.of("type", "trace_id", "parent_id"));
			withoutIndependence(child);
		}
	}

	private static ConfigurableApplicationContext run(RunningConsole direct, RunningConsole otlp, String conventions) {
		return new SpringApplicationBuilder(OrdersApplication.class).run("--server.port=0",
				"--server.address=127.0.0.1", "--spring.application.name=orders", "--spring.main.banner-mode=off",
				"--server.shutdown=immediate", "--xray.sampling.strategy=all", "--xray.emitter.type=daemon,otlp",
				"--xray.daemon.address=127.0.0.1:" + direct.daemonPort(), "--xray.otlp.endpoint=" + otlp.otlp(),
				"--xray.otlp.semantic-conventions=" + conventions,
				"--spring.autoconfigure.exclude="
						+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OrdersController.class)
	static class OrdersApplication {

	}

	@RestController
	static class OrdersController {

		@GetMapping("/orders/{id}")
		String order(@PathVariable String id) {
			return AWSXRay.createSubsegment("Orders.find", (subsegment) -> {
				subsegment.putAnnotation("order", Integer.valueOf(id));
				subsegment.putMetadata("shop", "cart", List.of("a", 1, true));
				if (id.equals("13")) {
					throw new IllegalStateException("unlucky", new IllegalArgumentException("13"));
				}
				return "order " + id;
			});
		}

	}

}
