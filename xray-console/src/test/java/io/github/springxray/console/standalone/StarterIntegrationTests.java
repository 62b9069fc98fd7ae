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
		try (RunningConsole console = new RunningConsole(); ConfigurableApplicationContext application = run(console)) {
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

	private static ConfigurableApplicationContext run(RunningConsole console) {
		return new SpringApplicationBuilder(OrdersApplication.class).run("--server.port=0",
				"--server.address=127.0.0.1", "--spring.application.name=orders", "--spring.main.banner-mode=off",
				"--server.shutdown=immediate", "--xray.sampling.strategy=all",
				"--xray.daemon.address=127.0.0.1:" + console.daemonPort(),
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
			return "order " + id;
		}

	}

}
