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

package io.github.springxray.console.embedded;

import java.net.URL;
import java.time.Duration;

import ch.qos.logback.classic.LoggerContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.devtools.restart.Restarter;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application logs during a trace, and what remains when devtools restart it.
 */
class EmbeddedLogsIntegrationTests {

	private static JsonNode logsOfFirstTrace(EmbeddedClient client) {
		return client.json("/xray/api/traces/" + firstTrace(client) + "/logs").path("lines");
	}

	private static String firstTrace(EmbeddedClient client) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> client.json("/xray/api/traces").at("/traces/0/id").asString(""), (id) -> !id.isEmpty());
	}

	private static Object appender() {
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		return String.valueOf(loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("xrayConsole"));
	}

	@Test
	void linesOfARequestAreKeptAsLongAsTheContextIsOpen() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
			EmbeddedClient client = new EmbeddedClient(context);
			assertThat(client.status("GET", "/hello")).isEqualTo(200);
			JsonNode line = logsOfFirstTrace(client).path(0);
			assertThat(line.path("message").asString()).isEqualTo("Somebody says hello");
			assertThat(line.path("level").asString()).isEqualTo("INFO");
			assertThat(line.path("logger").asString()).endsWith("HelloController");
			assertThat(line.path("service").asString()).isEqualTo("greetings");
			assertThat(line.path("part").asString()).hasSize(16);
			assertThat(appender()).isNotEqualTo("null");
		}
		assertThat(appender()).isEqualTo("null");
	}

	@Test
	void nothingListensWhereItIsSwitchedOff() {
		try (ConfigurableApplicationContext context = ConsoleApplication.run("xray.console.capture-logs=false")) {
			EmbeddedClient client = new EmbeddedClient(context);
			client.status("GET", "/hello");
			assertThat(logsOfFirstTrace(client)).isEmpty();
			assertThat(appender()).isEqualTo("null");
		}
	}

	@Test
	void tracesSurviveARestartOfDevtools() {
		Restarter.clearInstance();
		Restarter.initialize(new String[0], false, (thread) -> new URL[0], false);
		try {
			String trace;
			try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
				EmbeddedClient client = new EmbeddedClient(context);
				client.status("GET", "/hello");
				trace = firstTrace(client);
			}
			try (ConfigurableApplicationContext context = ConsoleApplication.run()) {
				EmbeddedClient client = new EmbeddedClient(context);
				assertThat(firstTrace(client)).isEqualTo(trace);
				assertThat(logsOfFirstTrace(client)).hasSize(1);
			}
		}
		finally {
			Restarter.clearInstance();
		}
	}

}
