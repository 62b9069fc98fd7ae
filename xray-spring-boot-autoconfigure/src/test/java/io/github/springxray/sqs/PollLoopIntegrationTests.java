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

package io.github.springxray.sqs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import io.github.springxray.awssdk.XRayAwsSdkAutoConfiguration;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.patch.XRayPatchAutoConfiguration;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.assertThatExceptionOfType;
import static io.github.springxray.test.XRayAssertions.entry;

/**
 * Tests for {@link SqsTracing} with messages of a real server.
 */
class PollLoopIntegrationTests extends SqsTesting {

	@Test
	void joinsTheTraceOfTheMessage() {
		run(runner(), (context, traces) -> {
			String id = send("hello", SAMPLED);
			List<String> bodies = new ArrayList<>();
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
				bodies.add(message.body());
				AWSXRay.createSubsegment("work", () -> {
				});
			});
			assertThat(bodies).containsExactly("hello");
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasTraceId(ROOT).hasParentId(PARENT).isComplete().isNotFault();
			assertThat(segment).hasSubsegmentsExactly("work")
				.hasAnnotation("sqs_queue", this.queue)
				.hasAnnotation("sqs_receive_count", 1);
			assertThat(segment.aws()).contains(entry("queue_url", this.queueUrl), entry("message_id", id));
			assertThat(segment.value("links")).isNull();
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void aMessageThatIsForwardedWithItsAttributesIsToldOfWhoForwardsIt() {
		run(runner().withConfiguration(
				AutoConfigurations.of(XRayPatchAutoConfiguration.class, XRayAwsSdkAutoConfiguration.class)),
				(context, traces) -> {
					send("hello", SAMPLED);
					Message received = receive(1).get(0);
					tracing(context).process(this.queueUrl, received, (message) -> send("forwarded",
							message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER)));
					RecordedEntity segment = traces.takeSegment();
					Message forwarded = receive(1).get(0);
					assertThat(forwarded.body()).isEqualTo("forwarded");
					assertThat(forwarded.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER))
						.isEqualTo("Root=" + ROOT + ";Parent=" + segment.subsegment("SQS").id() + ";Sampled=1");
				});
	}

	@Test
	void passesOnWhatElseIsInTheHeader() {
		run(runner(), (context, traces) -> {
			send("hello", SAMPLED + ";Lineage=25:a87bd80c:1");
			List<String> headers = new ArrayList<>();
			tracing(context).process(this.queueUrl, receive(1).get(0),
					(message) -> headers.add(context.getBean(TraceHeaders.class).toXRay(AWSXRay.getTraceEntity())));
			RecordedEntity segment = traces.takeSegment();
			assertThat(headers)
				.containsExactly("Root=" + ROOT + ";Parent=" + segment.id() + ";Sampled=1;Lineage=25:a87bd80c:1");
		});
	}

	@Test
	void joinsTheTraceOfATraceParentWhereThereIsNoHeader() {
		run(runner(), (context, traces) -> {
			MessageAttributeValue traceParent = MessageAttributeValue.builder()
				.dataType("String")
				.stringValue("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")
				.build();
			ElasticMq.client()
				.sendMessage((request) -> request.queueUrl(this.queueUrl)
					.messageBody("hello")
					.messageAttributes(Map.of("traceparent", traceParent)));
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
			});
			assertThat(traces.takeSegment()).hasTraceId(ROOT).hasParentId(PARENT);
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void recordsWhatTheHandlerThrowsAndThrowsIt() {
		run(runner(), (context, traces) -> {
			send("hello", SAMPLED);
			IOException failure = new IOException("Out of order");
			Message message = receive(1).get(0);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> tracing(context).process(this.queueUrl, message, (received) -> {
					throw failure;
				}))
				.isSameAs(failure);
			assertThat(traces.takeSegment()).isFault().hasException(IOException.class).isComplete();
		});
	}

	@Test
	void makesCurrentAgainWhatWasCurrentBefore() {
		run(runner(), (context, traces) -> {
			send("hello", SAMPLED);
			Message message = receive(1).get(0);
			AWSXRay.beginSegment("loop");
			tracing(context).process(this.queueUrl, message,
					(received) -> assertThat(AWSXRay.getCurrentSegment().getName()).isEqualTo("orders"));
			assertThat(AWSXRay.getCurrentSegment().getName()).isEqualTo("loop");
			AWSXRay.endSegment();
			assertThat(traces.takeSegment("orders")).hasTraceId(ROOT);
			assertThat(traces.takeSegment("loop")).hasSubsegmentsExactly();
		});
	}

	@Test
	void beginsATraceWithoutAHeader() {
		beginsATrace(null);
	}

	@Test
	void beginsATraceWhenTheHeaderIsBad() {
		beginsATrace("Root=1-no-trace;Parent=none;Sampled=1");
	}

	private void beginsATrace(String header) {
		run(runner(), (context, traces) -> {
			send("hello", header);
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
			});
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasParentId(null);
			assertThat(segment.traceId()).isNotEqualTo(ROOT);
			assertThat(this.sampler.requests).singleElement()
				.satisfies((request) -> assertThat(request.getService()).contains("orders"));
		});
	}

	@Test
	void beginsATraceWhenNobodyAskedForTheHeader() {
		run(runner(), (context, traces) -> {
			send("hello", SAMPLED);
			Message message = ElasticMq.client()
				.receiveMessage((request) -> request.queueUrl(this.queueUrl).waitTimeSeconds(10))
				.messages()
				.get(0);
			tracing(context).process(this.queueUrl, message, (received) -> {
			});
			assertThat(traces.takeSegment()).hasParentId(null).hasNoAnnotation("sqs_receive_count");
		});
	}

	@Test
	void asksTheSamplingStrategyWhenTheSenderHasNotDecided() {
		this.sampler.sampled = false;
		run(runner(), (context, traces) -> {
			send("hello", "Root=" + ROOT + ";Parent=" + PARENT);
			tracing(context).process(this.queueUrl, receive(1).get(0),
					(message) -> assertThat(AWSXRay.getCurrentSegment().getTraceId()).hasToString(ROOT));
			assertThat(this.sampler.requests).hasSize(1);
		});
	}

	@Test
	void heedsTheDecisionNotToRecord() {
		run(runner(), (context, traces) -> {
			send("hello", NOT_SAMPLED);
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
				assertThat(AWSXRay.getCurrentSegment().getTraceId()).hasToString(ROOT);
				assertThat(AWSXRay.getCurrentSegment().isRecording()).isFalse();
			});
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void ignoresTheHeaderWhereMessagesAreNotTrusted() {
		run(runner().withPropertyValues("xray.sqs.trust-incoming=false"), (context, traces) -> {
			send("hello", NOT_SAMPLED);
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
			});
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment.traceId()).isNotEqualTo(ROOT);
			assertThat(this.sampler.requests).hasSize(1);
		});
	}

	@Test
	void trustsMessagesWhereRequestsAreNotTrusted() {
		run(runner().withPropertyValues("xray.server.trust-incoming=false"), (context, traces) -> {
			send("hello", SAMPLED);
			tracing(context).process(this.queueUrl, receive(1).get(0), (message) -> {
			});
			assertThat(traces.takeSegment()).hasTraceId(ROOT).hasParentId(PARENT);
		});
	}

	@Test
	void linksABatchToTheTracesOfItsMessages() {
		String other = "Root=1-5759e988-000000000000000000000001;Parent=000000000000000a;Sampled=1";
		run(runner(), (context, traces) -> {
			sendAll(SAMPLED, other, null, SAMPLED, NOT_SAMPLED);
			List<Message> messages = receive(5);
			tracing(context).processBatch(this.queueUrl, messages, (received) -> assertThat(received).hasSize(5));
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasParentId(null).hasAnnotation("sqs_queue", this.queue);
			assertThat(segment.traceId()).isNotEqualTo(ROOT);
			assertThat(segment.aws()).contains(entry("message_count", 5)).doesNotContainKey("message_id");
			assertThat(links(segment)).containsExactlyInAnyOrder(Map.entry(ROOT, PARENT),
					Map.entry("1-5759e988-000000000000000000000001", "000000000000000a"));
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void recordsNoBatchThatNobodyWantsRecorded() {
		run(runner(), (context, traces) -> {
			sendAll(NOT_SAMPLED, NOT_SAMPLED);
			tracing(context).processBatch(this.queueUrl, receive(2),
					(received) -> assertThat(AWSXRay.getCurrentSegment().isRecording()).isFalse());
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void asksTheSamplingStrategyForABatchThatIsNotDecided() {
		run(runner(), (context, traces) -> {
			sendAll(NOT_SAMPLED, null);
			tracing(context).processBatch(this.queueUrl, receive(2), (received) -> {
			});
			assertThat(traces.takeSegment().value("links")).isNull();
			assertThat(this.sampler.requests).hasSize(1);
		});
	}

	@Test
	void recordsNothingForAnEmptyBatch() {
		run(runner(), (context, traces) -> {
			List<List<Message>> handled = new ArrayList<>();
			tracing(context).processBatch(this.queueUrl, List.of(), handled::add);
			assertThat(handled).containsExactly(List.of());
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	private List<Message> receive(int count) {
		List<Message> messages = new ArrayList<>();
		while (messages.size() < count) {
			List<Message> more = ElasticMq.client()
				.receiveMessage((request) -> request.queueUrl(this.queueUrl)
					.maxNumberOfMessages(10)
					.waitTimeSeconds(10)
					.visibilityTimeout(60)
					.messageAttributeNames("traceparent")
					.messageSystemAttributeNames(MessageSystemAttributeName.AWS_TRACE_HEADER,
							MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
				.messages();
			assertThat(more).isNotEmpty();
			messages.addAll(more);
		}
		return messages;
	}

	private static SqsTracing tracing(ApplicationContext context) {
		return context.getBean(SqsTracing.class);
	}

	static List<Map.Entry<String, String>> links(RecordedEntity segment) {
		List<Map.Entry<String, String>> links = new ArrayList<>();
		for (Object link : (List<?>) segment.value("links")) {
			Map<?, ?> fields = (Map<?, ?>) link;
			assertThat(((Map<?, ?>) fields.get("attributes")).get("message_id")).isInstanceOf(String.class);
			links.add(Map.entry((String) fields.get("trace_id"), (String) fields.get("id")));
		}
		return links;
	}

}
