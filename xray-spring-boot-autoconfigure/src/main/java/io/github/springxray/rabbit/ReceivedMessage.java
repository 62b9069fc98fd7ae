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

import java.util.Date;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.Message;

import io.github.springxray.messaging.IncomingMessage;

/**
 * What tracing has to know of a message that was received. Its body is not read.
 *
 * @param message the message
 */
record ReceivedMessage(Message message) implements IncomingMessage {

	static final String QUEUE = "rabbit_queue";

	static final String REDELIVERED = "rabbit_redelivered";

	@Override
	public @Nullable String header(String name) {
		return RabbitHeaderTexts.first(this.message, name);
	}

	@Override
	public @Nullable String destination() {
		String queue = this.message.getMessageProperties().getConsumerQueue();
		return (queue != null) ? RabbitNames.stable(queue) : null;
	}

	@Override
	public @Nullable String id() {
		return this.message.getMessageProperties().getMessageId();
	}

	/**
	 * AMQP has seconds, and only if the sender has said it.
	 */
	@Override
	public long sentAt() {
		Date timestamp = this.message.getMessageProperties().getTimestamp();
		return (timestamp != null) ? timestamp.getTime() : 0;
	}

	@Override
	public void record(Entity entity) {
		String queue = destination();
		if (queue != null) {
			entity.putAnnotation(QUEUE, queue);
		}
		RabbitNames.record(entity, this.message.getMessageProperties().getReceivedExchange(),
				this.message.getMessageProperties().getReceivedRoutingKey());
		if (Boolean.TRUE.equals(this.message.getMessageProperties().getRedelivered())) {
			entity.putAnnotation(REDELIVERED, true);
		}
	}

	/**
	 * Put on the segment of a batch what is the same for all of its messages.
	 */
	static void record(Entity entity, List<ReceivedMessage> batch) {
		entity.putAnnotation("message_count", batch.size());
		String queue = batch.get(0).destination();
		if (queue != null && batch.stream().allMatch((message) -> queue.equals(message.destination()))) {
			entity.putAnnotation(QUEUE, queue);
		}
	}

}
