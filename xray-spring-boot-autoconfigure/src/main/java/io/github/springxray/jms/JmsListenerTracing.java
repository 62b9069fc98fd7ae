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

package io.github.springxray.jms;

import org.jspecify.annotations.Nullable;

import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.MessageListenerContainer;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.TracingListener;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces the listeners of Spring's support for JMS. All that there are when the
 * application starts, those of {@code @JmsListener} methods and of container beans, are
 * traced by themselves. A container that is created later, and is no bean, is to be given
 * to {@link #trace(MessageListenerContainer)}.
 */
public final class JmsListenerTracing {

	private final @Nullable IncomingMessages messages;

	private final TracingFaults faults;

	JmsListenerTracing(@Nullable IncomingMessages messages, TracingFaults faults) {
		this.messages = messages;
		this.faults = faults;
	}

	/**
	 * Trace what the listener of a container does. To be called once the container has
	 * its listener and before it is started. A second call does nothing, nor does any
	 * where messages are not traced. Never throws.
	 * @param container the container
	 */
	public void trace(MessageListenerContainer container) {
		IncomingMessages active = this.messages;
		if (active == null) {
			return;
		}
		try {
			if (container instanceof AbstractMessageListenerContainer known && known.getMessageListener() != null) {
				known.setMessageListener(
						TracingListener.trace(known.getMessageListener(), active, new ListenerCalls(active)));
			}
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("tracing a listener container", ex);
		}
	}

}
