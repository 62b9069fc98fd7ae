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

import jakarta.jms.Connection;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.messaging.OutgoingMessages;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces what is sent over connections of JMS. Those that Spring gets from the
 * application's {@code ConnectionFactory} beans, for {@code JmsTemplate},
 * {@code JmsClient} and the replies of listeners, are traced by themselves. A connection
 * that the application creates is to be given to {@link #trace(Connection)}.
 */
public final class JmsSenderTracing {

	private final @Nullable ObjectProvider<MessageTracing> provider;

	private final ObjectProvider<TracingFaults> faults;

	private volatile @Nullable OutgoingMessages messages;

	/**
	 * Create an instance. What traces is looked up with the first connection.
	 * @param provider gives what traces, {@code null} if nothing is traced
	 * @param faults gives what counts faults
	 */
	JmsSenderTracing(@Nullable ObjectProvider<MessageTracing> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Trace what is sent over a connection. Never throws.
	 * @param connection the connection, which does not change
	 * @return a connection with the same interfaces, but of another class, that does the
	 * same and traces what is sent; the same one if it does already, if it takes part in
	 * distributed transactions, or if messages are not traced
	 */
	public Connection trace(Connection connection) {
		try {
			OutgoingMessages active = messages();
			return (active != null && TracedJms.trace(connection, active) instanceof Connection traced) ? traced
					: connection;
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			fault(ex);
			return connection;
		}
	}

	private void fault(Throwable fault) {
		try {
			this.faults.ifAvailable((faults) -> faults.record("tracing a connection", fault));
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
