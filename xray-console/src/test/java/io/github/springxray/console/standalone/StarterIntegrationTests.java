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
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
 * An application with the starter sends to a console that stands alone.
 */
class StarterIntegrationTests {

	@Test
	void applicationShowsUp() {
		try (RunningConsole console = new RunningConsole();
				ConfigurableApplicationContext application = run(console, "--xray.sampling.strategy=all")) {
			int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
			String body = console
				.exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/42")))
				.body();
			assertThat(body).isEqualTo("order 42");
			JsonNode traces = Awaitility.await()
				.until(() -> console.get("/api/traces?filter=http.url+ENDSWITH+%22/orders/42%22"),
						(json) -> json.path("matched").asInt() == 1);
			assertThat(traces.at("/traces/0/name").asString()).isEqualTo("orders");
			assertThat(console.get("/api/statistics").at("/routes/0/route").asString()).isEqualTo("/orders/{id}");
			assertThat(console.get("/api/status").at("/documents/invalid").asInt()).isZero();
		}
	}

	@Test
	void applicationSamplesByTheRulesOfTheConsole() {
		try (RunningConsole console = new RunningConsole()) {
			console.postToDaemon("/UpdateSamplingRule",
					"{\"SamplingRuleUpdate\":{\"RuleName\":\"Default\",\"FixedRate\":0,\"ReservoirSize\":0}}");
			console.postToDaemon("/CreateSamplingRule",
					"""
							{"SamplingRule":{"RuleName":"firsts","Priority":1,"FixedRate":1,"ReservoirSize":0,"URLPath":"/ORDERS/1?",
							"ServiceName":"orders","ServiceType":"*","Host":"*","HTTPMethod":"GET","ResourceARN":"*","Version":1}}""");
			try (ConfigurableApplicationContext application = run(console, "--xray.sampling.strategy=central",
					"--xray.sampling.fixed-target=0", "--xray.sampling.rate=0")) {
				int port = application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
				URI uri = URI.create("http://127.0.0.1:" + port + "/orders/");
				JsonNode traces = Awaitility.await().until(() -> {
					console.exchange(HttpRequest.newBuilder(uri.resolve("21")));
					console.exchange(HttpRequest.newBuilder(uri.resolve("12")));
					return console.get("/api/traces");
				}, (json) -> json.path("matched").asInt() > 0);
				assertThat(traces.path("traces").valueStream().map((trace) -> trace.path("url").asString()))
					.allMatch((url) -> url.endsWith("/orders/12"));
				String id = traces.at("/traces/0/id").asString();
				assertThat(
						console.get("/api/traces/" + id + "/documents").at("/0/aws/xray/sampling_rule_name").asString())
					.isEqualTo("firsts");
			}
		}
	}

	private static ConfigurableApplicationContext run(RunningConsole console, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
				"--spring.application.name=orders", "--spring.main.banner-mode=off", "--server.shutdown=immediate",
				"--xray.daemon.address=127.0.0.1:" + console.daemonPort(),
				"--spring.autoconfigure.exclude="
						+ "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration,"
						+ "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration"));
		arguments.addAll(List.of(more));
		return new SpringApplicationBuilder(OrdersApplication.class).run(arguments.toArray(String[]::new));
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
			return "order " + id;
		}

	}

}
