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

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.rabbitmq.client.impl.LongStringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests the tracing of RabbitMQ without a broker.
 */
class XRayRabbitAutoConfigurationTests {

	private static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRayRabbitAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withPropertyValues("spring.application.name=orders", "xray.sampling.strategy=all");

	@Test
	void isNotThereWithoutSpringRabbit() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.amqp", "com.rabbitmq"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRayRabbitAutoConfiguration.class));
	}

	@Test
	void tracesListenersAndTemplatesByDefault() {
		this.runner.withBean(RabbitTemplate.class, XRayRabbitAutoConfigurationTests::template)
			.withBean(SimpleMessageListenerContainer.class, XRayRabbitAutoConfigurationTests::container)
			.run((context) -> {
				assertThat(context).hasSingleBean(ActivePatch.class).hasSingleBean(ListenerRegistryTracing.class);
				assertThat(context.getBean(RabbitTemplate.class).getBeforePublishPostProcessors()).hasSize(1);
				SimpleMessageListenerContainer container = context.getBean(SimpleMessageListenerContainer.class);
				Object listener = container.getMessageListener();
				assertThat(Proxy.isProxyClass(listener.getClass())).isTrue();
				context.getBean(RabbitListenerTracing.class).trace(container);
				assertThat(container.getMessageListener()).isSameAs(listener);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.rabbit.enabled=false" })
	void leavesListenersAloneWhereMessagesAreNotTraced(String property) {
		this.runner.withPropertyValues(property)
			.withBean(SimpleMessageListenerContainer.class, XRayRabbitAutoConfigurationTests::container)
			.run((context) -> {
				SimpleMessageListenerContainer container = context.getBean(SimpleMessageListenerContainer.class);
				context.getBean(RabbitListenerTracing.class).trace(container);
				assertThat(Proxy.isProxyClass(container.getMessageListener().getClass())).isFalse();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.patch.enabled=false", "xray.patch.rabbit.enabled=false" })
	void leavesTemplatesAloneWhereSendingIsNotTraced(String property) {
		this.runner.withPropertyValues(property)
			.withBean(RabbitTemplate.class, XRayRabbitAutoConfigurationTests::template)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(ActivePatch.class);
				RabbitTemplate template = context.getBean(RabbitTemplate.class);
				context.getBean(RabbitSenderTracing.class).trace(template);
				assertThat(template.getBeforePublishPostProcessors()).isNull();
			});
	}

	static Stream<Arguments> headers() {
		String sampled = "Root=" + ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1";
		return Stream.of(arguments("true", "X-Amzn-Trace-Id", sampled, true),
				arguments("id", "X-Amzn-Trace-Id", sampled, true),
				arguments("false", "X-Amzn-Trace-Id", sampled, false),
				arguments("true", "x-amzn-trace-id", sampled, true),
				arguments("true", "X-Amzn-Trace-Id", LongStringHelper.asLongString(sampled), true),
				arguments("true", "X-Amzn-Trace-Id", sampled.getBytes(StandardCharsets.UTF_8), true),
				arguments("true", "X-Amzn-Trace-Id", 42, false), arguments("true", "X-Amzn-Trace", sampled, false));
	}

	@ParameterizedTest
	@MethodSource("headers")
	void joinsTheTraceOfAMessageIfThatIsTrusted(String trust, String name, Object value, boolean joined) {
		this.runner.withPropertyValues("xray.rabbit.trust-incoming=" + trust)
			.withBean(SimpleMessageListenerContainer.class, XRayRabbitAutoConfigurationTests::container)
			.run((context) -> {
				Message message = new Message(new byte[0], new MessageProperties());
				message.getMessageProperties().setHeader(name, value);
				context.getBean(SimpleMessageListenerContainer.class).getMessageListener().onMessage(message);
				RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment("orders");
				assertThat(segment.traceId().equals(ROOT)).isEqualTo(joined);
				assertThat(segment).hasNoAnnotation("rabbit_queue").hasNoAnnotation("message_waited_ms");
				assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			});
	}

	@Test
	void queuesThatABrokerNamesHaveOneNameAndOthersTheirOwn() {
		assertThat(RabbitNames.destination("shop", "placed")).isEqualTo("shop");
		assertThat(RabbitNames.destination("", "orders")).isEqualTo("orders");
		assertThat(RabbitNames.destination(null, "amq.gen-JzTY20BRgKO-HjmUJj0wLg")).isEqualTo("temporary-queue");
		assertThat(RabbitNames.destination("", "amq.rabbitmq.reply-to.g1h2AA")).isEqualTo("temporary-queue");
		assertThat(RabbitNames.destination("", "spring.gen-9x4")).isEqualTo("temporary-queue");
		assertThat(RabbitNames.destination(null, null)).isNull();
	}

	private static RabbitTemplate template() {
		return new RabbitTemplate(new CachingConnectionFactory("127.0.0.1", 1));
	}

	private static SimpleMessageListenerContainer container() {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(
				new CachingConnectionFactory("127.0.0.1", 1));
		container.setQueueNames("orders");
		container.setAutoStartup(false);
		container.setMessageListener((MessageListener) (message) -> {
		});
		return container;
	}

}
