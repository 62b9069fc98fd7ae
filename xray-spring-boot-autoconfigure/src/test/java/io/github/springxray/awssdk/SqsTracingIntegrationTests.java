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

import java.util.List;
import java.util.Map;

import com.amazonaws.xray.entities.TraceID;
import org.apache.pekko.http.scaladsl.Http;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with ElasticMQ.
 */
class SqsTracingIntegrationTests extends AwsCallTesting {

	private static SQSRestServer elasticMq;

	private static String endpoint;

	private SqsClient client;

	private String queue;

	@BeforeAll
	static void startElasticMq() {
		elasticMq = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
		Http.ServerBinding binding = elasticMq.waitUntilStarted();
		endpoint = "http://127.0.0.1:" + binding.localAddress().getPort();
	}

	@AfterAll
	static void stopElasticMq() {
		elasticMq.stopAndWait();
	}

	@BeforeEach
	void createQueue() {
		this.client = prepare(SqsClient.builder(), endpoint).build();
		this.queue = this.client.createQueue((queue) -> queue.queueName("users-" + System.nanoTime())).queueUrl();
	}

	private List<Message> receive() {
		return this.client
			.receiveMessage((receive) -> receive.queueUrl(this.queue)
				.maxNumberOfMessages(10)
				.waitTimeSeconds(1)
				.messageSystemAttributeNames(MessageSystemAttributeName.ALL))
			.messages();
	}

	private static String traceOf(Message message) {
		return message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER);
	}

	private static String header(RecordedEntity segment) {
		return "Root=" + segment.traceId() + ";Parent=" + segment.subsegment("SQS").id() + ";Sampled=1";
	}

	@Test
	void aMessageCarriesTheTrace() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> this.client.sendMessage((send) -> send.queueUrl(this.queue).messageBody(SECRET)));
			RecordedEntity call = segment.subsegment("SQS");
			assertThat(call).hasNamespace("aws").isComplete().isNotFault();
			assertThat(call.aws()).containsEntry("operation", "SendMessage")
				.containsEntry("queue_url", this.queue)
				.containsKey("message_id");
			assertThat(segment.json()).doesNotContain(SECRET);
			assertThat(receive()).extracting(SqsTracingIntegrationTests::traceOf).containsExactly(header(segment));
		});
	}

	@Test
	void eachMessageOfABatchCarriesTheTrace() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> this.client.sendMessageBatch((send) -> send.queueUrl(this.queue)
					.entries(entry("a").build(), entry("b").messageSystemAttributes(own()).build())));
			assertThat(segment.subsegment("SQS").aws()).containsEntry("message_count", 2)
				.containsEntry("successful_count", 2);
			assertThat(receive()).extracting(SqsTracingIntegrationTests::traceOf)
				.containsExactlyInAnyOrder(header(segment), "Root=1-5759e988-bd862e3fe1be46a994272793");
		});
	}

	@Test
	void aTraceOfTheApplicationIsLeftAlone() throws Exception {
		run((tracing) -> {
			tracing.inSegment(() -> this.client
				.sendMessage((send) -> send.queueUrl(this.queue).messageBody("a").messageSystemAttributes(own())));
			assertThat(receive()).extracting(SqsTracingIntegrationTests::traceOf)
				.containsExactly("Root=1-5759e988-bd862e3fe1be46a994272793");
		});
	}

	@Test
	void aMessageOfAnUnsampledRequestSaysSo() throws Exception {
		run((tracing) -> {
			TraceID traceId = tracing
				.unsampled(() -> this.client.sendMessage((send) -> send.queueUrl(this.queue).messageBody("a")));
			assertThat(receive()).extracting(SqsTracingIntegrationTests::traceOf)
				.containsExactly("Root=" + traceId + ";Sampled=0");
		});
	}

	@Test
	void aMessageThatIsSentOutsideOfASegmentHasNoTrace() throws Exception {
		run((tracing) -> {
			this.client.sendMessage((send) -> send.queueUrl(this.queue).messageBody("a"));
			assertThat(receive()).singleElement().extracting(SqsTracingIntegrationTests::traceOf).isNull();
		});
	}

	@Test
	void asynchronousClientsSendTheTrace() throws Exception {
		try (SqsAsyncClient async = prepare(SqsAsyncClient.builder(), endpoint).build()) {
			run((tracing) -> {
				RecordedEntity segment = tracing
					.inSegment(() -> async.sendMessage((send) -> send.queueUrl(this.queue).messageBody("a")).join());
				assertThat(receive()).extracting(SqsTracingIntegrationTests::traceOf).containsExactly(header(segment));
			});
		}
	}

	@Test
	void receivingIsRecordedWithTheNumberOfMessages() throws Exception {
		run((tracing) -> {
			this.client.sendMessage((send) -> send.queueUrl(this.queue).messageBody(SECRET));
			RecordedEntity segment = tracing.inSegment(() -> assertThat(receive()).hasSize(1));
			assertThat(segment.subsegment("SQS").aws()).containsEntry("operation", "ReceiveMessage")
				.containsEntry("message_count", 1)
				.containsEntry("max_number_of_messages", 10);
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	private static SendMessageBatchRequestEntry.Builder entry(String id) {
		return SendMessageBatchRequestEntry.builder().id(id).messageBody(SECRET);
	}

	private static Map<MessageSystemAttributeNameForSends, MessageSystemAttributeValue> own() {
		return Map.of(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER,
				MessageSystemAttributeValue.builder()
					.dataType("String")
					.stringValue("Root=1-5759e988-bd862e3fe1be46a994272793")
					.build());
	}

}
