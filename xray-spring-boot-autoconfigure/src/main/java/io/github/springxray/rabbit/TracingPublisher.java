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

import org.springframework.amqp.core.Correlation;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessagePostProcessor;

/**
 * Makes a subsegment of each message that a template is about to publish. It has no
 * order, so it comes after all post-processors of the application that have one.
 */
final class TracingPublisher implements MessagePostProcessor {

	private final RabbitSenderTracing tracing;

	TracingPublisher(RabbitSenderTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public Message postProcessMessage(Message message) {
		return postProcessMessage(message, null, "", "");
	}

	@Override
	public Message postProcessMessage(Message message, @Nullable Correlation correlation, String exchange,
			String routingKey) {
		this.tracing.publishing(message, exchange, routingKey);
		return message;
	}

}
