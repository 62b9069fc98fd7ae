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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

import io.github.springxray.messaging.OutgoingMessage;
import io.github.springxray.messaging.OutgoingMessages;

/**
 * Does what a producer does, and traces what it sends. It is a proxy, as the interface
 * gains methods with each release of Kafka, and producers may have others besides.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
final class TracingProducer<K, V> implements InvocationHandler {

	private final Producer<K, V> delegate;

	private final OutgoingMessages messages;

	private TracingProducer(Producer<K, V> delegate, OutgoingMessages messages) {
		this.delegate = delegate;
		this.messages = messages;
	}

	@SuppressWarnings("unchecked")
	static <K, V> Producer<K, V> trace(Producer<K, V> producer, OutgoingMessages messages) {
		if (of(producer) != null) {
			return producer;
		}
		return (Producer<K, V>) Proxy.newProxyInstance(producer.getClass().getClassLoader(),
				ClassUtils.getAllInterfaces(producer), new TracingProducer<>(producer, messages));
	}

	private static @Nullable TracingProducer<?, ?> of(@Nullable Object object) {
		return (object != null && Proxy.isProxyClass(object.getClass())
				&& Proxy.getInvocationHandler(object) instanceof TracingProducer<?, ?> tracing) ? tracing : null;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		if (args != null && method.getName().equals("send") && args[0] instanceof ProducerRecord<?, ?> record) {
			return send((ProducerRecord<K, V>) record, (args.length > 1) ? (Callback) args[1] : null);
		}
		try {
			if (args != null && method.getName().equals("equals")) {
				TracingProducer<?, ?> other = of(args[0]);
				return this.delegate.equals((other != null) ? other.delegate : args[0]);
			}
			return method.invoke(this.delegate, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback) {
		RecordToSend<K, V> sent = new RecordToSend<>(record);
		OutgoingMessage message = this.messages.begin(record.topic(), sent);
		if (!message.isRecording()) {
			return (callback != null) ? this.delegate.send(sent.record(), callback) : this.delegate.send(sent.record());
		}
		try {
			return this.delegate.send(sent.record(), (metadata, failure) -> {
				end(message, metadata, failure);
				if (callback != null) {
					callback.onCompletion(metadata, failure);
				}
			});
		}
		catch (Throwable ex) {
			message.end(ex);
			throw ex;
		}
	}

	private static void end(OutgoingMessage message, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
		if (metadata != null && failure == null) {
			message.record((entity) -> {
				entity.putAnnotation(ReceivedRecord.PARTITION, metadata.partition());
				if (metadata.hasOffset()) {
					entity.putAnnotation(ReceivedRecord.OFFSET, metadata.offset());
				}
			});
		}
		message.end(failure);
	}

}
