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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.SimpleMessageListenerContainer;
import org.springframework.messaging.handler.annotation.SendTo;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * An application with a cache on top of a traced connection factory, a pool, and
 * listeners of each kind.
 */
@Configuration(proxyBeanMethods = false)
@EnableJms
@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
		XRayHttpAutoConfiguration.class, XRayJmsAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
		XRayTestAutoConfiguration.class })
class JmsApplication {

	static final String HEADER = "X_Amzn_Trace_Id";

	final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	@Bean
	ConnectionFactory plainConnectionFactory(JmsBroker broker) {
		return broker.connectionFactory();
	}

	@Bean
	@Primary
	CachingConnectionFactory cachingConnectionFactory(ConnectionFactory plainConnectionFactory) {
		return new CachingConnectionFactory(plainConnectionFactory);
	}

	@Bean(destroyMethod = "stop")
	JmsPoolConnectionFactory pool(ConnectionFactory plainConnectionFactory) {
		JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
		pool.setConnectionFactory(plainConnectionFactory);
		return pool;
	}

	@Bean
	JmsTransactionManager transactionManager(CachingConnectionFactory factory) {
		return new JmsTransactionManager(factory);
	}

	@Bean
	JmsTemplate jmsTemplate(CachingConnectionFactory factory) {
		JmsTemplate template = new JmsTemplate(factory);
		template.setReceiveTimeout(20_000);
		return template;
	}

	@Bean
	DefaultJmsListenerContainerFactory jmsListenerContainerFactory(CachingConnectionFactory factory) {
		DefaultJmsListenerContainerFactory containers = new DefaultJmsListenerContainerFactory();
		containers.setConnectionFactory(factory);
		containers.setSessionTransacted(true);
		containers.setErrorHandler((ex) -> {
		});
		return containers;
	}

	@Bean
	DefaultJmsListenerContainerFactory topics(CachingConnectionFactory factory) {
		DefaultJmsListenerContainerFactory containers = jmsListenerContainerFactory(factory);
		containers.setPubSubDomain(true);
		return containers;
	}

	@Bean
	SimpleMessageListenerContainer container(ConnectionFactory plainConnectionFactory) {
		SimpleMessageListenerContainer container = new SimpleMessageListenerContainer();
		container.setConnectionFactory(plainConnectionFactory);
		container.setDestinationName("contained");
		container.setMessageListener((MessageListener) (message) -> this.told.add("contained"));
		return container;
	}

	@Bean
	Listeners listeners(JmsTemplate jmsTemplate) {
		return new Listeners(this, jmsTemplate);
	}

	static String text(Message message) {
		try {
			return message.getBody(String.class);
		}
		catch (JMSException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static class Listeners {

		private final JmsApplication application;

		private final JmsTemplate template;

		private boolean failed;

		Listeners(JmsApplication application, JmsTemplate template) {
			this.application = application;
			this.template = template;
		}

		@JmsListener(destination = "orders")
		void order(Message message) throws JMSException {
			this.application.told.add(message.getStringProperty(HEADER) + " " + AWSXRay.getCurrentSegment().getTraceId()
					+ " " + AWSXRay.getCurrentSegment().isSampled());
			if (text(message).equals("forward")) {
				String copied = message.getStringProperty(HEADER);
				this.template.convertAndSend("forwarded", "forwarded", (sent) -> {
					sent.setStringProperty(HEADER, copied);
					return sent;
				});
			}
			else if (text(message).equals("as it is")) {
				this.template.send("forwarded", (session) -> message);
			}
		}

		@JmsListener(destination = "forwarded")
		void forwarded(Message message) throws JMSException {
			this.application.told.add(message.getStringProperty(HEADER));
		}

		@JmsListener(destination = "failing")
		void fail(String text) {
			this.failed = !this.failed;
			if (this.failed) {
				throw new IllegalStateException("Out of stock");
			}
			this.application.told.add("redelivered " + text);
		}

		@JmsListener(destination = "requests")
		String reply(String request) {
			return "reply to " + request;
		}

		@JmsListener(destination = "steps")
		@SendTo("next-steps")
		String step(String text) {
			return text + ", next";
		}

		@JmsListener(destination = "next-steps")
		void nextStep(String text) {
			this.application.told.add(text);
		}

		@JmsListener(destination = "news", containerFactory = "topics")
		void news(String text) {
			this.application.told.add("news " + text);
		}

	}

}
