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

package io.github.springxray.sqs;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.SqsHeaders.MessageSystemAttributes;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Reads what Spring Cloud AWS puts into the headers of a message.
 */
final class SpringMessages {

	private SpringMessages() {
	}

	static ReceivedMessage read(Message<?> message) {
		MessageHeaders headers = message.getHeaders();
		UUID id = headers.getId();
		return new ReceivedMessage((id != null) ? id.toString() : null, text(headers, SqsHeaders.SQS_QUEUE_URL_HEADER),
				text(headers, MessageSystemAttributes.SQS_APPROXIMATE_RECEIVE_COUNT),
				text(headers, MessageSystemAttributes.SQS_AWS_TRACE_HEADER),
				text(headers, ReceivedMessage.TRACE_PARENT));
	}

	static List<ReceivedMessage> read(Collection<? extends Message<?>> messages) {
		return messages.stream().map(SpringMessages::read).toList();
	}

	private static @Nullable String text(MessageHeaders headers, String name) {
		return (headers.get(name) instanceof String text) ? text : null;
	}

}
