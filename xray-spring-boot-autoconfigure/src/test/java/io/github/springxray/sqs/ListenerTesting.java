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

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.interceptor.MessageInterceptor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.Message;

/**
 * An application with Spring Cloud AWS.
 */
abstract class ListenerTesting extends SqsTesting {

	final ApplicationContextRunner listening(Class<?>... listeners) {
		return runner().withUserConfiguration(ListenerConfiguration.class).withUserConfiguration(listeners);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(SqsBootstrapConfiguration.class)
	static class ListenerConfiguration {

		/**
		 * Closing it takes seconds.
		 */
		@Bean(destroyMethod = "")
		SqsAsyncClient sqsAsyncClient() {
			return ElasticMq.asyncClient();
		}

		@Bean
		SqsMessageListenerContainerFactory<Object> defaultSqsListenerContainerFactory(SqsAsyncClient client,
				Handled handled, ObjectProvider<SqsContainerCustomizer> customizers) {
			SqsMessageListenerContainerFactory<Object> factory = new SqsMessageListenerContainerFactory<>();
			factory.setSqsAsyncClient(client);
			factory.configure((options) -> options.pollTimeout(Duration.ofSeconds(1))
				.acknowledgementInterval(Duration.ZERO)
				.acknowledgementThreshold(0));
			factory.addMessageInterceptor(handled);
			customizers.forEach((customizer) -> customizer.customize(factory));
			return factory;
		}

		@Bean
		Handled handled() {
			return new Handled();
		}

	}

	@FunctionalInterface
	interface SqsContainerCustomizer {

		void customize(SqsMessageListenerContainerFactory<Object> factory);

	}

	/**
	 * What the listeners saw, and what was current once they were done.
	 */
	static final class Handled implements MessageInterceptor<Object> {

		final BlockingQueue<Sight> seen = new LinkedBlockingQueue<>();

		final BlockingQueue<Sight> after = new LinkedBlockingQueue<>();

		void see(String body) {
			this.seen.add(new Sight(body));
		}

		@Override
		public void afterProcessing(Message<Object> message, @Nullable Throwable failure) {
			this.after.add(new Sight(String.valueOf(message.getPayload())));
		}

		@Override
		public void afterProcessing(Collection<Message<Object>> messages, @Nullable Throwable failure) {
			this.after.add(new Sight("batch"));
		}

	}

	/**
	 * What was current on a thread.
	 */
	record Sight(String body, Thread thread, @Nullable Entity current) {

		Sight(String body) {
			this(body, Thread.currentThread(), AWSXRay.getTraceEntity());
		}

		String traceId() {
			return String.valueOf((this.current != null) ? this.current.getTraceId() : null);
		}

	}

}
