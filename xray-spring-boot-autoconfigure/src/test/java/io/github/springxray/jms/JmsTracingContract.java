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

package io.github.springxray.jms;

import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsMessagingTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What holds for JMS, whichever broker there is.
 */
abstract class JmsTracingContract {

	private static final String FOREIGN = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

	private static JmsBroker broker;

	private static ConfigurableApplicationContext context;

	private static JmsApplication application;

	private static RecordedTraces traces;

	private static JmsTemplate template;

	static void start(JmsBroker started) {
		broker = started;
		context = new SpringApplicationBuilder(JmsApplication.class).web(WebApplicationType.NONE)
			.initializers((created) -> ((GenericApplicationContext) created).registerBean(JmsBroker.class,
					() -> started, (definition) -> definition.setDestroyMethodName("")))
			.properties("spring.main.banner-mode=off", "spring.application.name=orders", "xray.sampling.strategy=all")
			.run();
		application = context.getBean(JmsApplication.class);
		traces = context.getBean(RecordedTraces.class);
		template = context.getBean(JmsTemplate.class);
	}

	@AfterAll
	static void stop() throws Exception {
		context.close();
		broker.stop();
	}

	/**
	 * Return the class of the broker's connections.
	 */
	abstract Class<?> connectionType();

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
		assertThat(subsegment).hasNamespace("remote").isNotFault();
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasTraceId(sender.traceId())
			.hasParentId(subsegment.id())
			.hasAnnotation("jms_queue", "orders")
			.hasAnnotation("jms_delivery_attempt", 1)
			.isNotFault();
		assertThat(((Number) receiver.annotations().get("message_waited_ms")).longValue()).isNotNegative();
		assertThat(told()).isEqualTo(
				"Root=" + sender.traceId() + ";Parent=" + subsegment.id() + ";Sampled=1 " + sender.traceId() + " true");
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
		JmsTemplate pooled = new JmsTemplate(context.getBean(JmsPoolConnectionFactory.class));
		JmsTemplate plain = new JmsTemplate(context.getBean("plainConnectionFactory", ConnectionFactory.class));
		JmsClient client = JmsClient.create(context.getBean(CachingConnectionFactory.class));
		JmsMessagingTemplate messaging = new JmsMessagingTemplate(template);
		for (Runnable work : new Runnable[] { () -> pooled.convertAndSend("orders", "an order"),
				() -> plain.convertAndSend("orders", "an order"), () -> client.destination("orders").send("an order"),
				() -> messaging.convertAndSend("orders", "an order") }) {
			RecordedEntity sender = send(work);
			assertThat(sender.subsegments()).hasSize(1);
			RecordedEntity receiver = traces.takeSegment("orders");
			assertThat(receiver).hasParentId(sender.subsegment("orders").id());
			assertThat(told())
				.startsWith("Root=" + sender.traceId() + ";Parent=" + receiver.parentId() + ";Sampled=1 ");
		}
	}

	@Test
	void aHeaderThatIsCopiedTellsOfTheOneWhoForwards() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("orders", "forward"));
		RecordedEntity first = traces.takeSegment((segment) -> "orders".equals(queue(segment)));
		RecordedEntity second = traces.takeSegment((segment) -> "forwarded".equals(queue(segment)));
		String subsegment = first.subsegment("forwarded").id();
		assertThat(second).hasTraceId(sender.traceId()).hasParentId(subsegment);
		told();
		assertThat(told()).isEqualTo("Root=" + sender.traceId() + ";Parent=" + subsegment + ";Sampled=1");
	}

	@Test
	void aMessageThatIsForwardedAsItIsStaysInItsTrace() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("orders", "as it is"));
		assertThat(traces.takeSegment((segment) -> "orders".equals(queue(segment)))).hasTraceId(sender.traceId())
			.isNotFault();
		assertThat(traces.takeSegment((segment) -> "forwarded".equals(queue(segment)))).hasTraceId(sender.traceId());
		told();
		assertThat(told()).startsWith("Root=" + sender.traceId());
	}

	@Test
	void aHeaderOfAnotherTraceIsTheApplicationsOwn() throws Exception {
		send(() -> template.convertAndSend("orders", "an order", (message) -> {
			message.setStringProperty(JmsApplication.HEADER, FOREIGN);
			return message;
		}));
		assertThat(traces.takeSegment("orders")).hasTraceId("1-5759e988-bd862e3fe1be46a994272793");
		assertThat(told()).startsWith(FOREIGN);
	}

	@Test
	void eachDeliveryIsASegmentOfTheSameTraceAndThoseThatFailAreFaults() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("failing", "an order"));
		assertThat(told()).isEqualTo("redelivered an order");
		String subsegment = sender.subsegment("failing").id();
		RecordedEntity first = traces.takeSegment();
		assertThat(first).hasTraceId(sender.traceId())
			.hasParentId(subsegment)
			.isFault()
			.hasException(IllegalStateException.class);
		assertThat(traces.takeSegment()).hasTraceId(sender.traceId())
			.hasParentId(subsegment)
			.hasAnnotation("jms_delivery_attempt", 2)
			.isNotFault();
	}

	@Test
	void aReplyIsSentInTheTraceOfItsRequest() throws Exception {
		RecordedEntity sender = send(() -> assertThat(JmsApplication
			.text(template.sendAndReceive("requests", (session) -> session.createTextMessage("a question"))))
			.isEqualTo("reply to a question"));
		RecordedEntity receiver = traces.takeSegment("orders");
		assertThat(receiver).hasParentId(sender.subsegment("requests").id());
		assertThat(receiver.subsegment("temporary-queue")).hasNamespace("remote");
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
	void topicsAreTracedAsQueuesAre() throws Exception {
		JmsTemplate topics = new JmsTemplate(context.getBean(CachingConnectionFactory.class));
		topics.setPubSubDomain(true);
		RecordedEntity sender = send(() -> topics.convertAndSend("news", "of today"));
		assertThat(told()).isEqualTo("news of today");
		assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment("news").id())
			.hasAnnotation("jms_topic", "news");
	}

	@Test
	void containersThatAreBeansAreTraced() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("contained", "an order"));
		assertThat(told()).isEqualTo("contained");
		assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment("contained").id())
			.hasAnnotation("jms_queue", "contained");
	}

	@Test
	void whoeverReceivesByHandFindsTheHeader() throws Exception {
		RecordedEntity sender = send(() -> template.convertAndSend("by-hand", "an order"));
		Message received = template.receive("by-hand");
		assertThat(received).isNotNull();
		assertThat(received.getStringProperty(JmsApplication.HEADER))
			.isEqualTo("Root=" + sender.traceId() + ";Parent=" + sender.subsegment("by-hand").id() + ";Sampled=1");
	}

	@Test
	void transactionsAreRolledBackAndCommittedAsEver() throws Exception {
		TransactionTemplate transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
		RecordedEntity sender = send(() -> {
			transactions.executeWithoutResult((status) -> {
				template.convertAndSend("orders", "rolled back");
				status.setRollbackOnly();
			});
			transactions.executeWithoutResult((status) -> template.convertAndSend("orders", "committed"));
		});
		assertThat(sender.subsegments()).hasSize(2);
		assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegments().get(1).id());
		assertThat(told()).startsWith("Root=");
	}

	@Test
	void aMessageThatCannotBeSentIsAFault() {
		JmsTemplate plain = new JmsTemplate(context.getBean("plainConnectionFactory", ConnectionFactory.class));
		RecordedEntity sender = send(() -> plain.execute((session) -> {
			MessageProducer producer = session.createProducer(null);
			Queue queue = session.createQueue("orders");
			Message message = session.createTextMessage("an order");
			producer.close();
			assertThatExceptionOfType(JMSException.class).isThrownBy(() -> producer.send(queue, message));
			return null;
		}));
		assertThat(sender.subsegment("orders")).isFault().hasException(jakarta.jms.IllegalStateException.class);
	}

	@Test
	void connectionFactoriesAndTheConnectionsOfTheApplicationKeepTheirClasses() throws Exception {
		assertThat(context.getBean("cachingConnectionFactory")).isInstanceOf(CachingConnectionFactory.class);
		ConnectionFactory plain = context.getBean("plainConnectionFactory", ConnectionFactory.class);
		assertThat(plain).isInstanceOf(broker.connectionFactory().getClass());
		try (Connection connection = plain.createConnection()) {
			assertThat(connection).isInstanceOf(connectionType());
			Connection traced = context.getBean(JmsSenderTracing.class).trace(connection);
			assertThat(Proxy.isProxyClass(traced.getClass())).isTrue();
			assertThat(context.getBean(JmsSenderTracing.class).trace(traced)).isSameAs(traced);
			RecordedEntity sender = send(() -> sendBy(traced));
			assertThat(traces.takeSegment("orders")).hasParentId(sender.subsegment("orders").id());
			told();
		}
	}

	private static void sendBy(Connection connection) {
		try (Session session = connection.createSession()) {
			session.createProducer(session.createQueue("orders")).send(session.createTextMessage("an order"));
		}
		catch (JMSException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("try")
	private static RecordedEntity send(Runnable work) {
		try (Segment segment = AWSXRay.beginSegment("request")) {
			work.run();
		}
		return traces.takeSegment("request");
	}

	private static @Nullable Object queue(RecordedEntity segment) {
		return segment.annotations().get("jms_queue");
	}

	private static String told() throws InterruptedException {
		String told = application.told.poll(20, TimeUnit.SECONDS);
		assertThat(told).as("what a listener tells").isNotNull();
		return told;
	}

}
