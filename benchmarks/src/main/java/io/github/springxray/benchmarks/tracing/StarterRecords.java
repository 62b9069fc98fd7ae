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

package io.github.springxray.benchmarks.tracing;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.RecordInterceptor;

import io.github.springxray.kafka.KafkaListenerTracing;
import io.github.springxray.kafka.KafkaProducerTracing;

/**
 * This starter, called as a container and a template call it.
 */
final class StarterRecords implements RecordTracing {

	private final ConfigurableApplicationContext context;

	private final ConsumerRecord<String, String> received;

	private final RecordInterceptor<String, String> interceptor;

	private final Producer<String, String> producer;

	private final Consumer<String, String> consumer = new MockConsumer<>("earliest");

	StarterRecords(boolean sampled) {
		this.received = RecordTracing.received(sampled);
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false",
					"spring.application.name=" + Request.SERVICE, "xray.sampling.strategy=all",
					"xray.logging.mdc=false", "xray.emitter.type=none")
			.run();
		ConcurrentMessageListenerContainer<String, String> container = new ConcurrentMessageListenerContainer<>(
				new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties("orders"));
		this.context.getBean(KafkaListenerTracing.class).trace(container);
		this.interceptor = Objects.requireNonNull(container.getRecordInterceptor());
		this.producer = this.context.getBean(KafkaProducerTracing.class).trace(RecordTracing.producer());
	}

	@Override
	public Future<RecordMetadata> receiveAndSend() {
		this.interceptor.intercept(this.received, this.consumer);
		Future<RecordMetadata> sent = this.producer.send(RecordTracing.toSend(), (metadata, failure) -> {
		});
		this.interceptor.success(this.received, this.consumer);
		this.interceptor.afterRecord(this.received, this.consumer);
		return sent;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
