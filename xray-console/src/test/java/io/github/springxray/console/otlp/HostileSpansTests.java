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

package io.github.springxray.console.otlp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spans that are too large, too deep, of wrong types, double, or in circles.
 */
class HostileSpansTests {

	private static final JsonMapper mapper = new JsonMapper();

	private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

	private static final JsonNode SHOP = TestSpan.resource(Map.of("service.name", "shop"));

	private final TraceStore store = new TraceStore(64 << 20, Duration.ofHours(1), InstantSource.system());

	private final OtlpReceiver receiver = new OtlpReceiver(this.store, new LogStore(1 << 20));

	private ApiResponse post(OtlpFormat format, byte[] body) {
		return this.receiver.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", format.contentType(), null, body));
	}

	private ApiResponse post(JsonNode... spans) {
		return post(OtlpFormat.JSON, TestSpan.request(SHOP, spans).toString().getBytes(StandardCharsets.UTF_8));
	}

	private JsonNode document() {
		StoredTrace trace = this.store.trace(TRACE);
		assertThat(trace).isNotNull();
		return mapper.readTree(trace.documents().get(0).content());
	}

	@Test
	void spansMayBeLargerThanDocumentsOfTheDaemon() {
		String text = "x".repeat(100_000);
		assertThat(post(new TestSpan("SERVER", "GET").attribute("prompt", text).json()).status()).isEqualTo(200);
		assertThat(document().at("/metadata/default/prompt").asString()).isEqualTo(text);
	}

	@Test
	void spansThatAreTooLargeAreTold() throws Exception {
		String text = "x".repeat(OtlpReceiver.MAX_SPAN);
		JsonNode json = mapper.readTree(post(new TestSpan("SERVER", "GET").attribute("a", text).json()).body());
		assertThat(json.at("/partialSuccess/rejectedSpans").asString()).isEqualTo("1");
		Span.Builder small = TestMessages.span()
			.addAttributes(TestMessages.attribute("a", TestMessages.text("\u0001".repeat(OtlpReceiver.MAX_SPAN / 2))));
		ExportTraceServiceResponse answer = ExportTraceServiceResponse
			.parseFrom(post(OtlpFormat.PROTOBUF, TestMessages.request(small).toByteArray()).body());
		assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
		assertThat(this.store.status().invalidReasons()).containsEntry("too-large", 2L);
	}

	@Test
	void valuesThatAreTooDeepCostOneSpan() throws Exception {
		AnyValue.Builder value = TestMessages.text("core");
		for (int i = 0; i < 400; i++) {
			value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value));
		}
		Span.Builder deep = TestMessages.span().addAttributes(TestMessages.attribute("deep", value));
		ExportTraceServiceResponse answer = ExportTraceServiceResponse
			.parseFrom(post(OtlpFormat.PROTOBUF, TestMessages.request(deep, TestMessages.span()).toByteArray()).body());
		assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
		String open = "{\"arrayValue\":{\"values\":[";
		String nested = open.repeat(400) + "]}}".repeat(400);
		String span = new TestSpan("SERVER", "GET").attribute("deep", "DEEP").json().toString();
		String body = TestSpan.request(SHOP, new TestSpan("SERVER", "GET").json()).toString();
		String more = span.replace("{\"stringValue\":\"DEEP\"}", nested);
		ApiResponse json = post(OtlpFormat.JSON,
				body.replace("\"spans\":[", "\"spans\":[" + more + ",").getBytes(StandardCharsets.UTF_8));
		assertThat(mapper.readTree(json.body()).at("/partialSuccess/rejectedSpans").asString()).isEqualTo("1");
		assertThat(this.store.status().invalidReasons()).containsEntry("too-deep", 2L);
		assertThat(document()).isNotNull();
	}

	@Test
	void requestsOfEndlessSpansOrNestingAreRefused() {
		String spans = "{},".repeat(20_001);
		String many = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "{}]}]}]}";
		assertThat(post(OtlpFormat.JSON, many.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(413);
		String deep = "{\"a\":" + "[".repeat(1_000_000);
		assertThat(post(OtlpFormat.JSON, deep.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
		Span.Builder[] none = new Span.Builder[20_001];
		Arrays.fill(none, Span.newBuilder());
		assertThat(post(OtlpFormat.PROTOBUF, TestMessages.request(none).toByteArray()).status()).isEqualTo(413);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"attributes\":{}}", "{\"attributes\":[1,null,{}]}",
			"{\"attributes\":[{\"key\":7,\"value\":{\"stringValue\":{}}}]}",
			"{\"attributes\":[{\"key\":\"http.request.method\",\"value\":{\"arrayValue\":7}}]}",
			"{\"attributes\":[{\"key\":\"http.response.status_code\",\"value\":{\"intValue\":\"99999999999999999999\"}}]}",
			"{\"attributes\":[{\"key\":\"a\",\"value\":{\"kvlistValue\":{\"values\":{\"b\":1}}}}]}",
			"{\"attributes\":[{\"key\":\"aws.xray.http\",\"value\":{\"stringValue\":\"[1]\"}}]}",
			"{\"attributes\":[{\"key\":\"aws.xray.metadata.default\",\"value\":{\"stringValue\":\"{}\"}},{\"key\":\"a\",\"value\":1}]}",
			"{\"events\":{},\"links\":7,\"status\":[],\"kind\":\"SPAN_KIND_NONE\",\"flags\":\"x\"}",
			"{\"events\":[1,{\"name\":\"exception\",\"attributes\":\"x\"}],\"name\":{},\"kind\":-4}",
			"{\"status\":{\"code\":\"STATUS_CODE_ERROR\",\"message\":[]},\"kind\":99999999999}" })
	void wrongTypesNeverFailTheConsole(String fields) {
		ObjectNode span = (ObjectNode) new TestSpan("SERVER", "GET").json();
		span.setAll((ObjectNode) mapper.readTree(fields));
		assertThat(post(span).status()).isEqualTo(200);
		assertThat(this.store.status().received()).isEqualTo(1);
		assertThat(document().path("name").asString()).isEqualTo("shop");
	}

	@Test
	void spansThatComeTwiceAreThereOnce() {
		post(new TestSpan("SERVER", "GET").json());
		post(new TestSpan("SERVER", "GET").json());
		assertThat(this.store.status().duplicates()).isEqualTo(1);
		JsonNode other = TestSpan.resource(Map.of("service.name", "other"));
		post(OtlpFormat.JSON,
				TestSpan.request(other, new TestSpan("SERVER", "GET").json())
					.toString()
					.getBytes(StandardCharsets.UTF_8));
		assertThat(this.store.status().duplicates()).as("with the id of another resource's").isEqualTo(2);
		assertThat(this.store.trace(TRACE).documents()).hasSize(1);
	}

	@Test
	void circlesOfParentsAreShownAsTheyCan() {
		post(TestSpan.child("INTERNAL", "one")
			.with("spanId", "000000000000000a")
			.with("parentSpanId", "000000000000000b")
			.json(),
				TestSpan.child("INTERNAL", "two")
					.with("spanId", "000000000000000b")
					.with("parentSpanId", "000000000000000a")
					.json());
		assertThat(this.store.trace(TRACE).tree().roots()).hasSize(1);
	}

}
