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

import com.amazonaws.xray.entities.Entity;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.jspecify.annotations.Nullable;

import io.github.springxray.messaging.IncomingMessage;

/**
 * What tracing has to know of a message that was received. Its body is not read.
 *
 * @param message the message
 */
record ReceivedMessage(Message message) implements IncomingMessage {

	static final String ATTEMPT = "jms_delivery_attempt";

	private static final String COUNT = "JMSXDeliveryCount";

	@Override
	public @Nullable String header(String name) {
		return JmsHeaderTexts.get(this.message, name);
	}

	@Override
	public @Nullable String destination() {
		return JmsDestinations.name(from());
	}

	@Override
	public @Nullable String id() {
		return known(Message::getJMSMessageID);
	}

	@Override
	public long sentAt() {
		Long sent = known(Message::getJMSTimestamp);
		return (sent != null) ? sent : 0;
	}

	@Override
	public void record(Entity entity) {
		String destination = destination();
		if (destination != null) {
			entity.putAnnotation(JmsDestinations.annotation(from()), destination);
		}
		Integer attempt = known(
				(message) -> message.propertyExists(COUNT) ? Integer.valueOf(message.getIntProperty(COUNT)) : null);
		if (attempt != null) {
			entity.putAnnotation(ATTEMPT, attempt);
		}
	}

	private @Nullable Destination from() {
		return known(Message::getJMSDestination);
	}

	/**
	 * Brokers may not know what they are asked for.
	 */
	private <T> @Nullable T known(Question<T> question) {
		try {
			return question.ask(this.message);
		}
		catch (JMSException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Something that is asked of a message.
	 *
	 * @param <T> the type of the answer
	 */
	private interface Question<T> {

		@Nullable T ask(Message message) throws JMSException;

	}

}
