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
package io.github.springxray.sample.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The application as it is, with the log and the console.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleIntegrationTests {

	private static final HttpClient client = HttpClient.newHttpClient();

	@Test
	void theTreeIsInTheLogAndInTheConsole(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(OrdersApplication.class, "--server.port=0",
				"--spring.r2dbc.url=r2dbc:h2:mem:///console", "--sample.emitter.without-daemon=log")) {
			String url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
			assertThat(get(url + "/orders/1")).contains("tea");
			await().untilAsserted(() -> assertThat(output).containsPattern("""
					Trace \\S+ orders GET \\S+/orders/1 200 \\S+ ms \\{http_route=/orders/\\{id}}
					└─ OrderService.find \\S+ ms \\{order=1}
					   ├─ console SELECT .* FROM \\S+ WHERE .* ms .*
					   └─ 127.0.0.1 GET \\S+/prices/tea 200 .*"""));
			assertThat(get(url + "/xray/")).contains("<html");
			await().untilAsserted(() -> assertThat(summaries(url)).contains("/orders/1"));
		}
	}

	private static String summaries(String url) throws Exception {
		long now = Instant.now().getEpochSecond();
		String lastMinute = "{\"StartTime\": %d, \"EndTime\": %d}".formatted(now - 60, now + 60);
		return client
			.send(HttpRequest.newBuilder(URI.create(url + "/xray/TraceSummaries"))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(lastMinute))
				.build(), BodyHandlers.ofString())
			.body();
	}

	private static String get(String url) throws Exception {
		return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
	}

}
