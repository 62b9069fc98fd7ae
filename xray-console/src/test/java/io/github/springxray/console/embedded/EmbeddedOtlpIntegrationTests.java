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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans that come to the console within an application.
 */
class EmbeddedOtlpIntegrationTests {

	private static final String SPANS = """
			{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"other"}}]},
			"scopeSpans":[{"spans":[{"traceId":"7759e988bd862e3fe1be46a994272793","spanId":"000000000000000a","kind":2,
			"name":"GET","startTimeUnixNano":"1764319713123456000","endTimeUnixNano":"1764319713223456789"}]}]}]}""";

	private final HttpClient client = HttpClient.newHttpClient();

	private HttpResponse<String> post(EmbeddedClient application, String path, String type, byte[] body,
			String... headers) throws Exception {
		URI uri = URI.create("http://localhost:" + application.port() + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Content-Type", type);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] gzip(byte[] bytes) throws IOException {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
			stream.write(bytes);
		}
		return compressed.toByteArray();
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "SERVLET", "REACTIVE" })
	void spansAreTakenBelowThePathOfTheConsole(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = ConsoleApplication.run(type, ConsoleApplication.NO_SECURITY)) {
			EmbeddedClient application = new EmbeddedClient(context);
			HttpResponse<String> answer = post(application, "/xray/v1/traces", "application/json", gzip(bytes(SPANS)),
					"Content-Encoding", "gzip");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).isEqualTo("{}");
			JsonNode traces = application.json("/xray/api/traces");
			assertThat(traces.at("/traces/0/name").asString()).isEqualTo("other");
			assertThat(traces.path("total").asInt()).as("none of the console itself").isEqualTo(1);
			answer = post(application, "/xray/v1/traces", "application/x-protobuf", new byte[0]);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
			byte[] large = bytes(" ".repeat(6 * 1024 * 1024) + SPANS);
			assertThat(post(application, "/xray/v1/traces", "application/json", large).statusCode()).isEqualTo(200);
			assertThat(post(application, "/xray/TraceSegments", "application/json", large).statusCode()).isEqualTo(413);
			answer = post(application, "/xray/v1/traces", "application/x-protobuf", new byte[8 * 1024 * 1024 + 1]);
			assertThat(answer.statusCode()).isEqualTo(413);
			assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
			String path = "/xray/v1/traces";
			assertThat(post(application, path, "application/json", bytes("{}"), "Origin", "https://evil.example")
				.statusCode()).isEqualTo(403);
			assertThat(post(application, path, "text/plain", bytes("{}")).statusCode()).isEqualTo(415);
			assertThat(application.status("POST", path, "Host: evil.example", "Content-Type: application/json"))
				.isEqualTo(403);
			assertThat(application.status("GET", path)).isEqualTo(405);
			assertThat(application.status("POST", path, "X-Forwarded-For: 192.0.2.1")).isEqualTo(403);
		}
	}

}
