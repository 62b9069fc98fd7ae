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

package io.github.springxray.logging;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.testsupport.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the log lines of an ordinary application look like, as it prints them.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesIntegrationTests {

	private static final String BLANK = " [" + " ".repeat(35) + "] ";

	private static final HttpClient client = HttpClient.newHttpClient();

	/**
	 * Spring Boot keeps formats as system properties, for the next application as well.
	 */
	@BeforeEach
	@AfterEach
	void forgetFormats() {
		for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
			System.clearProperty(property.getEnvironmentVariableName());
		}
	}

	@Test
	void linesOfARequestHaveTheIdOfItsTraceWithoutAnyConfiguration(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			String trace = traceOf(get(context, "/log"));
			assertThat(line(output, "in the controller")).contains(" [" + trace + "] ");
			assertThat(line(output, "in a subsegment")).contains(" [" + trace + "] ");
			assertThat(line(output, "Started ")).contains(BLANK);
		}
	}

	@Test
	void linesOfARequestThatIsNotSampledHaveTheIdOfItsTrace(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("xray.sampling.strategy=none")) {
			assertThat(line(output, "in the controller", get(context, "/log"))).contains("] ");
		}
	}

	@Test
	void linesOfTheThreadThatGoesOnHaveTheIdAsWell(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			HttpResponse<String> response = get(context, "/log-later");
			assertThat(line(output, "on another thread", response)).doesNotContain("http-nio");
		}
	}

	@Test
	void requestsThatAreExcludedHaveNone(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("xray.server.exclude-paths=/log")) {
			get(context, "/log");
			assertThat(line(output, "in the controller")).contains(BLANK);
		}
	}

	@Test
	void theNextRequestOfAThreadHasIdsOfItsOwn() throws Exception {
		try (ConfigurableApplicationContext context = run("server.tomcat.threads.max=1")) {
			List<String> seen = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				HttpResponse<String> response = get(context, "/mdc-then-clear");
				assertThat(response.body()).contains("AWS-XRAY-TRACE-ID=" + traceOf(response) + "@")
					.contains("traceId=" + traceOf(response).substring(2).replace("-", ""));
				seen.add(response.body());
			}
			assertThat(seen).doesNotHaveDuplicates();
		}
	}

	@ParameterizedTest
	@CsvSource({ "ecs,traceId,spanId,AWS-XRAY-TRACE-ID", "gelf,_traceId,_spanId,_AWS-XRAY-TRACE-ID",
			"logstash,traceId,spanId,AWS-XRAY-TRACE-ID" })
	void structuredLinesHaveTheIds(String format, String traceId, String spanId, String both, CapturedOutput output)
			throws Exception {
		try (ConfigurableApplicationContext context = run("logging.structured.format.console=" + format)) {
			String trace = traceOf(get(context, "/log"));
			Map<?, ?> fields = new ObjectMapper().readValue(line(output, "in the controller"), Map.class);
			assertThat(fields.get(traceId)).isEqualTo(trace.substring(2).replace("-", ""));
			assertThat(fields.get(spanId)).asString().matches("[0-9a-f]{16}");
			assertThat(fields.get(both)).isEqualTo(trace + "@" + fields.get(spanId));
			Map<?, ?> other = new ObjectMapper().readValue(line(output, "Started "), Map.class);
			assertThat(other.keySet().stream().map(Object::toString)).doesNotContain(traceId, spanId, both);
		}
	}

	/**
	 * Spring Boot's module of Micrometer Tracing, which is among the libraries here,
	 * wants the column unless it exports nothing.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.logging.mdc=false", "logging.expect-correlation-id=false" })
	void thereIsNoColumnWhereItIsNotWanted(String property, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run(property, "management.tracing.export.enabled=false")) {
			get(context, "/log");
			assertThat(line(output, "in the controller")).containsPattern("exec-\\d+\\] gLinesIntegrationTests");
			assertThat(line(output, "Started ")).doesNotContain(BLANK);
		}
	}

	@Test
	void theFormatOfTheApplicationWins(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("logging.pattern.correlation=<%X{spanId}> ")) {
			HttpResponse<String> response = get(context, "/log");
			assertThat(line(output, "in the controller")).containsPattern(" <[0-9a-f]{16}> ")
				.doesNotContain(traceOf(response));
		}
	}

	private static ConfigurableApplicationContext run(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--xray.emitter.type=none"));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return TracedApplication.run(List.of(LoggingApplication.class), arguments.toArray(String[]::new));
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
				BodyHandlers.ofString());
	}

	private static String traceOf(HttpResponse<?> response) {
		return response.headers().firstValue("X-Amzn-Trace-Id").orElseThrow().replace("Root=", "");
	}

	private static String line(CapturedOutput output, String message, HttpResponse<?> response) {
		String line = line(output, message);
		assertThat(line).contains(" [" + traceOf(response) + "] ");
		return line;
	}

	private static String line(CapturedOutput output, String message) {
		return output.getOut().lines().filter((line) -> line.contains(message)).findFirst().orElseThrow();
	}

	@Import(LoggingController.class)
	static class LoggingApplication {

	}

	@RestController
	static class LoggingController {

		private static final Logger logger = LoggerFactory.getLogger(LoggingController.class);

		private final Subsegments subsegments;

		LoggingController(Subsegments subsegments) {
			this.subsegments = subsegments;
		}

		@GetMapping("/log")
		void log() {
			logger.info("in the controller");
			TraceScope scope = this.subsegments.begin("work");
			logger.info("in a subsegment");
			this.subsegments.end(scope, null);
		}

		@GetMapping("/log-later")
		Callable<String> later() {
			return () -> {
				logger.info("on another thread");
				return "";
			};
		}

		@GetMapping("/mdc-then-clear")
		String mdc() {
			String seen = String.valueOf(MDC.getCopyOfContextMap());
			MDC.clear();
			return seen;
		}

	}

}
