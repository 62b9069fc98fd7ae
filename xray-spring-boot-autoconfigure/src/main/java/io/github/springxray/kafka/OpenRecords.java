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

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.requestreply.ReplyingKafkaOperations;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.MessageTrace;

/**
 * What the threads of a container are processing. Each has one record or batch at a time,
 * and calls the interceptor before it and after it. No method here throws, but for errors
 * of the virtual machine.
 */
final class OpenRecords {

	private final IncomingMessages messages;

	/**
	 * Who knows the container by it must not keep it.
	 */
	private final WeakReference<AbstractMessageListenerContainer<?, ?>> container;

	private final ThreadLocal<@Nullable Open> current = new ThreadLocal<>();

	OpenRecords(IncomingMessages messages, AbstractMessageListenerContainer<?, ?> container) {
		this.messages = messages;
		this.container = new WeakReference<>(container);
	}

	void begin(ConsumerRecord<?, ?> record) {
		if (isToBegin(record)) {
			this.current.set(new Open(record, this.messages.begin(() -> new ReceivedRecord(record))));
		}
	}

	void begin(ConsumerRecords<?, ?> records) {
		if (!records.isEmpty() && isToBegin(records)) {
			this.current.set(new Open(records, this.messages.beginBatch(() -> read(records), ReceivedRecord::record)));
		}
	}

	/**
	 * The application may have put the interceptor into one of its own, and it was put
	 * around that as well. A template that waits for replies is no work of its own.
	 */
	private boolean isToBegin(Object received) {
		Open open = this.current.get();
		if (open != null && open.received() == received) {
			return false;
		}
		endLeftOver();
		AbstractMessageListenerContainer<?, ?> container = this.container.get();
		return container == null
				|| !(container.getContainerProperties().getMessageListener() instanceof ReplyingKafkaOperations);
	}

	private static List<ReceivedRecord> read(ConsumerRecords<?, ?> records) {
		List<ReceivedRecord> read = new ArrayList<>(records.count());
		records.forEach((record) -> read.add(new ReceivedRecord(record)));
		return read;
	}

	/**
	 * End what the calling thread has begun.
	 * @param failure what the listener has thrown, {@code null} if it has not
	 */
	void end(@Nullable Throwable failure) {
		MessageTrace trace = take();
		if (trace == null) {
			return;
		}
		Throwable thrown = (failure != null) ? unwrap(failure) : null;
		if (thrown instanceof KafkaBackoffException) {
			this.messages.discard(trace);
		}
		else {
			this.messages.end(trace, thrown);
		}
	}

	/**
	 * End what a listener has left by an error, of which nobody tells the interceptor.
	 */
	void endLeftOver() {
		MessageTrace trace = take();
		if (trace != null) {
			Entity entity = trace.entity();
			if (entity != null) {
				entity.setFault(true);
			}
			this.messages.end(trace, null);
		}
	}

	private @Nullable MessageTrace take() {
		Open open = this.current.get();
		this.current.remove();
		return (open != null) ? open.trace() : null;
	}

	/**
	 * Return what the listener has thrown.
	 */
	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof ListenerExecutionFailedException && cause != null) ? unwrap(cause) : failure;
	}

	/**
	 * What is open on a thread.
	 *
	 * @param received the record or the records
	 * @param trace their trace
	 */
	private record Open(Object received, MessageTrace trace) {
	}

}
