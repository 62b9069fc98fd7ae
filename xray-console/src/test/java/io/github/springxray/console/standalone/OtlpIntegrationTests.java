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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * OpenTelemetry's SDK for Java in front of a console that stands alone, beside clients of
 * X-Ray.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class OtlpIntegrationTests {

	private static RunningConsole console;

	@BeforeAll
	static void start() {
		console = new RunningConsole();
	}

	@AfterAll
	static void stop() {
		console.close();
	}

	private static SdkTracerProvider service(String name, String compression) {
		OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
			.setEndpoint(console.otlp().toString())
			.setCompression(compression)
			.build();
		return SdkTracerProvider.builder()
			.setResource(Resource.getDefault()
				.merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), name))))
			.addSpanProcessor(SimpleSpanProcessor.create(exporter))
			.build();
	}

	private static Span begin(Tracer tracer, SpanKind kind, String name, Context parent) {
		SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind);
		return builder.setParent(parent).startSpan();
	}

	private static JsonNode trace(String traceId, int nodes) {
		String id = "1-" + traceId.substring(0, 8) + "-" + traceId.substring(8);
		Awaitility.await()
			.until(() -> console.exchange(HttpRequest.newBuilder(console.uri("/api/traces/" + id))).statusCode() == 200
					&& count(console.get("/api/traces/" + id).path("segments")) == nodes);
		return console.get("/api/traces/" + id);
	}

	private static int count(JsonNode documents) {
		int count = 0;
		for (JsonNode document : documents) {
			count += 1 + count(document.path("subsegments"));
		}
		return count;
	}

	private static List<String> edges(String traceId) {
		String id = "1-" + traceId.substring(0, 8) + "-" + traceId.substring(8);
		List<String> edges = new ArrayList<>();
		console.get("/api/graph?trace=" + id)
			.path("edges")
			.forEach((edge) -> edges.add(edge.path("source").asString() + " > " + edge.path("target").asString()));
		return edges;
	}

	private static HttpResponse<String> post(URI uri, String type, String body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.header("Content-Type", type)
			.POST(BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return console.exchange(request);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "gzip" })
	void spansOfTheJavaSdkBecomeATraceWhateverComesFirst(String compression) {
		try (SdkTracerProvider shop = service("shop-" + compression, compression);
				SdkTracerProvider stock = service("stock", compression)) {
			Span server = begin(shop.get("test"), SpanKind.SERVER, "GET /orders/{id}", Context.root());
			Span work = begin(shop.get("test"), SpanKind.INTERNAL, "Orders.find", Context.root().with(server));
			Span statement = begin(shop.get("test"), SpanKind.CLIENT, "SELECT orders", Context.root().with(work));
			statement.setAttribute("db.system.name", "postgresql").setAttribute("db.namespace", "orders");
			statement.setAttribute("server.address", "db").setAttribute("db.query.text", "SELECT * FROM orders");
			statement.end();
			Span call = begin(shop.get("test"), SpanKind.CLIENT, "GET", Context.root().with(work));
			call.setAttribute("server.address", "stock.example");
			Span answer = begin(stock.get("test"), SpanKind.SERVER, "GET /stock", Context.root().with(call));
			answer.recordException(new IllegalStateException("empty", new RuntimeException("cause")));
			answer.setAttribute("http.request.method", "GET").setAttribute("http.response.status_code", 500);
			answer.end();
			call.setAttribute("http.response.status_code", 500).end();
			work.end();
			server.setAttribute("http.request.method", "GET").setAttribute("http.response.status_code", 200).end();
			JsonNode trace = trace(server.getSpanContext().getTraceId(), 5);
			assertThat(trace.path("segments")).hasSize(2);
			assertThat(trace.at("/segments/0/name").asString()).isEqualTo("shop-" + compression);
			assertThat(trace.at("/segments/0/aws/xray/sdk").asString()).isEqualTo("opentelemetry for java");
			JsonNode calls = trace.at("/segments/0/subsegments/0/subsegments");
			assertThat(calls.at("/0/name").asString()).isEqualTo("orders@db");
			assertThat(calls.at("/1/fault").asBoolean()).isTrue();
			JsonNode exceptions = trace.at("/segments/1/cause/exceptions");
			assertThat(exceptions).hasSize(2);
			assertThat(exceptions.at("/0/stack/0/path").asString()).isEqualTo("OtlpIntegrationTests.java");
			assertThat(edges(server.getSpanContext().getTraceId())).containsExactlyInAnyOrder(
					"client|shop-" + compression + " > app|shop-" + compression,
					"app|shop-" + compression + " > Database::SQL|orders@db",
					"app|shop-" + compression + " > app|stock");
		}
	}

	@Test
	void mapLeadsFromXRayToOpenTelemetryAndBack() throws Exception {
		String traceId = "6759e988bd862e3fe1be46a994272793";
		String xray = "1-6759e988-bd862e3fe1be46a994272793";
		double now = System.currentTimeMillis() / 1000.0;
		console
			.send("""
					{"trace_id":"%s","id":"a000000000000001","name":"front","start_time":%2$f,"end_time":%2$f,"subsegments":[
					{"id":"a000000000000002","name":"middle.example","namespace":"remote","start_time":%2$f,"end_time":%2$f}]}
					"""
				.formatted(xray, now));
		try (SdkTracerProvider middle = service("middle", "none")) {
			Context caller = Context.root()
				.with(Span.wrap(SpanContext.createFromRemoteParent(traceId, "a000000000000002", TraceFlags.getSampled(),
						TraceState.getDefault())));
			Span server = begin(middle.get("test"), SpanKind.SERVER, "GET /", caller);
			Span call = begin(middle.get("test"), SpanKind.CLIENT, "GET", Context.root().with(server));
			call.setAttribute("server.address", "back.example").end();
			server.end();
			console
				.send("""
						{"trace_id":"%s","id":"b000000000000001","parent_id":"%s","name":"back","start_time":%3$f,"end_time":%3$f}
						"""
					.formatted(xray, call.getSpanContext().getSpanId(), now));
			trace(traceId, 5);
		}
		assertThat(edges(traceId)).containsExactlyInAnyOrder("client|front > app|front", "app|front > app|middle",
				"app|middle > app|back");
	}

	@Test
	void jsonIsTakenAtItsPortAndAtThatOfThePage() {
		String body = """
				{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"json"}}]},
				"scopeSpans":[{"spans":[{"traceId":"7759e988bd862e3fe1be46a994272793","spanId":"%s","kind":2,"name":"GET",
				"startTimeUnixNano":"1764319713123456000","endTimeUnixNano":"1764319713223456789"}]}]}]}""";
		HttpResponse<String> answer = post(console.otlp(), "application/json", body.formatted("000000000000000a"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{}");
		answer = post(console.uri("/v1/traces"), "application/json", body.formatted("000000000000000b"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(trace("7759e988bd862e3fe1be46a994272793", 2).at("/segments/0/name").asString()).isEqualTo("json");
	}

	@Test
	void pagesOfSitesAndOtherPathsGetNothing() {
		for (URI uri : List.of(console.otlp(), console.uri("/v1/traces"))) {
			HttpResponse<String> answer = post(uri, "application/json", "{}", "Origin", "https://evil.example");
			assertThat(answer.statusCode()).isEqualTo(403);
			assertThat(answer.body()).contains("\"code\":7");
			assertThat(post(uri, "text/plain", "{}").statusCode()).isEqualTo(415);
			assertThat(console.exchange(HttpRequest.newBuilder(uri)).statusCode()).isEqualTo(405);
			assertThat(post(uri, "application/json", "{}", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(403);
		}
		HttpResponse<String> metrics = post(console.otlp().resolve("/v1/metrics"), "application/json", "{}");
		assertThat(metrics.statusCode()).isEqualTo(404);
		assertThat(metrics.body()).contains("OTEL_METRICS_EXPORTER=none");
	}

	@Test
	void bodyThatIsTooLargeIsRefused() {
		String body = " ".repeat(8 * 1024 * 1024 + 1);
		assertThat(post(console.otlp(), "application/json", body).statusCode()).isEqualTo(413);
		assertThat(post(console.uri("/v1/traces"), "application/json", body).statusCode()).isEqualTo(413);
		String allowed = " ".repeat(5 * 1024 * 1024) + "{}";
		assertThat(post(console.otlp(), "application/json", allowed).statusCode()).isEqualTo(200);
		assertThat(post(console.uri("/TraceSegments"), "application/json", allowed).statusCode()).isEqualTo(413);
	}

	@Test
	void answersAreInTheEncodingOfTheirRequests() {
		byte[] garbage = { 0x0A };
		HttpResponse<String> answer = console.exchange(HttpRequest.newBuilder(console.otlp())
			.header("Content-Type", "application/x-protobuf")
			.POST(BodyPublishers.ofByteArray(garbage)));
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
		assertThat(answer.body().getBytes(StandardCharsets.UTF_8)[0]).isEqualTo((byte) 8);
		assertThat(Stream.of(console.get("/api/status").path("invalidReasons").path("otlp").asInt()))
			.allMatch((count) -> count >= 1);
	}

}
