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

import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

import io.github.springxray.messaging.OutgoingMessage;
import io.github.springxray.messaging.OutgoingMessages;

/**
 * A message on its way through a producer.
 */
final class SentMessage {

	/**
	 * A cache or a pool that is traced may stand on top of connections that are.
	 */
	private static final ThreadLocal<@Nullable Message> SENDING = new ThreadLocal<>();

	private final MessageProducer producer;

	private final Message message;

	private final @Nullable Object[] args;

	private final OutgoingMessages messages;

	/**
	 * Create an instance.
	 * @param producer what sends
	 * @param message the message
	 * @param args what the producer is called with, the message among it
	 * @param messages what begins subsegments
	 */
	SentMessage(MessageProducer producer, Message message, @Nullable Object[] args, OutgoingMessages messages) {
		this.producer = producer;
		this.message = message;
		this.args = args;
		this.messages = messages;
	}

	@Nullable Object send(Sending sending) throws Throwable {
		Message outer = SENDING.get();
		if (outer == this.message) {
			return sending.send();
		}
		OutgoingMessage sent = this.messages.begin(destination(), new MessageToSend(this.message));
		boolean later = sent.isRecording() && tellWhenComplete(sent);
		SENDING.set(this.message);
		try {
			Object result = sending.send();
			if (!later) {
				sent.end();
			}
			return result;
		}
		catch (Throwable ex) {
			sent.end(ex);
			throw ex;
		}
		finally {
			if (outer != null) {
				SENDING.set(outer);
			}
			else {
				SENDING.remove();
			}
		}
	}

	private @Nullable String destination() {
		for (Object argument : this.args) {
			if (argument instanceof Destination destination) {
				return JmsDestinations.name(destination);
			}
		}
		try {
			return JmsDestinations.name(this.producer.getDestination());
		}
		catch (JMSException ex) {
			return null;
		}
	}

	/**
	 * Have the message end when the broker has it.
	 */
	private boolean tellWhenComplete(OutgoingMessage sent) {
		for (int i = 0; i < this.args.length; i++) {
			if (this.args[i] instanceof CompletionListener listener) {
				this.args[i] = new TracingCompletionListener(listener, sent);
				return true;
			}
		}
		return false;
	}

	/**
	 * Sends the message.
	 */
	interface Sending {

		@Nullable Object send() throws Throwable;

	}

	/**
	 * Ends a message before the application hears of it.
	 *
	 * @param listener what the application has given
	 * @param sent the message
	 */
	private record TracingCompletionListener(CompletionListener listener,
			OutgoingMessage sent) implements CompletionListener {

		@Override
		public void onCompletion(Message message) {
			this.sent.end();
			this.listener.onCompletion(message);
		}

		@Override
		public void onException(Message message, Exception exception) {
			this.sent.end(exception);
			this.listener.onException(message, exception);
		}

	}

}
