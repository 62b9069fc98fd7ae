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

package io.github.springxray.datadog;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.TracedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How an application is linked to Datadog, by real requests.
 */
class DatadogIntegrationTests {

	private static final String TRACE = "1-5e272390-8c398be037738dc042009320";

	private static final String DATADOG_TRACE = "3995693151288333088";

	private static final HttpClient client = HttpClient.newHttpClient();

	private HttpServer callee;

	private volatile Headers received = new Headers();

	@BeforeEach
	void startCallee() throws IOException {
		this.callee = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		this.callee.createContext("/", (exchange) -> {
			this.received = exchange.getRequestHeaders();
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		this.callee.start();
	}

	@AfterEach
	void stopCallee() {
		this.callee.stop(0);
	}

	@ParameterizedTest
	@CsvSource({ "1-5e272390-8c398be037738dc042009320,3995693151288333088",
			"1-5759e988-bd862e3fe1be46a994272793,7043144561403045779",
			"1-5759e988-bd862e3fffffffffffffffff,9223372036854775807", "1-5759e988-bd862e3f8000000000000000,0" })
	void theIdOfATraceIsTheLast63BitsOfThatOfXRay(String trace, String expected) {
		assertThat(DatadogIds.traceId(trace)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "94ae789b969f1cc5,10713633173203262661", "53995c3f42cd8ad8,6023947403358210776", "0000000000000001,1",
			"ffffffffffffffff,18446744073709551615" })
	void theIdOfASegmentHas64Bits(String id, String expected) {
		assertThat(DatadogIds.spanId(id)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "all", "none" })
	void logLinesHaveTheIdsOfDatadog(String sampling) throws Exception {
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true",
				"xray.sampling.strategy=" + sampling)) {
			Map<?, ?> seen = new ObjectMapper()
				.readValue(get(context, "/mdc", "X-Amzn-Trace-Id", "Root=" + TRACE).body(), Map.class);
			assertThat(seen.get("dd.trace_id")).isEqualTo(DATADOG_TRACE);
			assertThat(seen.get("dd.span_id"))
				.isEqualTo(Long.toUnsignedString(Long.parseUnsignedLong(String.valueOf(seen.get("spanId")), 16)));
		}
	}

	@Test
	void nothingIsDoneByDefault() throws Exception {
		try (ConfigurableApplicationContext context = run()) {
			assertThat(get(context, "/mdc", "x-datadog-trace-id", "1", "x-datadog-parent-id", "2").body())
				.doesNotContain("dd.");
			assertThat(traces(context).takeSegment().subsegments()).isEmpty();
			call(context, "x-datadog-trace-id", "1", "x-datadog-parent-id", "2");
			assertThat(this.received).containsKey("X-amzn-trace-id").doesNotContainKey("X-datadog-trace-id");
		}
	}

	@Test
	void theCallerIsRecordedAsDatadogDoesIt() throws Exception {
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true")) {
			get(context, "/mdc", "x-datadog-trace-id", "123", "x-datadog-parent-id", "456",
					"x-datadog-sampling-priority", "1");
			assertThat(recorded(context))
				.isEqualTo(Map.of("trace-id", "123", "parent-id", "456", "sampling-priority", "1"));
			get(context, "/mdc", "X-Datadog-Trace-Id", "123", "X-Datadog-Parent-Id", "456");
			assertThat(recorded(context))
				.isEqualTo(Map.of("trace-id", "123", "parent-id", "456", "sampling-priority", "2"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "123,", "abc,456", "123,4 5 6", "-1,456", "123456789012345678901,456" })
	void whatIsNoIdIsNotRecorded(String traceId, String parentId) throws Exception {
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true")) {
			get(context, "/mdc", "x-datadog-trace-id", traceId, "x-datadog-parent-id",
					(parentId != null) ? parentId : "");
			assertThat(traces(context).takeSegment().subsegments()).isEmpty();
		}
	}

	@Test
	void headersThatAreNotTrustedAreNotRead() throws Exception {
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true",
				"xray.server.trust-incoming=false")) {
			get(context, "/mdc", "x-datadog-trace-id", "123", "x-datadog-parent-id", "456");
			assertThat(traces(context).takeSegment().subsegments()).isEmpty();
		}
	}

	@Test
	void calleesAreToldOnRequest() throws Exception {
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true")) {
			call(context, "x-datadog-trace-id", "123", "x-datadog-parent-id", "456");
			assertThat(this.received).doesNotContainKey("X-datadog-trace-id");
		}
		try (ConfigurableApplicationContext context = run("xray.datadog.enabled=true", "xray.datadog.propagate=true")) {
			call(context, "X-Amzn-Trace-Id", "Root=" + TRACE);
			assertToldOf(DATADOG_TRACE, traces(context).takeSegment(), "2");
			call(context, "x-datadog-trace-id", "123", "x-datadog-parent-id", "456", "x-datadog-sampling-priority",
					"1");
			assertToldOf("123", traces(context).takeSegment(), "1");
			get(context, "/call?own=789&port=" + this.callee.getAddress().getPort());
			assertThat(this.received.getFirst("x-datadog-trace-id")).isEqualTo("789");
			assertThat(this.received.getFirst("x-datadog-parent-id")).isNull();
		}
	}

	@Test
	void theAgentOfDatadogIsLeftAlone() {
		assertThat(new DatadogAgent(getClass().getClassLoader(), null).isPresent()).isFalse();
		assertThat(
				new DatadogAgent(getClass().getClassLoader(), "-javaagent:/opt/java/lib/dd-java-agent.jar").isPresent())
			.isTrue();
		ClassLoader agent = new ByteBuddy().subclass(Object.class)
			.name("datadog.trace.bootstrap.Agent")
			.make()
			.load(getClass().getClassLoader())
			.getLoaded()
			.getClassLoader();
		assertThat(new DatadogAgent(agent, null).isPresent()).isTrue();
	}

	private void assertToldOf(String trace, RecordedEntity segment, String priority) {
		assertThat(this.received.get("x-datadog-trace-id")).containsExactly(trace);
		assertThat(this.received.get("x-datadog-parent-id"))
			.containsExactly(DatadogIds.spanId(segment.subsegment("127.0.0.1").id()));
		assertThat(this.received.get("x-datadog-sampling-priority")).containsExactly(priority);
	}

	private static Object recorded(ConfigurableApplicationContext context) {
		RecordedEntity segment = traces(context).takeSegment();
		return segment.subsegment("datadog-metadata").value("metadata", "datadog", "trace");
	}

	private void call(ConfigurableApplicationContext context, String... headers) throws Exception {
		get(context, "/call?own=&port=" + this.callee.getAddress().getPort(), headers);
	}

	private static RecordedTraces traces(ConfigurableApplicationContext context) {
		return context.getBean(RecordedTraces.class);
	}

	private static ConfigurableApplicationContext run(String... properties) {
		List<String> arguments = new ArrayList<>();
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return TracedApplication.run(List.of(DatadogApplication.class), arguments.toArray(String[]::new));
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext context, String path, String... headers)
			throws Exception {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

	@Import(DatadogController.class)
	static class DatadogApplication {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

	@RestController
	static class DatadogController {

		private final RestTemplate client;

		DatadogController(RestTemplateBuilder builder) {
			this.client = builder.build();
		}

		@GetMapping("/mdc")
		Map<String, String> mdc() {
			Map<String, String> copy = MDC.getCopyOfContextMap();
			return (copy != null) ? copy : Map.of();
		}

		@GetMapping("/call")
		void call(@RequestParam String own, @RequestParam int port) {
			HttpHeaders headers = new HttpHeaders();
			if (!own.isEmpty()) {
				headers.set("x-datadog-trace-id", own);
			}
			this.client.exchange("http://127.0.0.1:" + port + "/", HttpMethod.GET, new HttpEntity<>(headers),
					Void.class);
		}

	}

}
