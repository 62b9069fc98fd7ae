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

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Traces a record of Kafka that is received and one that is sent meanwhile.
 */
public interface RecordTracing extends AutoCloseable {

	/**
	 * Receive a record and send another one.
	 * @return what the producer gives
	 */
	Future<RecordMetadata> receiveAndSend();

	@Override
	void close();

	/**
	 * Set a library up.
	 * @param library the library
	 * @param sampled whether the record comes with a trace that is sampled
	 * @return what receives and sends
	 */
	static RecordTracing open(Library library, boolean sampled) {
		return switch (library) {
			case NONE -> new UntracedRecords();
			case XRAY_STARTER -> new StarterRecords(sampled);
			case MICROMETER_OPENTELEMETRY -> new ObservedRecords(sampled);
			default -> throw new IllegalArgumentException(library + " does not trace records");
		};
	}

	/**
	 * Create a record with the header of the X-Ray SDKs and that of W3C.
	 * @param sampled whether they say that the trace is sampled
	 * @return the record
	 */
	static ConsumerRecord<String, String> received(boolean sampled) {
		ConsumerRecord<String, String> record = new ConsumerRecord<>("orders", 0, 42, "key", "value");
		record.headers()
			.add("X-Amzn-Trace-Id",
					("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=" + (sampled ? 1 : 0))
						.getBytes(StandardCharsets.UTF_8));
		record.headers()
			.add("traceparent", ("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-0" + (sampled ? 1 : 0))
				.getBytes(StandardCharsets.UTF_8));
		return record;
	}

	/**
	 * Create what is sent.
	 * @return a record
	 */
	static ProducerRecord<String, String> toSend() {
		return new ProducerRecord<>("shipped", "key", "value");
	}

	/**
	 * Create a producer that keeps nothing and answers at once.
	 * @return the producer
	 */
	@SuppressWarnings("unchecked")
	static Producer<String, String> producer() {
		RecordMetadata metadata = new RecordMetadata(new TopicPartition("shipped", 0), 42, 0, 0, 3, 5);
		Future<RecordMetadata> done = CompletableFuture.completedFuture(metadata);
		return (Producer<String, String>) Proxy.newProxyInstance(Producer.class.getClassLoader(),
				new Class<?>[] { Producer.class }, (proxy, method, args) -> {
					if (args.length > 1 && args[1] instanceof Callback callback) {
						callback.onCompletion(metadata, null);
					}
					return done;
				});
	}

}
