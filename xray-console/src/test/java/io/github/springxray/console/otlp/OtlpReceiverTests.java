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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.store.StoredTrace;
import io.github.springxray.console.store.TraceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests to the receiver, by bodies that OpenTelemetry's own classes have written where
 * they can.
 */
class OtlpReceiverTests {

	private static final JsonMapper mapper = new JsonMapper();

	private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

	private static final JsonNode SHOP = TestSpan.resource(Map.of("service.name", "shop"));

	private final TraceStore store = new TraceStore(64 << 20, Duration.ofHours(1), InstantSource.system());

	private final OtlpReceiver receiver = new OtlpReceiver(this.store);

	private ApiResponse post(OtlpFormat format, byte[] body) {
		return this.receiver.answer(new OtlpRequest("POST", format.contentType(), null, body));
	}

	private ApiResponse post(JsonNode... spans) {
		return post(OtlpFormat.JSON, TestSpan.request(SHOP, spans).toString().getBytes(StandardCharsets.UTF_8));
	}

	private JsonNode document() {
		StoredTrace trace = this.store.trace(TRACE);
		assertThat(trace).isNotNull();
		return mapper.readTree(trace.documents().get(0).content());
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
			stream.write(bytes);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		return compressed.toByteArray();
	}

	private static ByteString hex(String digits) {
		return ByteString.fromHex(digits);
	}

	private static KeyValue attribute(String key, AnyValue.Builder value) {
		return KeyValue.newBuilder().setKey(key).setValue(value).build();
	}

	private static AnyValue.Builder text(String text) {
		return AnyValue.newBuilder().setStringValue(text);
	}

	private static Span.Builder span() {
		return Span.newBuilder()
			.setTraceId(hex("5759e988bd862e3fe1be46a994272793"))
			.setSpanId(hex("53995c3f42cd8ad8"))
			.setName("GET /orders")
			.setKind(Span.SpanKind.SPAN_KIND_SERVER)
			.setStartTimeUnixNano(1764319713123456000L)
			.setEndTimeUnixNano(1764319713223456789L);
	}

	private static ExportTraceServiceRequest request(Span.Builder... spans) {
		ScopeSpans.Builder scope = ScopeSpans.newBuilder();
		for (Span.Builder span : spans) {
			scope.addSpans(span);
		}
		return ExportTraceServiceRequest.newBuilder()
			.addResourceSpans(ResourceSpans.newBuilder()
				.setResource(Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))))
				.addScopeSpans(scope))
			.build();
	}

	@Test
	void everythingThatProtocolBuffersHoldIsRead() {
		KeyValueList.Builder map = KeyValueList.newBuilder().addValues(attribute("a", text("b")));
		ArrayValue.Builder list = ArrayValue.newBuilder()
			.addValues(AnyValue.newBuilder().setBoolValue(true))
			.addValues(AnyValue.newBuilder().setKvlistValue(map));
		Span.Builder span = span().setParentSpanId(hex("00f067aa0ba902b7"))
			.setFlags(0x301)
			.setTraceState("a=b")
			.setDroppedAttributesCount(3)
			.addAttributes(attribute("http.response.status_code", AnyValue.newBuilder().setIntValue(503)))
			.addAttributes(attribute("negative", AnyValue.newBuilder().setIntValue(-7)))
			.addAttributes(attribute("ratio", AnyValue.newBuilder().setDoubleValue(-0.25)))
			.addAttributes(attribute("none", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
			.addAttributes(attribute("list", AnyValue.newBuilder().setArrayValue(list)))
			.addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(hex("00ff"))))
			.addAttributes(attribute("empty", AnyValue.newBuilder()))
			.addAttributes(attribute("text", text("äöü 😀")))
			.addEvents(Span.Event.newBuilder()
				.setName("exception")
				.setTimeUnixNano(1764319713133456000L)
				.addAttributes(attribute("exception.type", text("shop.Broken"))))
			.addLinks(Span.Link.newBuilder()
				.setTraceId(hex("aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb"))
				.setSpanId(hex("cccccccccccccccc")))
			.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("broken"));
		ApiResponse answer = post(OtlpFormat.PROTOBUF, request(span).toByteArray());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.contentType()).isEqualTo("application/x-protobuf");
		assertThat(answer.body()).isEmpty();
		JsonNode document = document();
		assertThat(document.path("name").asString()).isEqualTo("shop");
		assertThat(document.path("parent_id").asString()).isEqualTo("00f067aa0ba902b7");
		assertThat(document.path("start_time").asDouble()).isEqualTo(1764319713.123456);
		assertThat(document.at("/http/response/status").asInt()).isEqualTo(503);
		assertThat(document.path("fault").asBoolean()).isTrue();
		assertThat(document.at("/cause/exceptions/0/type").asString()).isEqualTo("shop.Broken");
		assertThat(document.at("/links/0/trace_id").asString()).isEqualTo("1-aaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbb");
		assertThat(document.at("/metadata/default").toString()).isEqualTo("""
				{"otel.span.name":"GET /orders","negative":-7,"ratio":-0.25,"none":"NaN","list":[true,{"a":"b"}],\
				"bytes":"AP8=","empty":null,"text":"äöü 😀"}""");
	}

	@Test
	void fieldsMayComeInAnyOrderAndInPieces() throws Exception {
		byte[] scopes = ResourceSpans.newBuilder()
			.addScopeSpans(ScopeSpans.newBuilder().addSpans(span()))
			.build()
			.toByteArray();
		byte[] resource = ResourceSpans.newBuilder()
			.setResource(Resource.newBuilder().addAttributes(attribute("service.name", text("shop"))))
			.build()
			.toByteArray();
		ByteArrayOutputStream backwards = new ByteArrayOutputStream();
		backwards.write(scopes);
		backwards.write(resource);
		post(OtlpFormat.PROTOBUF,
				ExportTraceServiceRequest.newBuilder()
					.addResourceSpans(ResourceSpans.parseFrom(resource))
					.build()
					.toByteArray());
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		body.write(0x0A);
		body.write(backwards.size() & 0x7F | 0x80);
		body.write(backwards.size() >> 7);
		backwards.writeTo(body);
		assertThat(post(OtlpFormat.PROTOBUF, body.toByteArray()).status()).isEqualTo(200);
		assertThat(document().path("name").asString()).isEqualTo("shop");
	}

	@Test
	void resourceMayFollowItsSpansInJson() {
		String span = new TestSpan("SERVER", "GET").json().toString();
		String body = "{\"more\":[{}],\"resourceSpans\":[{\"scopeSpans\":[{\"scope\":{\"name\":\"äöü\"},\"spans\":["
				+ span + "]}],\"resource\":" + SHOP + "}]}";
		ApiResponse answer = post(OtlpFormat.JSON, body.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.contentType()).isEqualTo("application/json");
		assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
		assertThat(document().path("name").asString()).isEqualTo("shop");
	}

	@ParameterizedTest
	@EnumSource(OtlpFormat.class)
	void nothingIsNoFault(OtlpFormat format) {
		byte[] body = (format == OtlpFormat.JSON) ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
		assertThat(post(format, body).status()).isEqualTo(200);
		assertThat(this.store.status().received()).isZero();
	}

	@Test
	void compressedBodiesAreRead() {
		byte[] body = gzip(request(span()).toByteArray());
		assertThat(this.receiver.answer(new OtlpRequest("POST", "application/x-protobuf", "gzip", body)).status())
			.isEqualTo(200);
		assertThat(document().path("name").asString()).isEqualTo("shop");
	}

	@Test
	void bodiesThatAreLargerOnceTheyAreInflatedAreRefused() {
		byte[] bomb = gzip(new byte[OtlpReceiver.MAX_BODY + 1]);
		assertThat(bomb.length).isLessThan(OtlpReceiver.MAX_BODY / 100);
		assertThat(this.receiver.answer(new OtlpRequest("POST", "application/json", "gzip", bomb)).status())
			.isEqualTo(413);
		byte[] large = new byte[OtlpReceiver.MAX_BODY + 1];
		assertThat(post(OtlpFormat.PROTOBUF, large).status()).isEqualTo(413);
	}

	@Test
	void bodiesThatAreReadAtOnceShareTheirMemory() throws Exception {
		OtlpBodies bodies = new OtlpBodies(100, 150);
		OtlpRequest request = new OtlpRequest("POST", "application/json", "identity", new byte[80]);
		OtlpRequest bomb = new OtlpRequest("POST", "application/json", "gzip", gzip(new byte[100]));
		int status = bodies.read(request, (body) -> {
			try {
				return bodies.read(bomb, (more) -> 200);
			}
			catch (OtlpRequestException ex) {
				return ex.status();
			}
		});
		assertThat(status).isEqualTo(503);
		assertThat(bodies.<Integer>read(bomb, (body) -> body.length)).as("once the others are done").isEqualTo(100);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deflate", "br", "gzip, gzip", "zstd" })
	void otherCompressionsAreRefused(String encoding) {
		assertThat(this.receiver.answer(new OtlpRequest("POST", "application/json", encoding, new byte[0])).status())
			.isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/grpc", "application/x-ndjson", "", "application/jsonx" })
	void otherTypesAreRefused(String type) {
		assertThat(this.receiver.answer(new OtlpRequest("POST", type, null, new byte[0])).status()).isEqualTo(415);
	}

	@Test
	void otherMethodsAreRefused() {
		ApiResponse answer = this.receiver.answer(new OtlpRequest("GET", null, null, new byte[0]));
		assertThat(answer.status()).isEqualTo(405);
		assertThat(answer.headers()).containsEntry("Allow", "POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{\"resourceSpans\":{}}", "{\"resourceSpans\":[1]}",
			"{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[\"x\"]}]}]}", "{\"resourceSpans\":[]} {}", "\u0000",
			"no" })
	void whatIsNoRequestIsRefusedAsJson(String body) {
		ApiResponse answer = post(OtlpFormat.JSON, body.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(400);
		JsonNode status = mapper.readTree(answer.body());
		assertThat(status.path("code").asInt()).isEqualTo(3);
		assertThat(status.path("message").asString()).isNotEmpty();
		assertThat(this.store.status().invalidReasons()).containsEntry("otlp", 1L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0a", "0a05", "0b", "00", "ffffffffffffffffffff01", "0affffffffffffffffff01", "07",
			"0a020a05", "0a04120212ff", "0affffffff0f", "09aabb" })
	void whatIsNoRequestIsRefusedAsProtocolBuffers(String hex) throws Exception {
		ApiResponse answer = post(OtlpFormat.PROTOBUF, hex(hex).toByteArray());
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.contentType()).isEqualTo("application/x-protobuf");
		UnknownFieldSet status = UnknownFieldSet.parseFrom(answer.body());
		assertThat(status.getField(1).getVarintList()).containsExactly(3L);
		assertThat(status.getField(2).getLengthDelimitedList().get(0).toStringUtf8()).isNotEmpty();
	}

	@Test
	void requestThatBreaksOffLeavesNothingBehind() {
		byte[] body = request(span()).toByteArray();
		byte[] broken = java.util.Arrays.copyOf(body, body.length + 1);
		broken[body.length] = 0x0A;
		assertThat(post(OtlpFormat.PROTOBUF, broken).status()).isEqualTo(400);
		assertThat(this.store.trace(TRACE)).isNull();
	}

	@Test
	void spansThatAreNoneAreToldAndTheOthersKept() throws Exception {
		ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(post(OtlpFormat.PROTOBUF,
				request(span().clearTraceId(), span(), span().setSpanId(hex("00"))).toByteArray())
			.body());
		assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
		assertThat(answer.getPartialSuccess().getErrorMessage()).contains("spanId");
		assertThat(document().path("name").asString()).isEqualTo("shop");
		assertThat(this.store.status().invalidReasons()).containsEntry("trace_id", 1L).containsEntry("id", 1L);
		JsonNode json = mapper.readTree(post(new TestSpan("SERVER", "GET").with("traceId", "x").json()).body());
		assertThat(json.at("/partialSuccess/rejectedSpans").isString()).isTrue();
		assertThat(json.at("/partialSuccess/rejectedSpans").asString()).isEqualTo("1");
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
		String escaped = "\\u0001".repeat(OtlpReceiver.MAX_SPAN / 10);
		JsonNode json = mapper.readTree(post(new TestSpan("SERVER", "GET").attribute("a", text).json()).body());
		assertThat(json.at("/partialSuccess/rejectedSpans").asString()).isEqualTo("1");
		Span.Builder small = span().addAttributes(attribute("a", text("\u0001".repeat(OtlpReceiver.MAX_SPAN / 2))));
		ExportTraceServiceResponse answer = ExportTraceServiceResponse
			.parseFrom(post(OtlpFormat.PROTOBUF, request(small).toByteArray()).body());
		assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
		assertThat(escaped).isNotEmpty();
		assertThat(this.store.status().invalidReasons()).containsEntry("too-large", 2L);
	}

	@Test
	void valuesThatAreTooDeepCostOneSpan() throws Exception {
		AnyValue.Builder value = text("core");
		for (int i = 0; i < 400; i++) {
			value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value));
		}
		Span.Builder deep = span().addAttributes(attribute("deep", value));
		ExportTraceServiceResponse answer = ExportTraceServiceResponse
			.parseFrom(post(OtlpFormat.PROTOBUF, request(deep, span()).toByteArray()).body());
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
		java.util.Arrays.fill(none, Span.newBuilder());
		assertThat(post(OtlpFormat.PROTOBUF, request(none).toByteArray()).status()).isEqualTo(413);
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
		var span = (tools.jackson.databind.node.ObjectNode) new TestSpan("SERVER", "GET").json();
		span.setAll((tools.jackson.databind.node.ObjectNode) mapper.readTree(fields));
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
