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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the tracing of JMS without a broker.
 */
class XRayJmsAutoConfigurationTests {

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRayJmsAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "xray.sampling.strategy=all");

	@Test
	void isNotThereWithoutSpringJms() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.jms", "jakarta.jms"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRayJmsAutoConfiguration.class));
	}

	@Test
	void tracesListenersAndConnectionFactoriesByDefault() {
		this.runner.withBean(ConnectionFactory.class, ActiveMQConnectionFactory::new)
			.withBean(DefaultMessageListenerContainer.class, XRayJmsAutoConfigurationTests::container)
			.run((context) -> {
				assertThat(context).hasSingleBean(ActivePatch.class).hasSingleBean(ListenerRegistryTracing.class);
				assertThat(context.getBean(ConnectionFactory.class)).isInstanceOf(ActiveMQConnectionFactory.class)
					.isInstanceOf(InfrastructureProxy.class);
				Object listener = context.getBean(DefaultMessageListenerContainer.class).getMessageListener();
				assertThat(Proxy.isProxyClass(listener.getClass())).isTrue();
				context.getBean(JmsListenerTracing.class).trace(context.getBean(DefaultMessageListenerContainer.class));
				assertThat(context.getBean(DefaultMessageListenerContainer.class).getMessageListener())
					.isSameAs(listener);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.jms.enabled=false" })
	void leavesListenersAloneWhereMessagesAreNotTraced(String property) {
		this.runner.withPropertyValues(property)
			.withBean(DefaultMessageListenerContainer.class, XRayJmsAutoConfigurationTests::container)
			.run((context) -> {
				DefaultMessageListenerContainer container = context.getBean(DefaultMessageListenerContainer.class);
				context.getBean(JmsListenerTracing.class).trace(container);
				assertThat(Proxy.isProxyClass(container.getMessageListener().getClass())).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.patch.enabled=false", "xray.patch.jms.enabled=false" })
	void leavesConnectionFactoriesAloneWhereSendingIsNotTraced(String property) {
		this.runner.withPropertyValues(property)
			.withBean(ConnectionFactory.class, () -> new CachingConnectionFactory(new ActiveMQConnectionFactory()))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ActivePatch.class);
				assertThat(context.getBean(ConnectionFactory.class)).isNotInstanceOf(InfrastructureProxy.class);
				Connection connection = stub(Connection.class, new ArrayList<>());
				assertThat(context.getBean(JmsSenderTracing.class).trace(connection)).isSameAs(connection);
			});
	}

	@Test
	void aFactoryThatCannotBeTracedIsLeftAloneAndNamed() {
		this.runner.withBean("closed", ConnectionFactory.class, Closed::new).run((context) -> {
			assertThat(context.getBean("closed")).isExactlyInstanceOf(Closed.class);
			assertThat(context.getBean(LeftAlone.class).describe().toString()).contains("connectionFactories",
					"closed");
		});
	}

	@Test
	void whatTakesPartInDistributedTransactionsIsLeftAlone() {
		this.runner.run((context) -> {
			Connection connection = stub(XAConnection.class, new ArrayList<>());
			assertThat(context.getBean(JmsSenderTracing.class).trace(connection)).isSameAs(connection);
		});
	}

	@Test
	void aMessageEndsWhenTheBrokerHasItWhereTheApplicationIsToldThen() {
		this.runner.run((context) -> {
			List<Object> calls = new ArrayList<>();
			List<String> told = new ArrayList<>();
			Connection connection = context.getBean(JmsSenderTracing.class).trace(stub(Connection.class, calls));
			MessageProducer producer = connection.createSession().createProducer(new ActiveMQQueue("orders"));
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			try (Segment segment = AWSXRay.beginSegment("request")) {
				for (String text : List.of("sent", "lost")) {
					producer.send(new ActiveMQTextMessage(), new Told(told));
					assertThat(segment.getSubsegmentsCopy().get(told.size()).isInProgress()).isTrue();
					CompletionListener listener = (CompletionListener) calls.get(calls.size() - 1);
					if (text.equals("sent")) {
						listener.onCompletion(new ActiveMQTextMessage());
					}
					else {
						listener.onException(new ActiveMQTextMessage(), new JMSException("Lost"));
					}
				}
			}
			assertThat(told).containsExactly("completed", "failed");
			assertThat(traces.takeSegment("request").subsegments()).hasSize(2)
				.satisfiesExactly((sent) -> assertThat(sent).isNotFault(), (lost) -> assertThat(lost).isFault());
		});
	}

	@ParameterizedTest
	@CsvSource({ "true, X_Amzn_Trace_Id, true", "id, X_Amzn_Trace_Id, true", "false, X_Amzn_Trace_Id, false",
			"true, x_amzn_trace_id, true", "true, X-Amzn-Trace-Id, true", "true, X_Amzn_Trace, false" })
	void joinsTheTraceOfAMessageIfThatIsTrusted(String trust, String property, boolean joined) {
		this.runner.withPropertyValues("xray.jms.trust-incoming=" + trust)
			.withBean(DefaultMessageListenerContainer.class, XRayJmsAutoConfigurationTests::container)
			.run((context) -> {
				ActiveMQTextMessage message = new ActiveMQTextMessage();
				message.setProperties(Map.of(property, "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1"));
				receive(context.getBean(DefaultMessageListenerContainer.class), message);
				RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment("orders");
				assertThat(segment.traceId().equals(ROOT)).isEqualTo(joined);
			});
	}

	@Test
	void whatAMessageDoesNotSayIsNotRecorded() {
		this.runner.withBean(DefaultMessageListenerContainer.class, XRayJmsAutoConfigurationTests::container)
			.run((context) -> {
				ActiveMQTextMessage message = new ActiveMQTextMessage();
				message.setObjectProperty("X_Amzn_Trace_Id", 42);
				receive(context.getBean(DefaultMessageListenerContainer.class), message);
				assertThat(context.getBean(RecordedTraces.class).takeSegment("orders")).hasNoAnnotation("jms_queue")
					.hasNoAnnotation("message_waited_ms")
					.isNotFault();
				assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			});
	}

	private static void receive(DefaultMessageListenerContainer container, Message message) {
		((MessageListener) container.getMessageListener()).onMessage(message);
	}

	private static DefaultMessageListenerContainer container() {
		DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
		container.setConnectionFactory(new ActiveMQConnectionFactory());
		container.setDestinationName("orders");
		container.setAutoStartup(false);
		container.setMessageListener((MessageListener) (message) -> {
		});
		return container;
	}

	/**
	 * An object of JMS that creates others, and keeps the last argument of what is sent.
	 */
	private static <T> T stub(Class<T> type, List<Object> calls) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type, Named.class },
				(proxy, method, args) -> answer(method.getName(), method.getReturnType(), args, calls)));
	}

	private static @Nullable Object answer(String method, Class<?> type, Object @Nullable [] args, List<Object> calls) {
		if (method.equals("send")) {
			calls.add(args[args.length - 1]);
			return null;
		}
		if (type == Queue.class || method.equals("getDestination")) {
			return new ActiveMQQueue("orders");
		}
		return (type == Session.class || type == MessageProducer.class) ? stub(type, calls) : null;
	}

	/**
	 * Stands for an interface of a provider's own.
	 */
	interface Named {

	}

	private record Told(List<String> told) implements CompletionListener {

		@Override
		public void onCompletion(Message message) {
			this.told.add("completed");
		}

		@Override
		public void onException(Message message, Exception exception) {
			this.told.add("failed");
		}

	}

	private static final class Closed extends CachingConnectionFactory {

		Closed() {
			super(new ActiveMQConnectionFactory());
		}

	}

}
