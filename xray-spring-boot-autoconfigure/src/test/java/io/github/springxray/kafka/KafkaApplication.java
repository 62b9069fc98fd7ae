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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.AWSXRay;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.EnableKafkaRetryTopic;
import org.springframework.kafka.annotation.EnableKafkaStreams;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.KafkaStreamsDefaultConfiguration;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.requestreply.ReplyingKafkaTemplate;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.backoff.FixedBackOff;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.XRayTestAutoConfiguration;

/**
 * An application with listeners of each kind. What the test is to know of them is in
 * {@link #told}.
 */
@Configuration(proxyBeanMethods = false)
@EnableKafka
@EnableKafkaRetryTopic
@EnableKafkaStreams
@ImportAutoConfiguration({ XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
		XRayHttpAutoConfiguration.class, XRayKafkaAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
		XRayTestAutoConfiguration.class })
class KafkaApplication {

	static final String[] TOPICS = { "orders", "forwarded", "failing", "failing-dlt", "batches", "retried",
			"retried-retry", "retried-dlt", "own", "acknowledged", "requests", "replies", "later", "paid", "shipped",
			"erring", "raw", "streamed" };

	final BlockingQueue<String> told = new LinkedBlockingQueue<>();

	final AtomicInteger attempts = new AtomicInteger();

	final CompletableFuture<Void> later = new CompletableFuture<>();

	private static Map<String, Object> settings() {
		return new HashMap<>(Map.of("bootstrap.servers", KafkaBroker.address(), "auto.offset.reset", "earliest",
				"isolation.level", "read_committed"));
	}

	@Bean
	DefaultKafkaProducerFactory<String, String> producerFactory() {
		Map<String, Object> settings = settings();
		settings.keySet().removeIf((key) -> !key.startsWith("bootstrap"));
		return new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new StringSerializer());
	}

	@Bean
	DefaultKafkaProducerFactory<String, String> transactionalProducerFactory() {
		Map<String, Object> settings = settings();
		settings.keySet().removeIf((key) -> !key.startsWith("bootstrap"));
		DefaultKafkaProducerFactory<String, String> factory = new DefaultKafkaProducerFactory<>(settings,
				new StringSerializer(), new StringSerializer());
		factory.setTransactionIdPrefix("tx-");
		return factory;
	}

	@Bean
	KafkaTemplate<String, String> kafkaTemplate(ProducerFactory<String, String> producerFactory) {
		return new KafkaTemplate<>(producerFactory);
	}

	@Bean
	KafkaTemplate<String, String> transactionalTemplate(
			DefaultKafkaProducerFactory<String, String> transactionalProducerFactory) {
		return new KafkaTemplate<>(transactionalProducerFactory);
	}

	@Bean
	KafkaAdmin kafkaAdmin() {
		return new KafkaAdmin(Map.of("bootstrap.servers", KafkaBroker.address()));
	}

	@Bean
	ThreadPoolTaskScheduler taskScheduler() {
		return new ThreadPoolTaskScheduler();
	}

	@Bean
	DefaultKafkaConsumerFactory<String, String> consumerFactory() {
		return new DefaultKafkaConsumerFactory<>(settings(), new StringDeserializer(), new StringDeserializer());
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory(
			ConsumerFactory<String, String> consumerFactory, KafkaTemplate<String, String> kafkaTemplate) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = factory(consumerFactory);
		factory.setReplyTemplate(kafkaTemplate);
		DefaultErrorHandler handler = new DefaultErrorHandler(new DeadLetterPublishingRecoverer(kafkaTemplate),
				new FixedBackOff(0, 1));
		factory.setCommonErrorHandler(handler);
		return factory;
	}

	private static ConcurrentKafkaListenerContainerFactory<String, String> factory(
			ConsumerFactory<String, String> consumerFactory) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = new ConcurrentKafkaListenerContainerFactory<>();
		factory.setConsumerFactory(consumerFactory);
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> retryFactory(
			ConsumerFactory<String, String> consumerFactory) {
		return factory(consumerFactory);
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> ownFactory(
			ConsumerFactory<String, String> consumerFactory) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = factory(consumerFactory);
		factory.setRecordInterceptor((record, consumer) -> {
			this.told.add("intercepted " + record.value());
			return record.value().equals("skip") ? null : record;
		});
		factory.setRecordFilterStrategy((record) -> record.value().equals("filter"));
		return factory;
	}

	@Bean
	ConcurrentKafkaListenerContainerFactory<String, String> transactionalFactory(
			ConsumerFactory<String, String> consumerFactory,
			DefaultKafkaProducerFactory<String, String> transactionalProducerFactory) {
		ConcurrentKafkaListenerContainerFactory<String, String> factory = factory(consumerFactory);
		factory.getContainerProperties()
			.setKafkaAwareTransactionManager(new KafkaTransactionManager<>(transactionalProducerFactory));
		return factory;
	}

	@Bean
	ConcurrentMessageListenerContainer<String, String> acknowledging(ConsumerFactory<String, String> consumerFactory) {
		ContainerProperties properties = new ContainerProperties("acknowledged");
		properties.setGroupId("acknowledging");
		properties.setAckMode(AckMode.MANUAL_IMMEDIATE);
		properties.setMessageListener((AcknowledgingMessageListener<String, String>) this::acknowledge);
		return new ConcurrentMessageListenerContainer<>(consumerFactory, properties);
	}

	private void acknowledge(ConsumerRecord<String, String> record, Acknowledgment acknowledgment) {
		if (this.attempts.getAndIncrement() == 0) {
			acknowledgment.nack(Duration.ZERO);
		}
		else {
			acknowledgment.acknowledge();
			this.told.add("acknowledged " + record.value());
		}
	}

	@Bean
	ConcurrentMessageListenerContainer<String, String> replyContainer(ConsumerFactory<String, String> consumerFactory) {
		ContainerProperties properties = new ContainerProperties("replies");
		properties.setGroupId("replies");
		return new ConcurrentMessageListenerContainer<>(consumerFactory, properties);
	}

	@Bean
	ReplyingKafkaTemplate<String, String, String> replyingTemplate(ProducerFactory<String, String> producerFactory,
			ConcurrentMessageListenerContainer<String, String> replyContainer) {
		return new ReplyingKafkaTemplate<>(producerFactory, replyContainer);
	}

	@Bean(KafkaStreamsDefaultConfiguration.DEFAULT_STREAMS_CONFIG_BEAN_NAME)
	KafkaStreamsConfiguration streams() throws IOException {
		return new KafkaStreamsConfiguration(
				Map.of("bootstrap.servers", KafkaBroker.address(), "application.id", "streams", "auto.offset.reset",
						"earliest", "state.dir", Files.createTempDirectory("streams").toString()));
	}

	@Bean
	KStream<String, String> topology(StreamsBuilder builder) {
		KStream<String, String> stream = builder.stream("raw", Consumed.with(Serdes.String(), Serdes.String()));
		stream.mapValues((value) -> value.toUpperCase(Locale.ROOT))
			.to("streamed", Produced.with(Serdes.String(), Serdes.String()));
		return stream;
	}

	@Bean
	Listeners listeners(KafkaTemplate<String, String> kafkaTemplate,
			KafkaTemplate<String, String> transactionalTemplate) {
		return new Listeners(this, kafkaTemplate, transactionalTemplate);
	}

	static class Listeners {

		private final KafkaApplication application;

		private final KafkaTemplate<String, String> template;

		private final KafkaTemplate<String, String> transactionalTemplate;

		Listeners(KafkaApplication application, KafkaTemplate<String, String> template,
				KafkaTemplate<String, String> transactionalTemplate) {
			this.application = application;
			this.template = template;
			this.transactionalTemplate = transactionalTemplate;
		}

		private void tell(String text) {
			this.application.told.add(text);
		}

		@KafkaListener(id = "orders", topics = "orders")
		void order(ConsumerRecord<String, String> record) throws Exception {
			String header = record.headers().lastHeader(KafkaTesting.HEADER) == null ? "none"
					: new String(record.headers().lastHeader(KafkaTesting.HEADER).value(), StandardCharsets.UTF_8);
			tell(header + " " + AWSXRay.getCurrentSegment().getTraceId() + " "
					+ AWSXRay.getCurrentSegment().isSampled());
			if (record.value().equals("forward")) {
				this.template
					.send(new ProducerRecord<>("forwarded", null, (String) null, "forwarded", record.headers()))
					.get();
			}
		}

		@KafkaListener(id = "forwarded", topics = "forwarded")
		void forwarded(ConsumerRecord<String, String> record) {
			List<String> headers = new ArrayList<>();
			record.headers()
				.headers(KafkaTesting.HEADER)
				.forEach((header) -> headers.add(new String(header.value(), StandardCharsets.UTF_8)));
			tell(String.join(",", headers));
		}

		@KafkaListener(id = "failing", topics = "failing")
		void fail(String value) {
			throw new IllegalStateException("Out of stock");
		}

		@KafkaListener(id = "dead", topics = "failing-dlt")
		void dead(String value) {
			tell("dead " + value);
		}

		@KafkaListener(id = "batches", topics = "batches", batch = "true", autoStartup = "false")
		void batch(List<String> values) {
			tell("batch " + values.size());
		}

		@RetryableTopic(attempts = "2", backOff = @BackOff(200), kafkaTemplate = "kafkaTemplate",
				autoCreateTopics = "false")
		@KafkaListener(id = "retried", topics = "retried", containerFactory = "retryFactory")
		void retry(ConsumerRecord<String, String> record) {
			if (record.topic().equals("retried")) {
				throw new IllegalStateException("Not yet");
			}
			tell("retried " + record.topic());
		}

		@KafkaListener(id = "own", topics = "own", containerFactory = "ownFactory")
		void own(String value) {
			tell("own " + value);
		}

		@KafkaListener(id = "requests", topics = "requests")
		@SendTo
		String reply(String request) {
			return "reply to " + request;
		}

		@KafkaListener(id = "later", topics = "later")
		CompletableFuture<Void> later(String value) {
			return this.application.later;
		}

		@KafkaListener(id = "paid", topics = "paid", containerFactory = "transactionalFactory")
		void paid(String value) throws Exception {
			this.transactionalTemplate.send("shipped", value).get();
			if (this.application.attempts.getAndIncrement() == 0) {
				throw new IllegalStateException("Rolled back");
			}
		}

		@KafkaListener(id = "shipped", topics = "shipped")
		void shipped(String value) {
			tell("shipped " + value);
		}

		@KafkaListener(id = "streamed", topics = "streamed")
		void streamed(String value) {
			tell("streamed " + value);
		}

		@KafkaListener(id = "erring", topics = "erring")
		void err(String value) {
			throw new AssertionError("Never to happen");
		}

	}

}
