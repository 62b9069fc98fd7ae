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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
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
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingSegments.Admission;
import io.github.springxray.http.IncomingTrace;
import io.github.springxray.http.IncomingTrace.Decision;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.JobSamplingRequest;

/**
 * Begins and ends the segments of messages that are received. No method here throws, but
 * for errors of the virtual machine.
 */
public final class IncomingMessages {

	/**
	 * The key of the annotation that says for how many milliseconds a message was on its
	 * way, for a batch the one that was sent first.
	 */
	public static final String WAITED = "message_waited_ms";

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
	public IncomingMessages(String service, Segments segments, Subsegments subsegments, IncomingSegments incoming,
			TraceHeaders headers, TracingFaults faults) {
		this.service = service;
		this.segments = segments;
		this.subsegments = subsegments;
		this.incoming = incoming;
		this.headers = headers;
		this.faults = faults;
	}

	/**
	 * Begin the segment of a message, in the trace that the message brings, and make it
	 * current on the calling thread, whatever the thread was left with.
	 * @param source reads the message
	 * @return to be ended, on whichever thread
	 */
	public MessageTrace begin(Supplier<? extends IncomingMessage> source) {
		return begin(source, this::beginOne);
	}

	/**
	 * Begin the segment of a batch: a trace of its own, linked to those that the messages
	 * bring. It becomes current on the calling thread.
	 * @param <M> what is known of a message
	 * @param source reads the messages, one at least
	 * @param recording puts on the segment what is known of all of them, but for how long
	 * they have waited; called only if it is recorded
	 * @return to be ended, on whichever thread
	 */
	public <M extends IncomingMessage> MessageTrace beginBatch(Supplier<List<M>> source,
			BiConsumer<Entity, List<M>> recording) {
		return begin(source, (messages) -> beginAll(messages, recording));
	}

	/**
	 * End the segment. A second call does no more than to let the calling thread go on
	 * with what was current before.
	 * @param trace what was begun
	 * @param error what was thrown, recorded as a fault; {@code null} if nothing was
	 */
	public void end(MessageTrace trace, @Nullable Throwable error) {
		if (!trace.claimEnd()) {
			detach(trace);
			return;
		}
		trace.tell(this.incoming, error);
		this.subsegments.end(trace.scope(), error);
	}

	/**
	 * End the segment of a message that was not processed after all, as when a library
	 * gives it back because it came too early. It is not recorded.
	 * @param trace what was begun
	 */
	public void discard(MessageTrace trace) {
		if (trace.entity() instanceof Segment segment && segment.isRecording()) {
			this.subsegments.safely("discarding the trace of a message", () -> segment.setSampled(false));
		}
		end(trace, null);
	}

	/**
	 * Leave a segment open but the calling thread as it was.
	 * @param trace what was begun on the calling thread
	 */
	public void detach(MessageTrace trace) {
		this.subsegments.detach(trace.scope());
	}

	private <T> MessageTrace begin(Supplier<T> source, Function<T, MessageTrace> begin) {
		try {
			return begin.apply(source.get());
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("beginning the trace of a message", ex);
			return MessageTrace.of(this.segments.beginSilent());
		}
	}

	private MessageTrace beginOne(IncomingMessage message) {
		MessageTrace trace = begin(this.headers.read(message::header), message, (entity) -> {
			message.record(entity);
			recordWait(entity, message.sentAt());
		});
		begun(trace, List.of(message));
		return trace;
	}

	private <M extends IncomingMessage> MessageTrace beginAll(List<M> messages, BiConsumer<Entity, List<M>> recording) {
		Map<String, TraceLink> links = new LinkedHashMap<>();
		boolean sampled = false;
		boolean undecided = false;
		for (M message : messages) {
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
			recording.accept(entity, messages);
			recordWait(entity,
					messages.stream().mapToLong(IncomingMessage::sentAt).filter((sent) -> sent > 0).min().orElse(0));
		});
		begun(batch, messages);
		return batch;
	}

	/**
	 * Messages that one subsegment sent have one link. A trace that was not recorded is
	 * not there to be looked at.
	 */
	private static void addLink(Map<String, TraceLink> links, IncomingMessage message, IncomingTrace trace) {
		if (trace.traceId() == null || trace.parentId() == null || trace.decision() == Decision.NOT_SAMPLED) {
			return;
		}
		String id = message.id();
		Map<String, Object> attributes = (id != null) ? Map.of("message_id", id) : Map.of();
		links.putIfAbsent(trace.traceId() + trace.parentId(),
				new TraceLink(trace.traceId(), trace.parentId(), attributes));
	}

	/**
	 * In AWS Lambda the invocation has the segment, and its decision counts.
	 */
	private MessageTrace begin(IncomingTrace trace, IncomingMessage message, Consumer<Entity> recording) {
		if (this.segments.inLambda()) {
			return new MessageTrace(this.subsegments.begin(this.service), null, recording);
		}
		Admission admission = this.incoming.admit(trace, () -> this.service,
				(name, origin) -> new JobSamplingRequest(name, message.destination(), origin));
		return new MessageTrace(this.incoming.begin(admission), admission, recording);
	}

	/**
	 * Code that forwards messages copies their headers, so they are remembered.
	 */
	private void begun(MessageTrace trace, List<? extends IncomingMessage> messages) {
		Entity entity = trace.entity();
		if (entity != null) {
			this.subsegments.safely("reading trace headers",
					() -> this.incoming.received(entity,
							(name) -> messages.stream()
								.map((message) -> message.header(name))
								.filter(Objects::nonNull)
								.toList()));
			this.subsegments.safely("recording a message", trace::record);
		}
	}

	/**
	 * Clocks differ: what has not been sent yet has not waited. The segment says when it
	 * arrived, as it may be recorded once it has ended.
	 */
	private static void recordWait(Entity entity, long sentAt) {
		if (sentAt > 0) {
			entity.putAnnotation(WAITED, Math.max(0, (long) (entity.getStartTime() * 1000) - sentAt));
		}
	}

}
