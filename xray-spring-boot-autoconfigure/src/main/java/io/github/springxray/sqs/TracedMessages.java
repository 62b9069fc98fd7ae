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

import java.util.List;

import software.amazon.awssdk.services.sqs.model.Message;

import io.github.springxray.messaging.MessageTrace;

/**
 * Calls the handlers inside of segments.
 */
final class TracedMessages implements SqsTracing {

	private final MessageTraces traces;

	TracedMessages(MessageTraces traces) {
		this.traces = traces;
	}

	@Override
	public <E extends Exception> void process(String queueUrl, Message message, MessageHandler<Message, E> handler)
			throws E {
		handle(this.traces.begin(() -> ReceivedMessage.of(queueUrl, message)), message, handler);
	}

	@Override
	public <E extends Exception> void processBatch(String queueUrl, List<Message> messages,
			MessageHandler<List<Message>, E> handler) throws E {
		if (messages.isEmpty()) {
			handler.handle(messages);
			return;
		}
		MessageTrace trace = this.traces
			.beginBatch(() -> messages.stream().map((message) -> ReceivedMessage.of(queueUrl, message)).toList());
		handle(trace, messages, handler);
	}

	private <M, E extends Exception> void handle(MessageTrace trace, M received, MessageHandler<M, E> handler)
			throws E {
		Throwable error = null;
		try {
			handler.handle(received);
		}
		catch (Throwable ex) {
			error = ex;
			throw ex;
		}
		finally {
			this.traces.end(trace, error);
		}
	}

}
