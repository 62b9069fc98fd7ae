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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.InvalidDocumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of spans, by the semantic conventions of now and of before.
 */
class SpanDocumentsTests {

	private static final JsonNode SHOP = TestSpan
		.resource(Map.of("service.name", "shop", "telemetry.sdk.language", "java"));

	private static List<ObjectNode> documents(JsonNode resource, TestSpan span) {
		try {
			return SpanDocuments.of(new OtlpResource(resource), span.json());
		}
		catch (InvalidDocumentException ex) {
			throw new AssertionError(ex);
		}
	}

	private static ObjectNode document(TestSpan span) {
		return documents(SHOP, span).get(0);
	}

	@Test
	void serverSpanIsASegmentOfItsService() {
		ObjectNode document = document(TestSpan.child("SERVER", "GET /orders/{id}"));
		assertThat(document.has("type")).isFalse();
		assertThat(document.path("name").asString()).isEqualTo("shop");
		assertThat(document.path("trace_id").asString()).isEqualTo("1-5759e988-bd862e3fe1be46a994272793");
		assertThat(document.path("id").asString()).isEqualTo("53995c3f42cd8ad8");
		assertThat(document.path("parent_id").asString()).isEqualTo("00f067aa0ba902b7");
		String json = new String(JsonTexts.write(document), StandardCharsets.UTF_8);
		assertThat(json).contains("\"start_time\":1764319713.123456,", "\"end_time\":1764319713.223456789");
		assertThat(document.at("/metadata/default/otel.span.name").asString()).isEqualTo("GET /orders/{id}");
	}

	@ParameterizedTest
	@CsvSource({ "SERVER, true", "CONSUMER, true", "INTERNAL, false", "CLIENT, false", "PRODUCER, false",
			"UNSPECIFIED, false" })
	void whatAServiceWasAskedToDoIsASegment(String kind, boolean segment) {
		assertThat(document(TestSpan.child(kind, "work")).has("type")).isEqualTo(!segment);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SERVER", "CONSUMER", "INTERNAL", "UNSPECIFIED" })
	void spanWithoutParentIsASegment(String kind) {
		assertThat(document(new TestSpan(kind, "work")).has("type")).isFalse();
		assertThat(document(TestSpan.child(kind, "work").with("parentSpanId", "0000000000000000")).has("parent_id"))
			.isFalse();
		assertThat(document(TestSpan.child(kind, "work").with("parentSpanId", "53995c3f42cd8ad8")).has("parent_id"))
			.as("its own parent")
			.isFalse();
	}

	@Test
	void spanThatSaysWhoseItsParentIsIsTakenByItsWord() {
		assertThat(document(TestSpan.child("INTERNAL", "job").with("flags", 0x301)).has("type")).isFalse();
		assertThat(document(TestSpan.child("INTERNAL", "job").with("flags", 0x101)).has("type")).isTrue();
		assertThat(document(TestSpan.child("CONSUMER", "process").with("flags", 0x101)).has("type")).isTrue();
		assertThat(document(TestSpan.child("SERVER", "nested").with("flags", 0x101)).has("type")).isFalse();
		assertThat(document(TestSpan.child("INTERNAL", "job").attribute("aws.span.kind", "LOCAL_ROOT")).has("type"))
			.isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "CLIENT", "PRODUCER" })
	void callOfAServiceThatNobodyCalledHasASegmentAroundIt(String kind) {
		TestSpan span = new TestSpan(kind, "GET").attribute("server.address", "api.example.com").error("broken");
		List<ObjectNode> documents = documents(SHOP, span);
		assertThat(documents).hasSize(2);
		ObjectNode segment = documents.get(0);
		ObjectNode call = documents.get(1);
		assertThat(segment.path("name").asString()).isEqualTo("shop");
		assertThat(segment.has("parent_id")).isFalse();
		assertThat(segment.path("fault").asBoolean()).isTrue();
		assertThat(call.path("id").asString()).isEqualTo("53995c3f42cd8ad8");
		assertThat(call.path("parent_id")).isEqualTo(segment.path("id"));
		assertThat(call.path("name").asString()).isEqualTo("api.example.com");
		assertThat(call.path("namespace").asString()).isEqualTo("remote");
		assertThat(documents(SHOP, span)).as("sent again").isEqualTo(documents);
	}

	@ParameterizedTest
	@CsvSource({ "peer.service=users;server.address=10.0.0.1, users",
			"server.address=users.example.com, users.example.com", "http.host=users:8080, users",
			"net.peer.name=old.example.com, old.example.com",
			"url.full=https://me:secret@u.example.com:8443/a?b=c, u.example.com", "http.url=http://[::1]:80/a, [::1]",
			"network.peer.address=10.0.0.7, 10.0.0.7",
			"db.system.name=postgresql;db.namespace=orders;server.address=db, orders@db",
			"db.system=redis;net.peer.name=cache, redis@cache", "db.system=h2;db.name=mem, mem",
			"rpc.system=grpc;rpc.service=a.b.Users;server.address=grpc, a.b.Users",
			"messaging.system=kafka;messaging.destination.name=orders, orders",
			"aws.remote.service=payment;peer.service=other, payment", "other=thing, do it" })
	void callIsNamedAfterWhatItCalls(String attributes, String name) {
		TestSpan span = TestSpan.child("CLIENT", "do it");
		for (String attribute : attributes.split(";")) {
			int equals = attribute.indexOf('=');
			span.attribute(attribute.substring(0, equals), attribute.substring(equals + 1));
		}
		ObjectNode document = document(span);
		assertThat(document.path("name").asString()).isEqualTo(name);
		assertThat(document.path("namespace").asString()).isEqualTo("remote");
	}

	@Test
	void requestsAreReadByTheNamesOfNowAndOfBefore() {
		ObjectNode now = document(new TestSpan("SERVER", "GET").attribute("http.request.method", "GET")
			.attribute("url.scheme", "https")
			.attribute("server.address", "shop.example.com")
			.attribute("server.port", 8443)
			.attribute("url.path", "/orders/7")
			.attribute("url.query", "token=secret")
			.attribute("http.route", "/orders/{id}")
			.attribute("user_agent.original", "curl/8")
			.attribute("client.address", "192.0.2.1")
			.attribute("network.peer.address", "10.0.0.1")
			.attribute("http.response.status_code", 404)
			.attribute("http.response.body.size", 12));
		ObjectNode before = document(new TestSpan("SERVER", "GET").attribute("http.method", "GET")
			.attribute("http.scheme", "https")
			.attribute("http.host", "shop.example.com:8443")
			.attribute("http.target", "/orders/7?token=secret")
			.attribute("http.route", "/orders/{id}")
			.attribute("http.user_agent", "curl/8")
			.attribute("http.client_ip", "192.0.2.1")
			.attribute("net.sock.peer.addr", "10.0.0.1")
			.attribute("http.status_code", 404)
			.attribute("http.response_content_length", "12"));
		assertThat(now.path("http").toString()).isEqualTo("""
				{"request":{"method":"GET","url":"https://shop.example.com:8443/orders/7","user_agent":"curl/8",\
				"client_ip":"192.0.2.1","x_forwarded_for":true},"response":{"status":404,"content_length":12}}""");
		assertThat(before.path("http")).isEqualTo(now.path("http"));
		assertThat(now.path("error").asBoolean()).isTrue();
		assertThat(now.at("/annotations/http_route").asString()).isEqualTo("/orders/{id}");
		assertThat(now.toString() + before).doesNotContain("secret");
	}

	@ParameterizedTest
	@CsvSource({ "https://me:secret@a.example/b?c=secret#secret, https://a.example/b",
			"https://me:sec/ret@a.example/b, https://a.example/b", "/b?c=secret, /b", "http://a:80, http://a",
			"http://a.example:8080/b@c, http://a.example:8080/b@c", "http://[::1]:8080/b, http://[::1]:8080/b" })
	void urlsAreWithoutSecrets(String url, String shown) {
		TestSpan span = TestSpan.child("CLIENT", "GET").attribute("http.request.method", "GET");
		String expected = shown.equals("http://a") ? "http://a:80" : shown;
		assertThat(document(span.attribute("url.full", url)).at("/http/request/url").asString()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "0, , ", "200, , ", "302, , ", "400, , error", "404, , error", "429, , error throttle", "500, , fault",
			"503, , fault", "0, broken, fault", "200, broken, fault", "404, broken, error", "600, , " })
	void statusOfHttpTellsFaultsFromErrors(int status, String message, String flags) {
		TestSpan span = new TestSpan("SERVER", "GET");
		if (status > 0) {
			span.attribute("http.response.status_code", status);
		}
		if (message != null) {
			span.error(message);
		}
		ObjectNode document = document(span);
		String found = List.of("error", "fault", "throttle")
			.stream()
			.filter((flag) -> document.path(flag).asBoolean(false))
			.collect(Collectors.joining(" "));
		assertThat(found).isEqualTo((flags != null) ? flags : "");
	}

	@Test
	void whatOtlpCannotSayIsSaidByAttributes() {
		ObjectNode document = document(TestSpan.child("CLIENT", "GetItem")
			.error("")
			.attribute("aws.xray.error", true)
			.attribute("aws.xray.fault", false)
			.attribute("aws.xray.throttle", true));
		assertThat(document.path("error").asBoolean()).isTrue();
		assertThat(document.path("throttle").asBoolean()).isTrue();
		assertThat(document.has("fault")).isFalse();
		ObjectNode open = document(TestSpan.child("INTERNAL", "work").attribute("aws.xray.inprogress", true));
		assertThat(open.path("in_progress").asBoolean()).isTrue();
		assertThat(open.has("end_time")).isFalse();
	}

	@Test
	void spanThatHasNotEndedIsInProgress() {
		ObjectNode document = document(TestSpan.child("INTERNAL", "work").with("endTimeUnixNano", "0"));
		assertThat(document.path("in_progress").asBoolean()).isTrue();
		assertThat(document.has("end_time")).isFalse();
	}

	@Test
	void statementsAreReadByTheNamesOfNowAndOfBefore() {
		ObjectNode now = document(TestSpan.child("CLIENT", "SELECT orders")
			.attribute("db.system.name", "postgresql")
			.attribute("db.namespace", "orders")
			.attribute("db.query.text", "SELECT * FROM orders WHERE id = ?")
			.attribute("server.address", "db")
			.attribute("server.port", 5432));
		ObjectNode before = document(TestSpan.child("CLIENT", "SELECT orders")
			.attribute("db.system", "postgresql")
			.attribute("db.name", "orders")
			.attribute("db.statement", "SELECT * FROM orders WHERE id = ?")
			.attribute("net.peer.name", "db")
			.attribute("net.peer.port", 5432));
		assertThat(now.path("sql").toString()).isEqualTo("""
				{"url":"postgresql://db:5432/orders","sanitized_query":"SELECT * FROM orders WHERE id = ?",\
				"database_type":"postgresql"}""");
		assertThat(before.path("sql")).isEqualTo(now.path("sql"));
		assertThat(document(TestSpan.child("CLIENT", "GET").attribute("db.system.name", "redis")).has("sql")).isFalse();
	}

	@Test
	void connectionStringIsWithoutItsPassword() {
		ObjectNode document = document(TestSpan.child("CLIENT", "SELECT")
			.attribute("db.system", "mysql")
			.attribute("db.connection_string", "mysql://me:secret@db:3306?password=secret")
			.attribute("db.user", "me")
			.attribute("db.name", "orders"));
		assertThat(document.at("/sql/url").asString()).isEqualTo("mysql://db:3306/orders");
		assertThat(document.at("/sql/user").asString()).isEqualTo("me");
		assertThat(document.toString()).doesNotContain("secret");
	}

	@Test
	void callsOfAwsAreThoseOfAws() {
		ObjectNode document = document(TestSpan.child("CLIENT", "DynamoDb.GetItem")
			.attribute("rpc.system", "aws-api")
			.attribute("rpc.service", "DynamoDb")
			.attribute("rpc.method", "GetItem")
			.attribute("aws.region", "eu-west-1")
			.attribute("aws.request_id", "R1")
			.attribute("db.system", "dynamodb")
			.attribute("aws.dynamodb.table_names", List.of("orders"))
			.attribute("http.response.status_code", 400));
		assertThat(document.path("namespace").asString()).isEqualTo("aws");
		assertThat(document.path("name").asString()).isEqualTo("DynamoDB");
		assertThat(document.path("aws").toString()).isEqualTo("""
				{"operation":"GetItem","region":"eu-west-1","request_id":"R1","table_name":"orders"}""");
		assertThat(document.at("/http/response/status").asInt()).isEqualTo(400);
		assertThat(document.path("error").asBoolean()).isTrue();
		ObjectNode queue = document(TestSpan.child("PRODUCER", "orders publish")
			.attribute("rpc.system", "aws-api")
			.attribute("rpc.service", "Sqs")
			.attribute("messaging.destination.name", "orders")
			.attribute("aws.queue.url", "https://sqs/1/orders"));
		assertThat(queue.path("name").asString()).isEqualTo("SQS");
		assertThat(queue.at("/aws/queue_url").asString()).isEqualTo("https://sqs/1/orders");
	}

	@Test
	void listedAttributesAreAnnotationsAndTheRestIsMetadata() {
		ObjectNode document = document(new TestSpan("INTERNAL", "job")
			.attribute("aws.xray.annotations", List.of("tier", "cart.size", "odd key", "list", "gone"))
			.attribute("tier", "gold")
			.attribute("cart.size", 3)
			.attribute("odd key", true)
			.attribute("list", List.of("a", "b"))
			.attribute("ratio", 0.5)
			.attribute("nested", Map.of("a", List.of(1, 2)))
			.attribute("aws.xray.metadata.shop", "{\"cart\":{\"items\":[1,2]}}")
			.attribute("aws.xray.metadata.broken", "{no json"));
		assertThat(document.path("annotations").toString()).isEqualTo("""
				{"tier":"gold","cart.size":3,"odd_key":true}""");
		assertThat(document.at("/metadata/shop").toString()).isEqualTo("{\"cart\":{\"items\":[1,2]}}");
		assertThat(document.at("/metadata/broken/value").asString()).isEqualTo("{no json");
		JsonNode rest = document.at("/metadata/default");
		assertThat(rest.path("list").toString()).isEqualTo("[\"a\",\"b\"]");
		assertThat(rest.path("ratio").asDouble()).isEqualTo(0.5);
		assertThat(rest.path("nested").toString()).isEqualTo("{\"a\":[1,2]}");
	}

	@Test
	void resourceSaysWhereASegmentRan() {
		JsonNode resource = TestSpan.resource(Map.of("service.name", "shop", "service.version", "1.2", "cloud.provider",
				"aws", "cloud.platform", "aws_ecs", "aws.ecs.launchtype", "fargate", "container.id", "c1",
				"cloud.account.id", "123456789012", "telemetry.sdk.name", "opentelemetry", "telemetry.sdk.language",
				"java", "host.name", "box"));
		ObjectNode document = documents(resource, new TestSpan("SERVER", "GET")).get(0);
		assertThat(document.path("origin").asString()).isEqualTo("AWS::ECS::Fargate");
		assertThat(document.at("/service/version").asString()).isEqualTo("1.2");
		assertThat(document.at("/aws/account_id").asString()).isEqualTo("123456789012");
		assertThat(document.at("/aws/xray/sdk").asString()).isEqualTo("opentelemetry for java");
		assertThat(document.at("/metadata/default/otel.resource.host.name").asString()).isEqualTo("box");
		ObjectNode call = documents(resource, TestSpan.child("INTERNAL", "work")).get(0);
		assertThat(call.has("metadata") || call.has("origin") || call.has("aws")).isFalse();
	}

	@Test
	void linksAndEventsAreKept() {
		TestSpan span = new TestSpan("CONSUMER", "process").event("retry", Map.of("attempt", 2));
		span.with("links", List.of(Map.of("traceId", "aaaaaaaabbbbbbbbbbbbbbbbbbbbbbbb", "spanId", "cccccccccccccccc",
				"attributes", List.of(Map.of("key", "why", "value", Map.of("stringValue", "batch"))))));
		ObjectNode document = document(span);
		assertThat(document.path("links").toString()).isEqualTo(
				"""
						[{"trace_id":"1-aaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbb","id":"cccccccccccccccc","attributes":{"why":"batch"}}]""");
		assertThat(document.at("/metadata/default/otel.events/0/name").asString()).isEqualTo("retry");
		assertThat(document.at("/metadata/default/otel.events/0/attributes/attempt").asInt()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "traceId, '', trace_id", "traceId, 00000000000000000000000000000000, trace_id",
			"traceId, zz59e988bd862e3fe1be46a994272793, trace_id", "traceId, V1npiL2GLj/hvkaplCcnkw==, trace_id",
			"spanId, '', id", "spanId, 0000000000000000, id", "spanId, 53995c3f, id",
			"startTimeUnixNano, 0, start_time", "startTimeUnixNano, -5, start_time",
			"startTimeUnixNano, 1e18, start_time", "startTimeUnixNano, 99999999999999999999999, start_time",
			"endTimeUnixNano, -1, end_time", "endTimeUnixNano, soon, end_time", "startTimeUnixNano, '', start_time" })
	void spanThatCannotBeOneIsRefusedByReason(String field, String value, String reason) {
		TestSpan span = new TestSpan("SERVER", "GET").with(field, value);
		assertThatExceptionOfType(InvalidDocumentException.class)
			.isThrownBy(() -> SpanDocuments.of(new OtlpResource(SHOP), span.json()))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	@Test
	void spanWithoutNamesHasOne() {
		ObjectNode document = documents(TestSpan.resource(Map.of()), new TestSpan("SERVER", "")).get(0);
		assertThat(document.path("name").asString()).isEqualTo("unnamed");
		assertThat(document(TestSpan.child("INTERNAL", " ")).path("name").asString()).isEqualTo("unnamed");
	}

}
