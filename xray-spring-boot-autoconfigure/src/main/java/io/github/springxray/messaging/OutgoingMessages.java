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

package io.github.springxray.messaging;

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.PropagationFormat;
import io.github.springxray.http.TraceHeaders;

/**
 * Begins the subsegments of messages that are sent, and writes the headers that tell the
 * receiver of the trace. No method here throws, but for errors of the virtual machine.
 */
public final class OutgoingMessages {

	private static final String UNKNOWN = "unknown-destination";

	private static final TraceHeaders XRAY = new TraceHeaders(true, List.of(PropagationFormat.XRAY), List.of());

	private static final TraceHeaders W3C = new TraceHeaders(true, List.of(PropagationFormat.W3C), List.of());

	private final Subsegments subsegments;

	private final TraceHeaders headers;

	OutgoingMessages(Subsegments subsegments, TraceHeaders headers) {
		this.subsegments = subsegments;
		this.headers = headers;
	}

	/**
	 * Return what is current on the calling thread: the parent of a message that it
	 * sends.
	 * @return the segment or subsegment, or {@code null} if there is none
	 */
	public @Nullable Entity current() {
		return this.subsegments.current();
	}

	/**
	 * Begin a message of what is current on the calling thread, just before it is sent.
	 * @param destination where it goes
	 * @param headers its headers
	 * @return the message, to be ended on whichever thread
	 * @see #begin(String, Entity, OutgoingHeaders)
	 */
	public OutgoingMessage begin(@Nullable String destination, OutgoingHeaders headers) {
		return begin(destination, current(), headers);
	}

	/**
	 * Begin a message that is current on no thread, just before it is sent, and write its
	 * headers: those of {@code xray.propagation.produce}, and {@code Sampled=0} where the
	 * trace is not recorded. A header that the application has set is left alone, unless
	 * it is a copy of what the message being processed came with, or tells of the same
	 * trace, as when a message is sent once more.
	 * @param destination where it goes: the name of the topic, queue or exchange;
	 * {@code null} if it is not known
	 * @param parent what sends it; with {@code null} nothing is recorded or written
	 * @param headers its headers, by the names that a request would have; a library that
	 * does not take these maps them
	 * @return the message, to be ended on whichever thread; {@link OutgoingMessage#NONE}
	 * if it is not recorded
	 */
	public OutgoingMessage begin(@Nullable String destination, @Nullable Entity parent, OutgoingHeaders headers) {
		String name = (destination != null && !destination.isEmpty()) ? destination : UNKNOWN;
		if (parent == null) {
			this.subsegments.outside("A message to " + name);
			return OutgoingMessage.NONE;
		}
		TraceScope scope = this.subsegments.begin(name, parent);
		Entity entity = scope.entity();
		Entity sender = (entity != null) ? entity : parent;
		this.subsegments.safely("writing trace headers", () -> write(sender, headers));
		if (entity == null) {
			return OutgoingMessage.NONE;
		}
		this.subsegments.safely("recording a message", () -> entity.setNamespace(Namespace.REMOTE.toString()));
		return new OutgoingMessage(this.subsegments, scope);
	}

	private void write(Entity sender, OutgoingHeaders headers) {
		removeOfSameTrace(sender.getTraceId(), XRAY, TraceHeaders.X_AMZN_TRACE_ID, headers);
		removeOfSameTrace(sender.getTraceId(), W3C, "traceparent", headers);
		this.headers.write(sender, headers);
	}

	private static void removeOfSameTrace(@Nullable TraceID traceId, TraceHeaders format, String name,
			OutgoingHeaders headers) {
		for (String value : headers.get(name)) {
			if (traceId != null && traceId.equals(format.read((header) -> value).traceId())) {
				headers.remove(name);
				return;
			}
		}
	}

}
