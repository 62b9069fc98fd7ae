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

package io.github.springxray.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * What is recorded of messages that go through a real broker.
 */
class KafkaTracingIntegrationTests {

	private static ConfigurableApplicationContext context;

	private static KafkaApplication application;

	private static RecordedTraces traces;

	private static KafkaTemplate<String, String> template;

	@BeforeAll
	@SuppressWarnings("unchecked")
	static void start() {
		context = new SpringApplicationBuilder(KafkaApplication.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.application.name=orders", "xray.sampling.strategy=all")
			.run();
		application = context.getBean(KafkaApplication.class);
		traces = context.getBean(RecordedTraces.class);
		template = context.getBean("kafkaTemplate", KafkaTemplate.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void nothingIsLeft() {
		application.attempts.set(0);
		traces.assertClean();
		assertThat(application.told).isEmpty();
		assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
	}

	@Test
	void senderAndReceiverAreInOneTrace() throws Exception {
		RecordedEntity sender = send("orders", "an order");
		RecordedEntity subsegment = sender.subsegment("orders");
		assertThat(subsegment).hasNamespace("remote").isNotFault();
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasTraceId(sender.traceId())
			.hasParentId(subsegment.id())
			.hasAnnotation("kafka_topic", "orders")
			.hasAnnotation("kafka_partition", 0)
			.hasAnnotation("kafka_offset", subsegment.annotations().get("kafka_offset"))
			.isNotFault();
		assertThat((int) receiver.annotations().get("message_waited_ms")).isNotNegative();
		assertThat(told()).isEqualTo(
				"Root=" + sender.traceId() + ";Parent=" + subsegment.id() + ";Sampled=1 " + sender.traceId() + " true");
	}

	@Test
	void whatIsNotRecordedIsNotRecordedByTheReceiverEither() throws Exception {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			segment.setSampled(false);
			template.send("orders", "an order").get();
			assertThat(told()).contains(";Sampled=0").endsWith(segment.getTraceId() + " false");
		}
	}

	@Test
	void withoutASegmentTheReceiverBeginsATrace() throws Exception {
		template.send("orders", "an order").get();
		RecordedEntity receiver = traces.takeSegment();
		assertThat(receiver).hasParentId(null);
		assertThat(told()).isEqualTo("none " + receiver.traceId() + " true");
	}

	@Test
	void headersThatAreForwardedTellOfTheOneWhoForwards() throws Exception {
		RecordedEntity sender = send("orders", "forward");
		RecordedEntity first = traces.takeSegment((segment) -> "orders".equals(topic(segment)));
		RecordedEntity second = traces.takeSegment((segment) -> "forwarded".equals(topic(segment)));
		String subsegment = first.subsegment("forwarded").id();
		assertThat(second).hasTraceId(sender.traceId()).hasParentId(subsegment);
		assertThat(told()).endsWith(" true");
		assertThat(told()).isEqualTo("Root=" + sender.traceId() + ";Parent=" + subsegment + ";Sampled=1");
	}

	@Test
	void eachRedeliveryIsAFaultOfTheSameTraceAndSoIsTheDeadLetter() throws Exception {
		RecordedEntity sender = send("failing", "an order");
		assertThat(told()).isEqualTo("dead an order");
		String subsegment = sender.subsegment("failing").id();
		for (int i = 0; i < 2; i++) {
			assertThat(traces.takeSegment((segment) -> "failing".equals(topic(segment)))).hasTraceId(sender.traceId())
				.hasParentId(subsegment)
				.isFault()
				.hasException(IllegalStateException.class);
		}
		assertThat(traces.takeSegment()).hasAnnotation("kafka_topic", "failing-dlt")
			.hasTraceId(sender.traceId())
			.isNotFault();
	}

	@Test
	void aRetryTopicGoesOnWithTheTrace() throws Exception {
		RecordedEntity sender = send("retried", "an order");
		assertThat(told()).isEqualTo("retried retried-retry");
		RecordedEntity first = traces.takeSegment((segment) -> "retried".equals(topic(segment)));
		RecordedEntity second = traces.takeSegment((segment) -> "retried-retry".equals(topic(segment)));
		assertThat(first).hasTraceId(sender.traceId()).isFault();
		assertThat(second).hasTraceId(sender.traceId()).isNotFault().hasAnnotation("kafka_delivery_attempt", 2);
	}

	@Test
	void aBatchIsASegmentLinkedToTheTracesOfItsRecords() throws Exception {
		List<String> ids = List.of(send("batches", "one").subsegment("batches").id(),
				send("batches", "two").subsegment("batches").id());
		MessageListenerContainer container = context.getBean(KafkaListenerEndpointRegistry.class)
			.getListenerContainer("batches");
		container.start();
		assertThat(told()).isEqualTo("batch 2");
		RecordedEntity batch = traces.takeSegment();
		assertThat(batch).hasParentId(null).hasAnnotation("message_count", 2).hasAnnotation("kafka_topic", "batches");
		assertThat(String.valueOf(batch.value("links"))).contains(ids);
		container.stop();
	}

	@Test
	void theInterceptorOfTheApplicationsFactoryIsKeptAndWhatItSkipsIsNoSegment() throws Exception {
		for (String value : List.of("skip", "filter", "take")) {
			template.send("own", value).get();
		}
		assertThat(List.of(told(), told(), told(), told())).containsExactly("intercepted skip", "intercepted filter",
				"intercepted take", "own take");
		traces.takeSegments(2);
	}

	@Test
	void acknowledgementsAreThoseOfTheApplication() throws Exception {
		RecordedEntity sender = send("acknowledged", "an order");
		assertThat(told()).isEqualTo("acknowledged an order");
		assertThat(traces.takeSegments(2)).allSatisfy((segment) -> assertThat(segment).hasTraceId(sender.traceId())
			.hasParentId(sender.subsegment("acknowledged").id())
			.isNotFault());
	}

	@Test
	@SuppressWarnings("unchecked")
	void aReplyIsSentInTheTraceOfItsRequest() throws Exception {
		ReplyingKafkaTemplate<String, String, String> replying = context.getBean(ReplyingKafkaTemplate.class);
		assertThat(replying.waitForAssignment(Duration.ofSeconds(20))).isTrue();
		try (Segment segment = AWSXRay.beginSegment("request")) {
			assertThat(segment.isSampled()).isTrue();
			assertThat(replying.sendAndReceive(new ProducerRecord<>("requests", "a question"))
				.get(20, TimeUnit.SECONDS)
				.value()).isEqualTo("reply to a question");
		}
		RecordedEntity sender = traces.takeSegment("request");
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasParentId(sender.subsegment("requests").id());
		if (receiver.subsegment("replies").isInProgress()) {
			traces.takeSubsegment("replies");
		}
	}

	@Test
	void aListenerThatGoesOnEndsItsSegmentWhenItReturns() throws Exception {
		RecordedEntity sender = send("later", "an order");
		assertThat(traces.takeSegment("orders")).hasTraceId(sender.traceId()).isComplete();
		application.later.complete(null);
	}

	@Test
	void transactionsAreRolledBackAndCommittedAsEver() throws Exception {
		RecordedEntity sender = send("paid", "an order");
		assertThat(told()).isEqualTo("shipped an order");
		RecordedEntity rolledBack = traces.takeSegment((segment) -> "paid".equals(topic(segment)));
		RecordedEntity committed = traces.takeSegment((segment) -> "paid".equals(topic(segment)));
		RecordedEntity receiver = traces.takeSegment((segment) -> "shipped".equals(topic(segment)));
		assertThat(rolledBack).hasTraceId(sender.traceId()).isFault();
		assertThat(committed).hasTraceId(sender.traceId()).isNotFault();
		assertThat(receiver).hasTraceId(sender.traceId()).hasParentId(committed.subsegment("shipped").id());
	}

	@Test
	void anErrorThatStopsTheContainerEndsTheSegment() throws Exception {
		RecordedEntity sender = send("erring", "an order");
		assertThat(traces.takeSegment("orders")).hasTraceId(sender.traceId()).isFault();
		MessageListenerContainer container = context.getBean(KafkaListenerEndpointRegistry.class)
			.getListenerContainer("erring");
		Awaitility.await().until(() -> !container.isRunning());
	}

	@Test
	void aTopologyOfKafkaStreamsRunsUntracedAndPassesTheTraceOn() throws Exception {
		RecordedEntity sender = send("raw", "an order");
		assertThat(told()).isEqualTo("streamed AN ORDER");
		assertThat(traces.takeSegment("orders")).hasAnnotation("kafka_topic", "streamed")
			.hasTraceId(sender.traceId())
			.hasParentId(sender.subsegment("raw").id());
	}

	@Test
	void noObservationIsSwitchedOn() {
		assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers())
			.allSatisfy((container) -> assertThat(container.getContainerProperties().isObservationEnabled()).isFalse());
	}

	private static RecordedEntity send(String topic, String value) throws Exception {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			template.send(topic, value).get();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(segment);
		}
		return traces.takeSegment("request");
	}

	private static @Nullable Object topic(RecordedEntity segment) {
		return segment.annotations().get("kafka_topic");
	}

	private static String told() throws InterruptedException {
		String told = application.told.poll(20, TimeUnit.SECONDS);
		assertThat(told).as("what a listener tells").isNotNull();
		return told;
	}

}
