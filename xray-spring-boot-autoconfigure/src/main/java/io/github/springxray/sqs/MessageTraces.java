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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceLink;
import io.github.springxray.context.TraceLinks;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.IncomingTrace.Decision;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.JobSamplingRequest;

/**
 * Begins and ends the segments of messages. No method here throws.
 */
final class MessageTraces {

	private final String service;

	private final Segments segments;

	private final Subsegments subsegments;

	private final IncomingSegments incoming;

	private final TraceHeaders headers;

	private final TracingFaults faults;

	/**
	 * Create an instance.
	 * @param service the name of the segments
	 * @param segments what begins segments
	 * @param subsegments what ends them
	 * @param incoming what joins traces
	 * @param headers what reads the headers of messages
	 * @param faults where faults of tracing are counted
	 */
	MessageTraces(String service, Segments segments, Subsegments subsegments, IncomingSegments incoming,
			TraceHeaders headers, TracingFaults faults) {
		this.service = service;
		this.segments = segments;
		this.subsegments = subsegments;
		this.incoming = incoming;
		this.headers = headers;
		this.faults = faults;
	}

	/**
	 * Begin the segment of a message, in the trace that the message brings.
	 */
	MessageTrace begin(Supplier<ReceivedMessage> source) {
		return begin(source, this::beginOne);
	}

	/**
	 * Begin the segment of a batch: a trace of its own, linked to those that the messages
	 * bring.
	 */
	MessageTrace beginBatch(Supplier<List<ReceivedMessage>> source) {
		return begin(source, this::beginAll);
	}

	void end(MessageTrace trace, @Nullable Throwable error) {
		trace.tell(this.incoming, error);
		this.subsegments.end(trace.scope(), error);
	}

	/**
	 * Leave a segment open but the calling thread as it was.
	 */
	void detach(MessageTrace trace) {
		this.subsegments.detach(trace.scope());
	}

	private <T> MessageTrace begin(Supplier<T> source, Function<T, MessageTrace> begin) {
		try {
			return begin.apply(source.get());
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a message", ex);
			return MessageTrace.of(this.segments.beginSilent());
		}
	}

	private MessageTrace beginOne(ReceivedMessage message) {
		MessageTrace trace = begin(this.headers.read(message::header), message, (entity) -> {
			recordQueue(entity, message);
			if (message.id() != null) {
				entity.putAws("message_id", message.id());
			}
			int receptions = message.receptions();
			if (receptions > 0) {
				entity.putAnnotation("sqs_receive_count", receptions);
			}
		});
		received(trace.scope(), List.of(message));
		record(trace);
		return trace;
	}

	private MessageTrace beginAll(List<ReceivedMessage> messages) {
		Map<String, TraceLink> links = new LinkedHashMap<>();
		boolean sampled = false;
		boolean undecided = false;
		for (ReceivedMessage message : messages) {
			IncomingTrace trace = this.headers.read(message::header);
			sampled |= trace.decision() == Decision.SAMPLED;
			undecided |= trace.decision() != Decision.SAMPLED && trace.decision() != Decision.NOT_SAMPLED;
			addLink(links, message, trace);
		}
		Decision others = undecided ? Decision.NONE : Decision.NOT_SAMPLED;
		IncomingTrace incoming = new IncomingTrace(null, null, sampled ? Decision.SAMPLED : others, Map.of());
		MessageTrace batch = begin(incoming, messages.get(0), (entity) -> {
			if (entity instanceof Segment segment) {
				TraceLinks.add(segment, List.copyOf(links.values()));
			}
			recordQueue(entity, messages.get(0));
			entity.putAws("message_count", messages.size());
		});
		received(batch.scope(), messages);
		record(batch);
		return batch;
	}

	/**
	 * Messages that one subsegment sent have one link. A trace that was not recorded is
	 * not there to be looked at.
	 */
	private static void addLink(Map<String, TraceLink> links, ReceivedMessage message, IncomingTrace trace) {
		if (trace.traceId() == null || trace.parentId() == null || trace.decision() == Decision.NOT_SAMPLED) {
			return;
		}
		Map<String, Object> attributes = (message.id() != null) ? Map.of("message_id", message.id()) : Map.of();
		links.putIfAbsent(trace.traceId() + trace.parentId(),
				new TraceLink(trace.traceId(), trace.parentId(), attributes));
	}

	/**
	 * In AWS Lambda the invocation has the segment, and its decision counts.
	 */
	private MessageTrace begin(IncomingTrace trace, ReceivedMessage message, Consumer<Entity> recording) {
		if (this.segments.inLambda()) {
			return new MessageTrace(this.subsegments.begin(this.service), null, recording);
		}
		Admission admission = this.incoming.admit(trace, () -> this.service,
				(name, origin) -> new JobSamplingRequest(name, message.queue(), origin));
		return new MessageTrace(this.incoming.begin(admission), admission, recording);
	}

	/**
	 * Code that forwards messages copies their attributes.
	 */
	private void received(TraceScope scope, List<ReceivedMessage> messages) {
		Entity entity = scope.entity();
		if (entity != null) {
			this.subsegments.safely("reading trace headers",
					() -> this.incoming.received(entity,
							(name) -> messages.stream()
								.map((message) -> message.header(name))
								.filter(Objects::nonNull)
								.toList()));
		}
	}

	private void record(MessageTrace trace) {
		Entity entity = trace.scope().entity();
		if (entity != null && trace.scope().isRecording()) {
			this.subsegments.safely("recording a message", () -> trace.recording().accept(entity));
		}
	}

	private static void recordQueue(Entity entity, ReceivedMessage message) {
		String queue = message.queue();
		if (message.queueUrl() != null && queue != null) {
			entity.putAws("queue_url", message.queueUrl());
			entity.putAnnotation("sqs_queue", queue);
		}
	}

}
