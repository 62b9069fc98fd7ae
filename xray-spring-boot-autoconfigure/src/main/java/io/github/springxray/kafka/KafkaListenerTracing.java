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

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RecordInterceptor;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces the listeners of Spring for Apache Kafka. All that there are when the
 * application starts, those of {@code @KafkaListener} methods and of container beans, are
 * traced by themselves. A container that is created later, and is no bean, is to be given
 * to {@link #trace(MessageListenerContainer)}.
 */
public final class KafkaListenerTracing {

	private final @Nullable IncomingMessages messages;

	private final TracingFaults faults;

	private final Map<MessageListenerContainer, OpenRecords> open = Collections.synchronizedMap(new WeakHashMap<>());

	KafkaListenerTracing(@Nullable IncomingMessages messages, TracingFaults faults) {
		this.messages = messages;
		this.faults = faults;
	}

	/**
	 * Trace what the listener of a container does. To be called before the container is
	 * started, as that is when it looks for interceptors. Those of the application are
	 * kept. A second call does nothing, nor does any where messages are not traced. Never
	 * throws.
	 * @param container the container
	 */
	public void trace(MessageListenerContainer container) {
		IncomingMessages active = this.messages;
		if (active == null) {
			return;
		}
		try {
			if (container instanceof AbstractMessageListenerContainer<?, ?> known) {
				intercept(known, active);
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("tracing a listener container", ex);
		}
	}

	private <K, V> void intercept(AbstractMessageListenerContainer<K, V> container, IncomingMessages active) {
		OpenRecords open = this.open.computeIfAbsent(container, (key) -> new OpenRecords(active, container));
		RecordInterceptor<K, V> records = container.getRecordInterceptor();
		if (!(records instanceof TracingRecordInterceptor)) {
			container.setRecordInterceptor(new TracingRecordInterceptor<>(records, open));
		}
		BatchInterceptor<K, V> batches = container.getBatchInterceptor();
		if (!(batches instanceof TracingBatchInterceptor)) {
			container.setBatchInterceptor(new TracingBatchInterceptor<>(batches, open));
		}
	}

}
