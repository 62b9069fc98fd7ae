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
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.messaging.IncomingMessages;
import io.github.springxray.messaging.MessageTrace;
import io.github.springxray.recorder.TracingFaults;

/**
 * Begins and ends the segments of messages of SQS. No method here throws.
 */
final class MessageTraces {

	private final IncomingMessages messages;

	MessageTraces(IncomingMessages messages) {
		this.messages = messages;
	}

	MessageTraces(String service, Segments segments, Subsegments subsegments, IncomingSegments incoming,
			TraceHeaders headers, TracingFaults faults) {
		this(new IncomingMessages(service, segments, subsegments, incoming, headers, faults));
	}

	/**
	 * Begin the segment of a message, in the trace that the message brings.
	 */
	MessageTrace begin(Supplier<ReceivedMessage> source) {
		return this.messages.begin(source);
	}

	/**
	 * Begin the segment of a batch: a trace of its own, linked to those that the messages
	 * bring.
	 */
	MessageTrace beginBatch(Supplier<List<ReceivedMessage>> source) {
		return this.messages.beginBatch(source, MessageTraces::record);
	}

	private static void record(Entity entity, List<ReceivedMessage> messages) {
		messages.get(0).recordQueue(entity);
		entity.putAws("message_count", messages.size());
	}

	void end(MessageTrace trace, @Nullable Throwable error) {
		this.messages.end(trace, error);
	}

	/**
	 * Leave a segment open but the calling thread as it was.
	 */
	void detach(MessageTrace trace) {
		this.messages.detach(trace);
	}

}
