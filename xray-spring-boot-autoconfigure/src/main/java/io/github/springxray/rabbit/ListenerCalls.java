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

import java.util.ArrayList;
import java.util.List;

import com.rabbitmq.client.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;

import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.MessageTrace;
import io.github.springxray.messaging.OutgoingMessages;
import io.github.springxray.messaging.TracingListener;

/**
 * How listeners of RabbitMQ are called: with a message or with a batch, with a channel or
 * without.
 *
 * @param messages begins segments
 * @param replies begins subsegments of the replies that Spring's own listeners publish,
 * {@code null} if the listener is another one or what is sent is not traced
 */
record ListenerCalls(IncomingMessages messages, @Nullable OutgoingMessages replies) implements TracingListener.Calls {

	@Override
	public @Nullable MessageTrace begin(String method, @Nullable Object[] args) {
		if (!method.startsWith("onMessage")) {
			return null;
		}
		if (args[0] instanceof Message message) {
			MessageTrace trace = this.messages.begin(() -> new ReceivedMessage(message));
			if (this.replies != null && args.length > 1 && args[1] instanceof Channel channel) {
				args[1] = TracingChannel.trace(channel, trace.entity(), this.replies);
			}
			return trace;
		}
		return (args[0] instanceof List<?> batch && !batch.isEmpty() && batch.get(0) instanceof Message)
				? this.messages.beginBatch(() -> read(batch), ReceivedMessage::record) : null;
	}

	private static List<ReceivedMessage> read(List<?> batch) {
		List<ReceivedMessage> read = new ArrayList<>(batch.size());
		for (Object message : batch) {
			read.add(new ReceivedMessage((Message) message));
		}
		return read;
	}

	/**
	 * The exception around that of the application has moved to another package.
	 */
	@Override
	public Throwable causeOf(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean around = failure.getClass().getSimpleName().equals("ListenerExecutionFailedException");
		return (around && cause != null) ? cause : failure;
	}

}
