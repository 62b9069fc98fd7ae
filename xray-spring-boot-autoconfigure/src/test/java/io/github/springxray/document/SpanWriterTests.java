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

package io.github.springxray.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.testsupport.OtlpReader;
import io.github.springxray.testsupport.ReadSpan;
import io.github.springxray.testsupport.SpanDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanWriter}. Whatever is written is read by OpenTelemetry's protocol,
 * is what OpenTelemetry's own SDK writes of the same spans, and becomes the documents
 * again that X-Ray would have got.
 */
class SpanWriterTests {

	private static final ObjectMapper mapper = new ObjectMapper();

	private final Segment segment = TestEntities.segment("users");

	private Set<SpanConvention> conventions = EnumSet.allOf(SpanConvention.class);

	@Test
	void writesARequestThatWasServed() {
		this.segment.setParentId("53995c3f42cd8ad8");
		this.segment.setUser("jane");
		this.segment.setResourceArn("arn:aws:ecs:eu-west-1:123456789012:container/1");
		this.segment.putHttp("request", Map.of("method", "GET", "url", "http://shop.example:8080/users/7", "user_agent",
				"curl/8", "client_ip", "10.1.2.3"));
		this.segment.putHttp("response", Map.of("status", 200, "content_length", 12L));
		Map<String, Object> span = only(TestEntities.end(this.segment));
		assertThat(span).containsEntry("kind", 2)
			.containsEntry("name", "GET")
			.containsEntry("traceId", "5759e988bd862e3fe1be46a994272793")
			.containsEntry("parentSpanId", "53995c3f42cd8ad8")
			.containsEntry("startTimeUnixNano", "1700000000250000000")
			.containsEntry("endTimeUnixNano", "1700000000750000000")
			.containsEntry("status", Map.of());
		assertThat(attributes(span)).containsEntry("aws.local.service", "users")
			.containsEntry("http.request.method", "GET")
			.containsEntry("url.full", "http://shop.example:8080/users/7")
			.containsEntry("server.address", "shop.example")
			.containsEntry("server.port", "8080")
			.containsEntry("url.path", "/users/7")
			.containsEntry("url.scheme", "http")
			.containsEntry("user_agent.original", "curl/8")
			.containsEntry("client.address", "10.1.2.3")
			.containsEntry("network.peer.address", "10.1.2.3")
			.containsEntry("http.response.status_code", "200")
			.containsEntry("http.response.body.size", "12")
			.containsEntry("messaging.message_payload_size_bytes", "12")
			.containsEntry("message.type", "RECEIVED")
			.containsEntry("enduser.id", "jane")
			.doesNotContainKeys("aws.span.kind", "aws.xray.http", "aws.xray.fault");
	}

	@Test
	void tellsXRayOfAForwardedAddressByLeavingOutThePeer() {
		this.segment.putHttp("request", Map.of("method", "GET", "client_ip", "10.1.2.3", "x_forwarded_for", true));
		assertThat(attributes(only(this.segment))).containsEntry("client.address", "10.1.2.3")
			.containsEntry("aws.xray.x_forwarded_for", true)
			.doesNotContainKey("network.peer.address");
	}

	@Test
	void whatServesNoRequestStaysASegmentInSpiteOfItsParent() {
		this.segment.setParentId("53995c3f42cd8ad8");
		this.segment.putAws("queue_url", "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs");
		this.segment.putAws("message_id", "4711");
		Map<String, Object> span = only(TestEntities.end(this.segment));
		assertThat(span).containsEntry("kind", 1).containsEntry("name", "users");
		assertThat(attributes(span)).containsEntry("aws.span.kind", "LOCAL_ROOT")
			.containsEntry("aws.local.service", "users")
			.containsEntry("aws.xray.aws", "{\"message_id\":\"4711\"}")
			.containsKey("aws.queue_url");
	}

	@Test
	void writesCallsUnderTheNamesThatXRayAndOthersLookFor() {
		Subsegment call = TestEntities.subsegment(this.segment, "shop.example");
		call.setNamespace("remote");
		call.putHttp("request", Map.of("method", "POST", "url", "https://shop.example/orders", "traced", true));
		call.putHttp("response", Map.of("status", 404));
		call.setError(true);
		TestEntities.end(call);
		Map<String, Object> span = spans(this.segment).get(1);
		assertThat(span).containsEntry("kind", 3)
			.containsEntry("name", "shop.example")
			.containsEntry("parentSpanId", this.segment.getId())
			.containsEntry("status", Map.of("code", 2));
		assertThat(attributes(span)).containsEntry("aws.remote.service", "shop.example")
			.containsEntry("peer.service", "shop.example")
			.containsEntry("aws.xray.traced", true)
			.doesNotContainKeys("aws.xray.error", "aws.xray.fault", "aws.local.service");
	}

	@Test
	void writesStatementsSoThatXRayKnowsTheirDatabase() {
		Subsegment statement = TestEntities.subsegment(this.segment, "shop@db.example");
		statement.setNamespace("remote");
		statement.putSql("url", "jdbc:postgresql://db.example:5432/shop");
		statement.putSql("user", "ada");
		statement.putSql("database_type", "PostgreSQL");
		statement.putSql("database_version", "16.2");
		statement.putSql("preparation", "statement");
		statement.putSql("sanitized_query", "select 1");
		TestEntities.end(statement);
		Map<String, Object> span = spans(this.segment).get(1);
		assertThat(span).containsEntry("name", "jdbc:postgresql://db.example:5432/shop");
		assertThat(attributes(span)).containsEntry("db.system", "postgresql")
			.containsEntry("db.statement", "select 1")
			.containsEntry("db.user", "ada")
			.containsEntry("db.connection_string", "jdbc:postgresql://db.example:5432")
			.containsEntry("db.name", "shop")
			.containsEntry("db.system.name", "postgresql")
			.containsEntry("db.query.text", "select 1")
			.containsEntry("db.namespace", "shop")
			.containsEntry("server.address", "db.example")
			.containsEntry("server.port", "5432")
			.containsEntry("aws.remote.service", "shop@db.example");
		this.conventions = EnumSet.of(SpanConvention.STABLE);
		span = spans(this.segment).get(1);
		assertThat(span).containsEntry("name", "shop@db.example");
		assertThat(attributes(span)).containsKeys("db.query.text", "peer.service", "aws.xray.sql")
			.doesNotContainKeys("db.system", "db.statement", "db.user", "db.connection_string", "aws.remote.service");
		this.conventions = EnumSet.of(SpanConvention.XRAY);
		assertThat(attributes(spans(this.segment).get(1))).containsKeys("db.statement", "aws.remote.service")
			.doesNotContainKeys("db.system.name", "db.query.text", "server.address", "peer.service");
	}

	@ParameterizedTest
	@CsvSource({ "H2,other_sql,h2database", "HSQL Database Engine,other_sql,hsqldb",
			"Microsoft SQL Server,mssql,microsoft.sql_server", "Oracle,oracle,oracle.db", "MariaDB,mariadb,mariadb",
			"MySQL,mysql,mysql", "DB2/LINUXX8664,db2,ibm.db2", "SQLite,sqlite,sqlite",
			"Snowflake,other_sql,other_sql" })
	void knowsDatabasesByTheirProducts(String product, String old, String stable) {
		Subsegment statement = TestEntities.subsegment(this.segment, "db");
		statement.setNamespace("remote");
		statement.putSql("database_type", product);
		assertThat(attributes(spans(this.segment).get(1))).containsEntry("db.system", old)
			.containsEntry("db.system.name", stable);
	}

	@Test
	void writesCallsOfAws() {
		Subsegment call = TestEntities.subsegment(this.segment, "DynamoDB");
		call.setNamespace("aws");
		call.putAws("operation", "PutItem");
		call.putAws("region", "eu-west-1");
		call.putAws("table_name", "users");
		call.putAws("request_id", "r1");
		call.putAws("retries", 2);
		call.putAws("bucket_name", "b");
		call.putHttp("response", Map.of("status", 429));
		call.setThrottle(true);
		Subsegment send = TestEntities.subsegment(this.segment, "SQS");
		send.setNamespace("aws");
		send.putAws("operation", "SendMessage");
		Map<String, Object> span = spans(this.segment).get(1);
		assertThat(span).containsEntry("kind", 3);
		assertThat(attributes(span)).containsEntry("rpc.system", "aws-api")
			.containsEntry("rpc.method", "PutItem")
			.containsEntry("rpc.service", "DynamoDB")
			.containsEntry("aws.remote.service", "DynamoDB")
			.containsEntry("aws.region", "eu-west-1")
			.containsEntry("aws.table_name", "users")
			.containsEntry("aws.xray.retries", "2")
			.containsEntry("aws.xray.aws", "{\"bucket_name\":\"b\"}")
			.doesNotContainKeys("aws.xray.error", "aws.xray.throttle");
		assertThat(spans(this.segment).get(2)).containsEntry("kind", 4);
	}

	@Test
	void writesMethodsUnderTheirNames() {
		TestEntities.end(TestEntities.subsegment(this.segment, "UserService.find"));
		Map<String, Object> span = spans(this.segment).get(1);
		assertThat(span).containsEntry("kind", 1).containsEntry("name", "UserService.find");
		assertThat(attributes(span)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "0,false,false,false", "0,true,false,false", "0,false,true,false", "0,true,true,true",
			"0,false,false,true", "200,false,true,false", "200,true,false,false", "404,true,false,false",
			"404,false,false,false", "404,true,true,false", "429,true,false,true", "429,true,false,false",
			"500,false,true,false", "500,false,false,false", "503,true,true,false" })
	void keepsFlagsWhateverTheStatusSays(int status, boolean error, boolean fault, boolean throttle) {
		for (Entity entity : List.of(this.segment, TestEntities.subsegment(this.segment, "call"))) {
			if (entity instanceof Subsegment) {
				entity.setNamespace("remote");
			}
			if (status > 0) {
				entity.putHttp("response", Map.of("status", status));
			}
			entity.setThrottle(throttle);
			entity.setError(error);
			entity.setFault(fault);
		}
		List<Map<String, Object>> spans = spans(this.segment);
		assertThat(spans.get(0)).containsEntry("status", fault ? Map.of("code", 2) : Map.of());
		boolean failed = fault || (error && status >= 400 && status < 500);
		assertThat(spans.get(1)).containsEntry("status", failed ? Map.of("code", 2) : Map.of());
	}

	@Test
	void writesExceptionsAsTheJvmPrintsThem() {
		IllegalArgumentException root = new IllegalArgumentException("second\n\tat forged.Frame(Forged.java:1)");
		this.segment.addException(new IllegalStateException("first\nCaused by: forged: nothing", root));
		Map<String, Object> span = only(TestEntities.end(this.segment));
		assertThat(span.get("status").toString()).contains("first");
		Map<?, ?> event = (Map<?, ?>) ((List<?>) span.get("events")).get(0);
		assertThat(event.get("name")).isEqualTo("exception");
		assertThat(event.get("timeUnixNano")).isEqualTo("1700000000750000000");
		Map<String, Object> attributes = attributes(event);
		assertThat(attributes).containsEntry("exception.type", "java.lang.IllegalStateException")
			.containsEntry("exception.message", "first\nCaused by: forged: nothing");
		assertThat(attributes.get("exception.stacktrace").toString())
			.startsWith("java.lang.IllegalStateException: first Caused by: forged: nothing\n\tat "
					+ SpanWriterTests.class.getName() + ".writesExceptionsAsTheJvmPrintsThem(SpanWriterTests.java:")
			.containsOnlyOnce("\nCaused by: ")
			.contains("\nCaused by: java.lang.IllegalArgumentException: second ");
	}

	@Test
	void keepsWhatAnExceptionHasBesideItsText() {
		ThrowableDescription bare = description("1111111111111111", null, null);
		bare.setStack(new StackTraceElement[] { new StackTraceElement("Native", "call", null, -2),
				new StackTraceElement("Known", "call", "Known.java", -2) });
		bare.setTruncated(7);
		bare.setSkipped(3);
		bare.setRemote(true);
		ThrowableDescription inner = description("2222222222222222", "inner", "3333333333333333");
		inner.setTruncated(5);
		inner.setRemote(true);
		ThrowableDescription outer = description("4444444444444444", "", "2222222222222222");
		for (ThrowableDescription description : List.of(outer, inner, bare)) {
			this.segment.getCause().addException(description);
		}
		this.segment.getCause().setWorkingDirectory("/app");
		this.segment.getCause().setPaths(List.of("/app/lib"));
		Map<String, Object> span = only(this.segment);
		assertThat((List<?>) span.get("events")).hasSize(2);
	}

	@Test
	void exceptionsThatCauseEachOtherAreThereOnce() {
		this.segment.getCause().addException(description("1111111111111111", "a", "2222222222222222"));
		this.segment.getCause().addException(description("2222222222222222", "b", "1111111111111111"));
		assertThat((List<?>) only(this.segment).get("events")).hasSize(1);
	}

	@Test
	void refersToWhatAChildHasDescribed() {
		IllegalStateException exception = new IllegalStateException("once");
		Subsegment subsegment = TestEntities.subsegment(this.segment, "child");
		subsegment.addException(exception);
		subsegment.setFault(true);
		this.segment.addException(exception);
		this.segment.setFault(true);
		List<Map<String, Object>> spans = spans(this.segment);
		assertThat(spans.get(0)).doesNotContainKey("events");
		assertThat(attributes(spans.get(0)).get("aws.xray.cause").toString()).matches("\"[0-9a-f]{16}\"");
	}

	@Test
	void aMessageWithoutAnExceptionIsAnEvent() {
		this.segment.getCause().setMessage("out of tea");
		ExportTraceServiceRequest request = OtlpReader.read(json(this.segment));
		assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpans(0).getEvents(0).getAttributesList())
			.extracting((attribute) -> attribute.getValue().getStringValue())
			.contains("out of tea");
	}

	@Test
	void saysWhatIsStillGoingOn() {
		TestEntities.subsegment(this.segment, "open");
		Map<String, Object> span = spans(TestEntities.end(this.segment)).get(1);
		assertThat(span.get("endTimeUnixNano")).isEqualTo(span.get("startTimeUnixNano"));
		assertThat(attributes(span)).containsEntry("aws.xray.inprogress", true);
	}

	@Test
	void writesWhatGoesAheadWithTheResourceOfItsSegment() {
		this.segment.setOrigin("AWS::ECS::Container");
		this.segment.putAws("cloudwatch_logs", Set.of(log("app")));
		this.segment.putAws("xray", new LinkedHashMap<>(Map.of("sdk", "X-Ray for Java", "sampling_rule_name", "slow")));
		Subsegment subsegment = TestEntities.end(TestEntities.subsegment(this.segment, "ahead"));
		String ahead = resource(json(subsegment));
		assertThat(spans(subsegment).get(0)).containsEntry("parentSpanId", this.segment.getId());
		String whole = resource(json(TestEntities.end(this.segment)));
		assertThat(ahead).isEqualTo(whole).contains("aws.log.group.names").doesNotContain("slow");
	}

	@Test
	void tellsWhereTheServiceRuns() {
		this.segment.setOrigin("AWS::ECS::Container");
		this.segment.putService("version", "1.2.3");
		this.segment.putService("compiler", "javac");
		this.segment.putAws("account_id", "123456789012");
		this.segment.putAws("ecs", Map.of("container", "c1", "container_id", "abc", "container_arn", "arn:1"));
		this.segment.putAws("ec2", Map.of("instance_id", "i-1", "availability_zone", "eu-west-1a", "instance_size",
				"m7g.large", "ami_id", "ami-1"));
		this.segment.putAws("cloudwatch_logs", List.of(Map.of("log_group", "app", "arn", "arn:aws:logs:1")));
		this.segment.putAws("xray",
				Map.of("sdk", "X-Ray for Java", "sdk_version", "2.21.0", "sampling_rule_name", "r"));
		byte[] json = json(TestEntities.end(this.segment));
		assertThat(attributes(read(resource(json)))).containsEntry("service.name", "users")
			.containsEntry("service.version", "1.2.3")
			.containsEntry("telemetry.sdk.language", "java")
			.containsEntry("telemetry.sdk.name", "X-Ray")
			.containsEntry("telemetry.sdk.version", "2.21.0")
			.containsEntry("cloud.provider", "aws")
			.containsEntry("cloud.platform", "aws_ecs")
			.containsEntry("cloud.account.id", "123456789012")
			.containsEntry("cloud.availability_zone", "eu-west-1a")
			.containsEntry("container.name", "c1")
			.containsEntry("container.id", "abc")
			.containsEntry("aws.ecs.container.arn", "arn:1")
			.containsEntry("host.id", "i-1")
			.containsEntry("host.type", "m7g.large")
			.containsEntry("host.image.id", "ami-1")
			.containsEntry("aws.log.group.arns", List.of("arn:aws:logs:1"))
			.containsEntry("aws.xray.origin", "AWS::ECS::Container");
		assertThat(attributes(only(this.segment))).containsEntry("aws.xray.aws",
				"{\"xray\":{\"sampling_rule_name\":\"r\"}}");
	}

	@Test
	void tellsNothingOfACloudWhereThereIsNone() {
		assertThat(attributes(read(resource(json(this.segment))))).doesNotContainKeys("cloud.provider",
				"cloud.platform");
	}

	@Test
	void namesTheFunctionWhoseSegmentLambdaSends() {
		Segment facade = new FacadeSegment(TestEntities.segment("any").getCreator(),
				TraceID.fromString(TestEntities.TRACE_ID), "53995c3f42cd8ad8", SampleDecision.SAMPLED);
		Subsegment request = new SubsegmentImpl(facade.getCreator(), "GET /users", facade);
		request.setParent(facade);
		SpanWriter writer = new SpanWriter(this.conventions, "orders-function");
		WrittenSpans written = writer.write(EntityNode.trees(request, TestEntities.capture));
		assertThat(attributes(read(written.spans().get(0).resource()))).containsEntry("service.name", "orders-function")
			.containsEntry("cloud.platform", "aws_lambda");
		assertThat(new String(written.spans().get(0).span(), StandardCharsets.UTF_8))
			.contains("\"parentSpanId\":\"53995c3f42cd8ad8\"");
	}

	@Test
	void keepsAnnotationsOfAllKinds() {
		Map<String, Object> annotations = new LinkedHashMap<>();
		annotations.put("text", "a \"quoted\" \u00e9 \ud83d\ude00 \n");
		annotations.put("flag", false);
		annotations.put("int", 7);
		annotations.put("long", Long.MIN_VALUE);
		annotations.put("float", 0.1f);
		annotations.put("double", 1e300);
		annotations.put("nan", Double.NaN);
		annotations.put("big", BigInteger.TWO.pow(70));
		annotations.put("decimal", new BigDecimal("1.25"));
		annotations.put("not.legal", "x");
		annotations.put("not-legal", "y");
		this.segment.setAnnotations(annotations);
		Map<String, Object> attributes = attributes(only(this.segment));
		assertThat(attributes).containsEntry("int", "7")
			.containsEntry("long", "-9223372036854775808")
			.containsEntry("float", 0.1)
			.containsEntry("nan", "NaN")
			.containsEntry("flag", false)
			.containsKeys("not_legal", "not_legal_2");
		assertThat((List<?>) attributes.get("aws.xray.annotations")).hasSize(11);
	}

	@Test
	void keepsMetadataByNamespace() {
		this.segment.putMetadata("plain", "text");
		this.segment.putMetadata("orders", "order", Map.of("id", 7, "tags", List.of("a", "\u20ac")));
		this.segment.putMetadata("with.dot", "number", 1.5);
		assertThat(attributes(only(this.segment))).containsEntry("aws.xray.metadata.default", "{\"plain\":\"text\"}")
			.containsKeys("aws.xray.metadata.orders", "aws.xray.metadata.with.dot");
	}

	@Test
	void keepsLinksPrecursorsAndWhatXRayDoesNotKnow() {
		TraceLinks.add(this.segment, List.of(new TraceLink(TraceID.fromString("1-5759e988-bd862e3fe1be46a994272794"),
				"53995c3f42cd8ad9", Map.of("queue", "jobs", "n", 7))));
		this.segment.putHttp("request",
				new LinkedHashMap<>(Map.of("method", "GET", "x_forwarded_for", false, "url", 7)));
		this.segment.putHttp("response", Map.of("status", "none"));
		this.segment.putHttp("other", Map.of("a", List.of(1, "b", Map.of("c", true))));
		this.segment.putSql("rows", 7);
		Subsegment subsegment = TestEntities.subsegment(this.segment, "child");
		subsegment.addPrecursorId("53995c3f42cd8ad8");
		subsegment.putAws("table_names", List.of("a", "b"));
		subsegment.putAws("ec2", Map.of("instance_id", "i-2"));
		assertThat(spans(this.segment)).hasSize(2);
	}

	@Test
	void shortensASpanThatIsTooLarge() {
		for (int i = 0; i < 40; i++) {
			this.segment.putMetadata("key" + i, "\"".repeat(1300));
		}
		TestEntities.subsegment(this.segment, "small");
		SpanWriter writer = new SpanWriter(this.conventions, null, 50_000);
		WrittenSpans written = writer.write(EntityNode.trees(this.segment, TestEntities.capture));
		assertThat(written.shortened()).isEqualTo(1);
		assertThat(written.spans()).hasSize(2)
			.allSatisfy((span) -> assertThat(span.span()).hasSizeLessThanOrEqualTo(50_000));
		assertThat(new String(written.spans().get(0).span(), StandardCharsets.UTF_8)).contains("not recorded")
			.contains("\"aws.local.service\"");
	}

	@Test
	void goesOnAsManyLevelsAsThereAre() {
		Entity parent = this.segment;
		for (int i = 0; i < 250; i++) {
			parent = TestEntities.subsegment(parent, "level" + i);
		}
		assertThat(spans(this.segment)).hasSize(251).extracting((span) -> span.get("name")).contains("level249");
	}

	@Test
	void aBatchKeepsItsLimits() {
		WrittenSpans written = new SpanWriter(this.conventions, null)
			.write(EntityNode.trees(this.segment, TestEntities.capture));
		WrittenSpan span = written.spans().get(0);
		SpanBatch few = new SpanBatch(2, 5_000_000);
		assertThat(List.of(few.add(span), few.add(span), few.add(span))).containsExactly(true, true, false);
		SpanBatch small = new SpanBatch(1000, 4 * span.span().length + 4 * span.resource().length());
		int count = 0;
		while (small.add(span)) {
			count++;
		}
		assertThat(count).isBetween(2, 6);
		assertThat(small.toByteArray()).hasSizeLessThanOrEqualTo(4 * span.span().length + 4 * span.resource().length());
		assertThat(new SpanBatch(1, 1).add(span)).isTrue();
	}

	private static ThrowableDescription description(String id, String message, String cause) {
		ThrowableDescription description = new ThrowableDescription();
		description.setId(id);
		description.setMessage(message);
		description.setType("com.example.Failure");
		description.setCause(cause);
		return description;
	}

	private static AWSLogReference log(String group) {
		AWSLogReference reference = new AWSLogReference();
		reference.setLogGroup(group);
		return reference;
	}

	private byte[] json(Entity entity) {
		SpanBatch batch = new SpanBatch();
		new SpanWriter(this.conventions, null).write(EntityNode.trees(entity, TestEntities.capture))
			.spans()
			.forEach((span) -> assertThat(batch.add(span)).isTrue());
		return batch.toByteArray();
	}

	private Map<String, Object> only(Entity entity) {
		List<Map<String, Object>> spans = spans(entity);
		assertThat(spans).hasSize(1);
		return spans.get(0);
	}

	/**
	 * Write an entity, hold the spans against OpenTelemetry and the documents, and return
	 * them.
	 */
	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> spans(Entity entity) {
		byte[] json = json(entity);
		ExportTraceServiceRequest request = OtlpReader.read(json);
		assertThat(sorted(read(new String(json, StandardCharsets.UTF_8)))).isEqualTo(sorted(marshalled(request)));
		List<ObjectNode> documents = new ArrayList<>();
		EntityNode.trees(entity, TestEntities.capture).forEach((tree) -> flatten(tree, documents));
		List<ObjectNode> back = SpanDocuments.of(request);
		assertThat(back).hasSameSizeAs(documents);
		for (int i = 0; i < back.size(); i++) {
			assertThat(back.get(i).equals(SpanWriterTests::compare, documents.get(i)))
				.as("%s%n%s", back.get(i), documents.get(i))
				.isTrue();
		}
		Map<?, ?> resource = (Map<?, ?>) ((List<?>) read(new String(json, StandardCharsets.UTF_8)).get("resourceSpans"))
			.get(0);
		Map<?, ?> scope = (Map<?, ?>) ((List<?>) resource.get("scopeSpans")).get(0);
		return (List<Map<String, Object>>) scope.get("spans");
	}

	/**
	 * The order of attributes says nothing, and neither does an empty list.
	 */
	private static Object sorted(Object json) {
		if (json instanceof Map<?, ?> map) {
			Map<Object, Object> sorted = new LinkedHashMap<>();
			map.forEach((key, value) -> {
				if (!List.of().equals(value)) {
					sorted.put(key, "attributes".equals(key)
							? ((List<?>) value).stream().map(Object::toString).sorted().toList() : sorted(value));
				}
			});
			return sorted;
		}
		return (json instanceof List<?> list) ? list.stream().map(SpanWriterTests::sorted).toList() : json;
	}

	private static Map<String, Object> marshalled(ExportTraceServiceRequest request) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			TraceRequestMarshaler.create(ReadSpan.all(request)).writeJsonTo(out);
			return read(out.toString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int compare(JsonNode one, JsonNode other) {
		if (one.isNumber() && other.isNumber()) {
			return Double.compare(one.doubleValue(), other.doubleValue());
		}
		return one.equals(other) ? 0 : 1;
	}

	/**
	 * The documents of a tree, each with what one has that is sent on its own.
	 */
	private static void flatten(EntityNode node, List<ObjectNode> documents) {
		try {
			EntityNode alone = new EntityNode(node.entity(), node.exceptions(), List.of());
			byte[] written = new DocumentWriter().writeAll(List.of(alone), 10_000_000).documents().get(0);
			documents.add((ObjectNode) mapper.readTree(written));
			node.children().forEach((child) -> flatten(child, documents));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String resource(byte[] json) {
		try {
			return mapper.readTree(json).at("/resourceSpans/0/resource").toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> read(String json) {
		try {
			return mapper.readValue(json, Map.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The attributes of a span, resource or event, with their values as they are written.
	 */
	private static Map<String, Object> attributes(Map<?, ?> owner) {
		Map<String, Object> attributes = new LinkedHashMap<>();
		for (Object attribute : (List<?>) owner.get("attributes")) {
			Object value = ((Map<?, ?>) ((Map<?, ?>) attribute).get("value")).values().iterator().next();
			attributes.put(((Map<?, ?>) attribute).get("key").toString(),
					(value instanceof Map<?, ?> array) ? ((List<?>) array.get("values")).stream()
						.map((element) -> ((Map<?, ?>) element).get("stringValue"))
						.toList() : value);
		}
		return attributes;
	}

}
