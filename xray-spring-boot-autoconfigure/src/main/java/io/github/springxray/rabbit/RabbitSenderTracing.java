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

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.messaging.OutgoingMessage;
import io.github.springxray.messaging.OutgoingMessages;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces what templates of Spring AMQP send. The application's {@code RabbitTemplate}
 * beans are traced by themselves, and with them {@code RabbitMessagingTemplate} and
 * {@code AsyncRabbitTemplate}. One that is no bean is to be given to
 * {@link #trace(RabbitTemplate)}.
 */
public final class RabbitSenderTracing {

	private final @Nullable ObjectProvider<MessageTracing> provider;

	private final ObjectProvider<TracingFaults> faults;

	private final Set<RabbitTemplate> traced = Collections
		.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

	private volatile @Nullable OutgoingMessages messages;

	/**
	 * Create an instance. What traces is looked up with the first message.
	 * @param provider gives what traces, {@code null} if nothing is traced
	 * @param faults gives what counts faults
	 */
	RabbitSenderTracing(@Nullable ObjectProvider<MessageTracing> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Trace what a template sends, by one more post-processor of its messages. A second
	 * call does nothing, nor does any where messages are not traced. Never throws.
	 * @param template the template
	 */
	public void trace(RabbitTemplate template) {
		try {
			if (this.provider != null && this.traced.add(template)) {
				template.addBeforePublishPostProcessors(new TracingPublisher(this));
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fault("tracing a template", ex);
		}
	}

	/**
	 * Make a subsegment of a message and write its headers. It ends at once: the message
	 * is handed to the client in the next moment, which does not wait for the broker, and
	 * nobody tells of that. Never throws.
	 */
	void publishing(Message message, String exchange, String routingKey) {
		try {
			OutgoingMessages active = messages();
			if (active != null) {
				OutgoingMessage sent = active.begin(RabbitNames.destination(exchange, routingKey),
						new MessageToSend(message));
				sent.record((entity) -> RabbitNames.record(entity, exchange, routingKey));
				sent.end();
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (RuntimeException | LinkageError ex) {
			fault("tracing a message to send", ex);
		}
	}

	private void fault(String place, Throwable fault) {
		try {
			this.faults.ifAvailable((faults) -> faults.record(place, fault));
		}
		catch (RuntimeException ex) {
			// The context is closed: nobody counts any longer
		}
	}

	/**
	 * Return what begins subsegments, {@code null} if what is sent is not traced.
	 */
	@Nullable OutgoingMessages messages() {
		OutgoingMessages messages = this.messages;
		if (messages == null && this.provider != null) {
			MessageTracing tracing = this.provider.getIfAvailable();
			messages = (tracing != null) ? tracing.outgoing() : null;
			this.messages = messages;
		}
		return messages;
	}

}
