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

package io.github.springxray.rabbit;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.AsyncRabbitTemplate;
import org.springframework.amqp.rabbit.core.RabbitMessagingTemplate;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the tracing of RabbitMQ with a broker. The broker calls a method of the JDK that
 * throws since Java 24.
 */
@EnabledForJreRange(max = JRE.JAVA_23)
class RabbitTracingIntegrationTests {

	private static final String FOREIGN = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

	private static RabbitBroker broker;

	private static ConfigurableApplicationContext context;

	private static RabbitApplication application;

	private static RecordedTraces traces;

	private static RabbitTemplate template;

	@BeforeAll
	static void start() throws Exception {
		broker = new RabbitBroker();
		context = new SpringApplicationBuilder(RabbitApplication.class).web(WebApplicationType.NONE)
			.initializers((created) -> ((GenericApplicationContext) created).registerBean(RabbitBroker.class,
					() -> broker, (definition) -> definition.setDestroyMethodName("")))
			.properties("spring.main.banner-mode=off", "spring.application.name=orders", "xray.sampling.strategy=all")
			.run();
		application = context.getBean(RabbitApplication.class);
		traces = context.getBean(RecordedTraces.class);
		template = context.getBean(RabbitTemplate.class);
	}

	@AfterAll
	static void stop() {
		context.close();
		broker.close();
	}

	@AfterEach
	void nothingIsLeft() {
		traces.assertClean();
		assertThat(application.told).isEmpty();
		assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
	}

	@Test
	void senderAndReceiverAreInOneTrace() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("orders", "an order"));
		RecordedEntity subsegment = sender.subsegment("orders");
		assertThat(subsegment).hasNamespace("remote").hasAnnotation("rabbit_routing_key", "orders").isNotFault();
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasTraceId(sender.traceId())
			.hasParentId(subsegment.id())
			.hasAnnotation("rabbit_queue", "orders")
			.isNotFault();
		assertThat(told()).isEqualTo(
				"Root=" + sender.traceId() + ";Parent=" + subsegment.id() + ";Sampled=1 " + sender.traceId() + " true");
	}

	@Test
	void aSubsegmentHasTheNameOfTheExchangeAndPostProcessorsOfTheApplicationAreKept() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("shop", "placed", "an order", (message) -> {
			message.getMessageProperties().setTimestamp(new Date(System.currentTimeMillis() + 60_000));
			return message;
		}));
		RecordedEntity subsegment = sender.subsegment("shop");
		assertThat(subsegment).hasAnnotation("rabbit_exchange", "shop").hasAnnotation("rabbit_routing_key", "placed");
		assertThat(told()).isEqualTo("bound kept");
		assertThat(traces.takeSegment("orders")).hasParentId(subsegment.id())
			.hasAnnotation("rabbit_exchange", "shop")
			.hasAnnotation("message_waited_ms", 0);
	}

	@Test
	void whatIsNotRecordedIsNotRecordedByTheReceiverEither() throws Exception {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			segment.setSampled(false);
			template.convertAndSend("orders", "an order");
			assertThat(told()).contains(";Sampled=0 ").endsWith(segment.getTraceId() + " false");
		}
	}

	@Test
	void withoutASegmentTheReceiverBeginsATrace() throws Exception {
		template.convertAndSend("orders", "an order");
		RecordedEntity receiver = traces.takeSegment();
		assertThat(receiver).hasParentId(null);
		assertThat(told()).isEqualTo("null " + receiver.traceId() + " true");
	}

	@Test
	void whateverIsOnTopOfATemplateSendsTheHeaderOnce() throws Exception {
		RabbitTemplate byHand = new RabbitTemplate(template.getConnectionFactory());
		context.getBean(RabbitSenderTracing.class).trace(byHand);
		context.getBean(RabbitSenderTracing.class).trace(byHand);
		for (Runnable work : List.<Runnable>of(
				() -> context.getBean(RabbitMessagingTemplate.class).convertAndSend("orders", "an order"),
				() -> byHand.convertAndSend("orders", "an order"), () -> template.invoke((operations) -> {
					operations.convertAndSend("orders", "an order");
					return null;
				}))) {
			RecordedEntity sender = send(work);
			assertThat(sender.subsegments()).hasSize(1);
			assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment("orders").id());
			assertThat(told()).startsWith("Root=" + sender.traceId() + ";Parent=" + sender.subsegment("orders").id());
		}
	}

	@Test
	void aMessageThatIsForwardedTellsOfTheOneWhoForwards() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("orders", "forward"));
		RecordedEntity first = traces.takeSegment((segment) -> "orders".equals(queue(segment)));
		RecordedEntity second = traces.takeSegment((segment) -> "forwarded".equals(queue(segment)));
		String subsegment = first.subsegment("forwarded").id();
		assertThat(second).hasTraceId(sender.traceId()).hasParentId(subsegment);
		told();
		assertThat(told()).isEqualTo("Root=" + sender.traceId() + ";Parent=" + subsegment + ";Sampled=1");
	}

	@Test
	void aHeaderOfAnotherTraceIsTheApplicationsOwn() throws Exception {
		Message message = new Message("an order".getBytes(), new MessageProperties());
		message.getMessageProperties().setHeader("x-amzn-trace-id", FOREIGN);
		send(() -> template.send("orders", message));
		assertThat(traces.takeSegment("orders")).hasTraceId("1-5759e988-bd862e3fe1be46a994272793");
		assertThat(message.getMessageProperties().getHeaders()).doesNotContainKey(RabbitApplication.HEADER);
		told();
	}

	@Test
	void eachDeliveryIsASegmentOfTheSameTraceAndThoseThatFailAreFaults() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("failing", "an order"));
		assertThat(told()).isEqualTo("redelivered an order");
		String subsegment = sender.subsegment("failing").id();
		assertThat(traces.takeSegment()).hasTraceId(sender.traceId())
			.hasParentId(subsegment)
			.isFault()
			.hasException(IllegalStateException.class);
		assertThat(traces.takeSegment()).hasTraceId(sender.traceId())
			.hasParentId(subsegment)
			.hasAnnotation("rabbit_redelivered", true)
			.isNotFault();
	}

	@Test
	void aMessageThatIsRejectedIsAFaultOnce() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("rejected", "an order"));
		assertThat(told()).isEqualTo("rejected an order");
		assertThat(traces.takeSegment()).hasTraceId(sender.traceId()).isFault();
	}

	@Test
	void aBatchIsASegmentLinkedToTheTracesOfItsMessages() throws Exception {
		List<String> ids = List.of(send(() -> template.convertAndSend("batches", "one")).subsegment("batches").id(),
				send(() -> template.convertAndSend("batches", "two")).subsegment("batches").id());
		var container = context.getBean(RabbitListenerEndpointRegistry.class).getListenerContainer("batches");
		assertThat(container).isNotNull();
		container.start();
		assertThat(told()).isEqualTo("batch 2");
		RecordedEntity batch = traces.takeSegment();
		assertThat(batch).hasParentId(null).hasAnnotation("message_count", 2).hasAnnotation("rabbit_queue", "batches");
		assertThat(String.valueOf(batch.value("links"))).contains(ids);
		container.stop();
	}

	@Test
	void aReplyIsSentInTheTraceOfItsRequest() {
		RecordedEntity sender = send(() -> assertThat(template.convertSendAndReceive("requests", "a question"))
			.isEqualTo("reply to a question"));
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasParentId(sender.subsegment("requests").id());
		assertThat(receiver.subsegments()).hasSize(1);
	}

	@Test
	@SuppressWarnings("try")
	void anAsynchronousTemplateIsTracedAndItsRepliesAreNoWork() throws Exception {
		AsyncRabbitTemplate asynchronous = context.getBean(AsyncRabbitTemplate.class);
		try (Segment segment = AWSXRay.beginSegment("request")) {
			assertThat(asynchronous.convertSendAndReceive("requests", "a question").get(20, TimeUnit.SECONDS))
				.isEqualTo("reply to a question");
		}
		RecordedEntity sender = traces.takeSegment("request");
		assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment("requests").id());
	}

	@Test
	void whatAListenerReturnsGoesOnInTheTrace() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("steps", "first"));
		assertThat(told()).isEqualTo("first, next");
		RecordedEntity first = traces.takeSegment((segment) -> "steps".equals(queue(segment)));
		assertThat(traces.takeSegment((segment) -> "next-steps".equals(queue(segment)))).hasTraceId(sender.traceId())
			.hasParentId(first.subsegment("next-steps").id());
	}

	@Test
	void containersThatAreBeansAndAcknowledgementsByHandAreTraced() throws Exception {
		for (String name : List.of("contained", "acknowledged")) {
			RecordedEntity sender = send(() -> template.convertAndSend(name, "an order"));
			assertThat(told()).startsWith(name);
			assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment(name).id())
				.hasAnnotation("rabbit_queue", name);
		}
	}

	@Test
	void whoeverReceivesByHandFindsTheHeader() {
		RecordedEntity sender = send(() -> template.convertAndSend("by-hand", "an order"));
		Message received = template.receive("by-hand");
		assertThat(received).isNotNull();
		Map<String, Object> headers = received.getMessageProperties().getHeaders();
		assertThat(headers).containsEntry(RabbitApplication.HEADER,
				"Root=" + sender.traceId() + ";Parent=" + sender.subsegment("by-hand").id() + ";Sampled=1");
	}

	@Test
	void noObservationIsSwitchedOn() {
		assertThat(template).extracting("observationEnabled").isEqualTo(false);
	}

	@SuppressWarnings("try")
	private static RecordedEntity send(Runnable work) {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			work.run();
		}
		return traces.takeSegment("request");
	}

	private static @Nullable Object queue(RecordedEntity segment) {
		return segment.annotations().get("rabbit_queue");
	}

	private static String told() throws InterruptedException {
		String told = application.told.poll(20, TimeUnit.SECONDS);
		assertThat(told).as("what a listener tells").isNotNull();
		return told;
	}

}
