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
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
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
import io.github.springxray.console.store.LogStore;
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

	@Test
	void everythingThatProtocolBuffersHoldIsRead() {
		KeyValueList.Builder map = KeyValueList.newBuilder()
			.addValues(TestMessages.attribute("a", TestMessages.text("b")));
		ArrayValue.Builder list = ArrayValue.newBuilder()
			.addValues(AnyValue.newBuilder().setBoolValue(true))
			.addValues(AnyValue.newBuilder().setKvlistValue(map));
		Span.Builder span = TestMessages.span()
			.setParentSpanId(TestMessages.hex("00f067aa0ba902b7"))
			.setFlags(0x301)
			.setTraceState("a=b")
			.setDroppedAttributesCount(3)
			.addAttributes(TestMessages.attribute("http.response.status_code", AnyValue.newBuilder().setIntValue(503)))
			.addAttributes(TestMessages.attribute("negative", AnyValue.newBuilder().setIntValue(-7)))
			.addAttributes(TestMessages.attribute("ratio", AnyValue.newBuilder().setDoubleValue(-0.25)))
			.addAttributes(TestMessages.attribute("none", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
			.addAttributes(TestMessages.attribute("list", AnyValue.newBuilder().setArrayValue(list)))
			.addAttributes(
					TestMessages.attribute("bytes", AnyValue.newBuilder().setBytesValue(TestMessages.hex("00ff"))))
			.addAttributes(TestMessages.attribute("empty", AnyValue.newBuilder()))
			.addAttributes(TestMessages.attribute("text", TestMessages.text("äöü 😀")))
			.addEvents(Span.Event.newBuilder()
				.setName("exception")
				.setTimeUnixNano(1764319713133456000L)
				.addAttributes(TestMessages.attribute("exception.type", TestMessages.text("shop.Broken"))))
			.addLinks(Span.Link.newBuilder()
				.setTraceId(TestMessages.hex("aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb"))
				.setSpanId(TestMessages.hex("cccccccccccccccc")))
			.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("broken"));
		ApiResponse answer = post(OtlpFormat.PROTOBUF, TestMessages.request(span).toByteArray());
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
			.addScopeSpans(ScopeSpans.newBuilder().addSpans(TestMessages.span()))
			.build()
			.toByteArray();
		byte[] resource = ResourceSpans.newBuilder()
			.setResource(Resource.newBuilder()
				.addAttributes(TestMessages.attribute("service.name", TestMessages.text("shop"))))
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
		byte[] body = gzip(TestMessages.request(TestMessages.span()).toByteArray());
		assertThat(
				this.receiver.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", "application/x-protobuf", "gzip", body))
					.status())
			.isEqualTo(200);
		assertThat(document().path("name").asString()).isEqualTo("shop");
	}

	@Test
	void bodiesThatAreLargerOnceTheyAreInflatedAreRefused() {
		byte[] bomb = gzip(new byte[OtlpReceiver.MAX_BODY + 1]);
		assertThat(bomb.length).isLessThan(OtlpReceiver.MAX_BODY / 100);
		assertThat(this.receiver.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", "application/json", "gzip", bomb))
			.status()).isEqualTo(413);
		byte[] large = new byte[OtlpReceiver.MAX_BODY + 1];
		assertThat(post(OtlpFormat.PROTOBUF, large).status()).isEqualTo(413);
	}

	@Test
	void bodiesThatAreReadAtOnceShareTheirMemory() throws Exception {
		OtlpBodies bodies = new OtlpBodies(100, 150);
		OtlpRequest request = new OtlpRequest(OtlpReceiver.PATH, "POST", "application/json", "identity", new byte[80]);
		OtlpRequest bomb = new OtlpRequest(OtlpReceiver.PATH, "POST", "application/json", "gzip", gzip(new byte[100]));
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
		assertThat(this.receiver
			.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", "application/json", encoding, new byte[0]))
			.status()).isEqualTo(415);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/grpc", "application/x-ndjson", "", "application/jsonx" })
	void otherTypesAreRefused(String type) {
		assertThat(this.receiver.answer(new OtlpRequest(OtlpReceiver.PATH, "POST", type, null, new byte[0])).status())
			.isEqualTo(415);
	}

	@Test
	void otherMethodsAreRefused() {
		ApiResponse answer = this.receiver.answer(new OtlpRequest(OtlpReceiver.PATH, "GET", null, null, new byte[0]));
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
		ApiResponse answer = post(OtlpFormat.PROTOBUF, TestMessages.hex(hex).toByteArray());
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.contentType()).isEqualTo("application/x-protobuf");
		UnknownFieldSet status = UnknownFieldSet.parseFrom(answer.body());
		assertThat(status.getField(1).getVarintList()).containsExactly(3L);
		assertThat(status.getField(2).getLengthDelimitedList().get(0).toStringUtf8()).isNotEmpty();
	}

	@Test
	void requestThatBreaksOffLeavesNothingBehind() {
		byte[] body = TestMessages.request(TestMessages.span()).toByteArray();
		byte[] broken = Arrays.copyOf(body, body.length + 1);
		broken[body.length] = 0x0A;
		assertThat(post(OtlpFormat.PROTOBUF, broken).status()).isEqualTo(400);
		assertThat(this.store.trace(TRACE)).isNull();
	}

	@Test
	void spansThatAreNoneAreToldAndTheOthersKept() throws Exception {
		ExportTraceServiceResponse answer = ExportTraceServiceResponse.parseFrom(post(OtlpFormat.PROTOBUF,
				TestMessages
					.request(TestMessages.span().clearTraceId(), TestMessages.span(),
							TestMessages.span().setSpanId(TestMessages.hex("00")))
					.toByteArray())
			.body());
		assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
		assertThat(answer.getPartialSuccess().getErrorMessage()).contains("spanId");
		assertThat(document().path("name").asString()).isEqualTo("shop");
		assertThat(this.store.status().invalidReasons()).containsEntry("trace_id", 1L).containsEntry("id", 1L);
		JsonNode json = mapper.readTree(post(new TestSpan("SERVER", "GET").with("traceId", "x").json()).body());
		assertThat(json.at("/partialSuccess/rejectedSpans").isString()).isTrue();
		assertThat(json.at("/partialSuccess/rejectedSpans").asString()).isEqualTo("1");
	}

}
