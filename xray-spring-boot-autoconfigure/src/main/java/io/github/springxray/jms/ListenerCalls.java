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

import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.jms.listener.adapter.ListenerExecutionFailedException;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.MessageTrace;
import io.github.springxray.messaging.TracingListener;

/**
 * How listeners of JMS are called.
 *
 * @param messages begins segments
 */
record ListenerCalls(IncomingMessages messages) implements TracingListener.Calls {

	@Override
	public @Nullable MessageTrace begin(String method, @Nullable Object[] args) {
		return (method.equals("onMessage") && args[0] instanceof Message message)
				? this.messages.begin(() -> new ReceivedMessage(message)) : null;
	}

	@Override
	public Throwable causeOf(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof ListenerExecutionFailedException && cause != null) ? cause : failure;
	}

}
