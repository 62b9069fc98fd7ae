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

import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.core.ProducerPostProcessor;

import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.messaging.OutgoingMessages;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces what producers of Kafka send. Those of the application's {@code ProducerFactory}
 * beans, which templates use, are traced by themselves. One that the application creates
 * with a constructor of Kafka's is to be given to {@link #trace(Producer)}.
 */
public final class KafkaProducerTracing {

	private final @Nullable ObjectProvider<MessageTracing> provider;

	private final ObjectProvider<TracingFaults> faults;

	private volatile @Nullable OutgoingMessages messages;

	/**
	 * Create an instance. What traces is looked up with the first producer, as factories
	 * may be created before it.
	 * @param provider gives what traces, {@code null} if nothing is traced
	 * @param faults gives what counts faults
	 */
	KafkaProducerTracing(@Nullable ObjectProvider<MessageTracing> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Trace what a producer sends. Never throws.
	 * @param <K> the type of the keys
	 * @param <V> the type of the values
	 * @param producer the producer, which does not change
	 * @return a producer that does the same and traces what it sends; the same one if it
	 * does already, or if messages are not traced
	 */
	public <K, V> Producer<K, V> trace(Producer<K, V> producer) {
		try {
			OutgoingMessages active = messages();
			return (active != null) ? TracingProducer.trace(producer, active) : producer;
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fault(ex);
			return producer;
		}
	}

	/**
	 * Trace what the producers of a factory send.
	 */
	<K, V> void trace(ProducerFactory<K, V> factory) {
		try {
			ProducerPostProcessor<K, V> traced = this::trace;
			factory.addPostProcessor(traced);
		}
		catch (RuntimeException | LinkageError ex) {
			fault(ex);
		}
	}

	private void fault(Throwable fault) {
		try {
			this.faults.ifAvailable((faults) -> faults.record("tracing a producer", fault));
		}
		catch (RuntimeException ex) {
			// The context is closed: nobody counts any longer
		}
	}

	private @Nullable OutgoingMessages messages() {
		OutgoingMessages messages = this.messages;
		if (messages == null && this.provider != null) {
			MessageTracing tracing = this.provider.getIfAvailable();
			messages = (tracing != null) ? tracing.outgoing() : null;
			this.messages = messages;
		}
		return messages;
	}

}
