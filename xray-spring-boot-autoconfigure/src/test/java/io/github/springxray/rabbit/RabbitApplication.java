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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import com.rabbitmq.client.Channel;

import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.AsyncRabbitTemplate;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitMessagingTemplate;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.support.AmqpHeaders;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * An application with templates and listeners of each kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableRabbit
@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
		XRayHttpAutoConfiguration.class, XRayRabbitAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
		XRayTestAutoConfiguration.class })
class RabbitApplication {

	static final String HEADER = "X-Amzn-Trace-Id";

	final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	@Bean
	CachingConnectionFactory connectionFactory(RabbitBroker broker) {
		CachingConnectionFactory factory = new CachingConnectionFactory("127.0.0.1", broker.port());
		factory.setUsername("guest");
		factory.setPassword("guest");
		return factory;
	}

	@Bean
	RabbitAdmin rabbitAdmin(ConnectionFactory factory) {
		return new RabbitAdmin(factory);
	}

	@Bean
	Declarables declarables() {
		DirectExchange exchange = new DirectExchange("shop");
		Queue bound = new Queue("bound", false);
		Binding binding = BindingBuilder.bind(bound).to(exchange).with("placed");
		Queue failing = QueueBuilder.nonDurable("failing").build();
		return new Declarables(exchange, bound, binding, failing, queue("orders"), queue("forwarded"), queue("batches"),
				queue("requests"), queue("steps"), queue("next-steps"), queue("contained"), queue("acknowledged"),
				queue("by-hand"), queue("replies"), queue("rejected"));
	}

	private static Queue queue(String name) {
		return new Queue(name, false);
	}

	@Bean
	RabbitTemplate rabbitTemplate(ConnectionFactory factory) {
		RabbitTemplate template = new RabbitTemplate(factory);
		template.setBeforePublishPostProcessors((message) -> {
			message.getMessageProperties().setHeader("own", "kept");
			return message;
		});
		template.setReceiveTimeout(20_000);
		template.setReplyTimeout(20_000);
		template.setUseDirectReplyToContainer(false);
		template.setUseTemporaryReplyQueues(true);
		return template;
	}

	@Bean
	RabbitMessagingTemplate rabbitMessagingTemplate(RabbitTemplate template) {
		return new RabbitMessagingTemplate(template);
	}

	@Bean
	SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory(ConnectionFactory factory) {
		SimpleRabbitListenerContainerFactory containers = new SimpleRabbitListenerContainerFactory();
		containers.setConnectionFactory(factory);
		containers.setErrorHandler((ex) -> {
		});
		return containers;
	}

	@Bean
	SimpleRabbitListenerContainerFactory batches(ConnectionFactory factory) {
		SimpleRabbitListenerContainerFactory containers = new SimpleRabbitListenerContainerFactory();
		containers.setConnectionFactory(factory);
		containers.setBatchListener(true);
		containers.setConsumerBatchEnabled(true);
		containers.setBatchSize(2);
		return containers;
	}

	@Bean
	DirectRabbitListenerContainerFactory direct(ConnectionFactory factory) {
		DirectRabbitListenerContainerFactory containers = new DirectRabbitListenerContainerFactory();
		containers.setConnectionFactory(factory);
		containers.setAcknowledgeMode(AcknowledgeMode.MANUAL);
		return containers;
	}

	@Bean
	DirectMessageListenerContainer container(ConnectionFactory factory) {
		DirectMessageListenerContainer container = new DirectMessageListenerContainer(factory);
		container.setQueueNames("contained");
		container.setMessageListener((MessageListener) (message) -> this.told.add("contained"));
		return container;
	}

	@Bean
	SimpleMessageListenerContainer replies(ConnectionFactory factory) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(factory);
		container.setQueueNames("replies");
		return container;
	}

	@Bean
	AsyncRabbitTemplate asyncRabbitTemplate(RabbitTemplate rabbitTemplate, SimpleMessageListenerContainer replies) {
		return new AsyncRabbitTemplate(rabbitTemplate, replies);
	}

	@Bean
	Listeners listeners(RabbitTemplate rabbitTemplate) {
		return new Listeners(this, rabbitTemplate);
	}

	static class Listeners {

		private final RabbitApplication application;

		private final RabbitTemplate template;

		private boolean failed;

		Listeners(RabbitApplication application, RabbitTemplate template) {
			this.application = application;
			this.template = template;
		}

		private void tell(String text) {
			this.application.told.add(text);
		}

		@RabbitListener(queues = "orders")
		void order(Message message) {
			Object header = message.getMessageProperties().getHeaders().get(HEADER);
			tell(header + " " + AWSXRay.getCurrentSegment().getTraceId() + " "
					+ AWSXRay.getCurrentSegment().isSampled());
			if (new String(message.getBody()).equals("forward")) {
				this.template.send("forwarded", message);
			}
		}

		@RabbitListener(queues = "forwarded")
		void forwarded(Message message) {
			tell(String.valueOf(message.getMessageProperties().getHeaders().get(HEADER)));
		}

		@RabbitListener(queues = "bound")
		void bound(Message message) {
			tell("bound " + message.getMessageProperties().getHeaders().get("own"));
		}

		@RabbitListener(queues = "failing")
		void fail(String text) {
			this.failed = !this.failed;
			if (this.failed) {
				throw new IllegalStateException("Out of stock");
			}
			tell("redelivered " + text);
		}

		@RabbitListener(queues = "rejected")
		void reject(String text) {
			tell("rejected " + text);
			throw new AmqpRejectAndDontRequeueException("Not wanted");
		}

		@RabbitListener(queues = "batches", containerFactory = "batches", id = "batches", autoStartup = "false")
		void batch(List<String> texts) {
			tell("batch " + texts.size());
		}

		@RabbitListener(queues = "requests")
		String reply(String request) {
			return "reply to " + request;
		}

		@RabbitListener(queues = "steps")
		@SendTo("next-steps")
		String step(String text) {
			return text + ", next";
		}

		@RabbitListener(queues = "next-steps")
		void nextStep(String text) {
			tell(text);
		}

		@RabbitListener(queues = "acknowledged", containerFactory = "direct")
		void acknowledge(String text, Channel channel, @Header(AmqpHeaders.DELIVERY_TAG) long tag) throws Exception {
			channel.basicAck(tag, false);
			tell("acknowledged " + text);
		}

	}

}
