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

package io.github.springxray.awssdk;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.xray.XRayClient;

import io.github.springxray.awssdk.AwsServer.Received;
import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of services that hand the trace on, with answers as they give them.
 */
class MessagingTracingTests extends AwsCallTesting {

	private static String header(RecordedEntity segment, String service) {
		return "Root=" + segment.traceId() + ";Parent=" + segment.subsegment(service).id() + ";Sampled=1";
	}

	private static JsonNode json(Received request) throws IOException {
		return new ObjectMapper().readTree(request.body());
	}

	@Test
	void snsIsToldByTheHeader() throws Exception {
		try (SnsClient client = prepare(SnsClient.builder()).build()) {
			run((tracing) -> {
				this.aws.answer(new Reply(200, Map.of(),
						"<PublishResponse><PublishResult><MessageId>42</MessageId></PublishResult>"
								+ "<ResponseMetadata><RequestId>in-the-body</RequestId></ResponseMetadata>"
								+ "</PublishResponse>"));
				RecordedEntity segment = tracing
					.inSegment(() -> client.publish((publish) -> publish.topicArn("arn:aws:sns:eu-central-1:1:users")
						.subject(SECRET)
						.message(SECRET)));
				assertThat(segment.subsegment("SNS").aws()).containsEntry("operation", "Publish")
					.containsEntry("topic_arn", "arn:aws:sns:eu-central-1:1:users")
					.containsEntry("message_id", "42")
					.containsEntry("request_id", "in-the-body");
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly(header(segment, "SNS"));
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

	@Test
	void numbersOfPhonesAreNotRecorded() throws Exception {
		try (SnsClient client = prepare(SnsClient.builder()).build()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(200, "<PublishResponse/>"));
				RecordedEntity segment = tracing.inSegment(
						() -> client.publish((publish) -> publish.phoneNumber("+4930123456").message("code 4711")));
				assertThat(segment.json()).doesNotContain("4930123456").doesNotContain("4711");
			});
		}
	}

	@Test
	void eventsCarryTheTraceUnlessTheyHaveOne() throws Exception {
		try (EventBridgeClient client = prepare(EventBridgeClient.builder()).build()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(200, "{\"FailedEntryCount\":1,\"Entries\":[]}"));
				RecordedEntity segment = tracing.inSegment(() -> client.putEvents((put) -> put.entries(
						PutEventsRequestEntry.builder().source("users").detail("{\"a\":\"" + SECRET + "\"}").build(),
						PutEventsRequestEntry.builder().source("users").traceHeader("Root=own").build())));
				Received request = this.aws.take();
				assertThat(json(request).at("/Entries/0/TraceHeader").asText())
					.isEqualTo(header(segment, "EventBridge"));
				assertThat(json(request).at("/Entries/1/TraceHeader").asText()).isEqualTo("Root=own");
				assertThat(request.headersNamed(TRACE_HEADER)).containsExactly(header(segment, "EventBridge"));
				assertThat(segment).hasSubsegmentsExactly("EventBridge");
				assertThat(segment.subsegment("EventBridge").aws()).containsEntry("entry_count", 2)
					.containsEntry("failed_count", 1);
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

	@Test
	void copiesOfTheIncomingHeaderAreReplacedInRequestsAndInWhatTheyCarry() throws Exception {
		String incoming = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
		try (EventBridgeClient client = prepare(EventBridgeClient.builder()).build()) {
			run((tracing) -> {
				TraceScope scope = tracing.segments()
					.begin("caller", TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793"), null);
				tracing.context()
					.getBean(TraceHeaders.class)
					.received(Tracing.segment(scope),
							(name) -> name.equals(TRACE_HEADER) ? List.of(incoming) : List.of());
				for (String header : List.of(incoming, "Root=own")) {
					client.putEvents((put) -> put
						.entries(PutEventsRequestEntry.builder().source("users").traceHeader(header).build())
						.overrideConfiguration((override) -> override.putHeader("x-amzn-trace-id", header)
							.putHeader("X-Other", "kept")));
				}
				tracing.subsegments().end(scope, null);
				RecordedEntity segment = tracing.traces().takeSegment();
				Received copied = this.aws.take();
				String ours = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=" + segment.subsegments().get(0).id()
						+ ";Sampled=1";
				assertThat(copied.headersNamed(TRACE_HEADER)).containsExactly(ours);
				assertThat(copied.header("X-Other")).isEqualTo("kept");
				assertThat(json(copied).at("/Entries/0/TraceHeader").asText()).isEqualTo(ours);
				Received own = this.aws.take();
				assertThat(own.headersNamed(TRACE_HEADER)).containsExactly("Root=own");
				assertThat(json(own).at("/Entries/0/TraceHeader").asText()).isEqualTo("Root=own");
			});
		}
	}

	@Test
	void anEventDoesNotCarryMoreThanItMay() throws Exception {
		try (EventBridgeClient client = prepare(EventBridgeClient.builder()).build()) {
			run((tracing) -> {
				TraceScope scope = tracing.segments().begin("caller", tracing.segments().newTraceId(), null);
				TraceHeaders headers = tracing.context().getBean(TraceHeaders.class);
				IncomingTrace incoming = headers.read((name) -> "Sampled=1;Long=" + "x".repeat(500));
				headers.passOn(scope.entity(), incoming);
				client.putEvents((put) -> put.entries(PutEventsRequestEntry.builder().source("users").build()));
				tracing.subsegments().end(scope, null);
				tracing.traces().takeSegment();
				Received request = this.aws.take();
				assertThat(json(request).at("/Entries/0").has("TraceHeader")).isFalse();
				assertThat(request.header(TRACE_HEADER)).contains("Long=xxx");
			}, "xray.server.trust-incoming=true");
		}
	}

	@Test
	void functionsAreToldByTheHeader() throws Exception {
		try (LambdaClient client = prepare(LambdaClient.builder()).build()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(200, "{\"errorMessage\":\"" + SECRET + "\"}")
					.with("X-Amz-Function-Error", "Unhandled"));
				RecordedEntity segment = tracing.inSegment(() -> client.invoke((invoke) -> invoke.functionName("mailer")
					.payload(SdkBytes.fromUtf8String("\"" + SECRET + "\""))));
				assertThat(segment.subsegment("Lambda").aws()).containsEntry("operation", "Invoke")
					.containsEntry("function_name", "mailer")
					.containsEntry("function_error", "Unhandled");
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly(header(segment, "Lambda"));
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

	@Test
	void callsOfXRayAreNoCalls() throws Exception {
		try (XRayClient client = prepare(XRayClient.builder()).build()) {
			run((tracing) -> {
				assertThat(tracing.inSegment(() -> client.putTraceSegments((put) -> put.traceSegmentDocuments("{}")))
					.subsegments()).isEmpty();
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			});
		}
	}

}
