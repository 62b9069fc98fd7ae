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

import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.AsyncRabbitTemplate;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.adapter.AbstractAdaptableMessageListener;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.OutgoingMessages;
import io.github.springxray.messaging.TracingListener;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces the listeners of Spring AMQP. All that there are when the application starts,
 * those of {@code @RabbitListener} methods and of container beans, are traced by
 * themselves. A container that is created later, and is no bean, is to be given to
 * {@link #trace(AbstractMessageListenerContainer)}.
 */
public final class RabbitListenerTracing {

	private final @Nullable IncomingMessages messages;

	private final RabbitSenderTracing senders;

	private final TracingFaults faults;

	RabbitListenerTracing(@Nullable IncomingMessages messages, RabbitSenderTracing senders, TracingFaults faults) {
		this.messages = messages;
		this.senders = senders;
		this.faults = faults;
	}

	/**
	 * Trace what the listener of a container does. To be called once the container has
	 * its listener and before it is started. A second call does nothing, nor does any
	 * where messages are not traced. Never throws.
	 * @param container the container
	 */
	public void trace(AbstractMessageListenerContainer container) {
		IncomingMessages active = this.messages;
		if (active == null) {
			return;
		}
		try {
			trace(container, active);
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("tracing a listener container", ex);
		}
	}

	/**
	 * A template that waits for replies does no work of its own.
	 */
	private void trace(AbstractMessageListenerContainer container, IncomingMessages active) {
		Object listener = container.getMessageListener();
		if (listener == null || listener instanceof RabbitTemplate || listener instanceof AsyncRabbitTemplate) {
			return;
		}
		OutgoingMessages replies = (listener instanceof AbstractAdaptableMessageListener) ? this.senders.messages()
				: null;
		container.setMessageListener(
				(MessageListener) TracingListener.trace(listener, active, new ListenerCalls(active, replies)));
	}

}
