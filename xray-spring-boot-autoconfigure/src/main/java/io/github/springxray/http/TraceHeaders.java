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

package io.github.springxray.http;

import java.util.List;
import java.util.function.Function;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.IncomingTrace.Decision;

/**
 * Reads and writes the headers in which a trace travels. Clients can send anything:
 * whatever is not well-formed is ignored, without an exception or a log line.
 */
public final class TraceHeaders {

	/**
	 * Name of the header of X-Ray, in requests and in responses.
	 */
	public static final String X_AMZN_TRACE_ID = "X-Amzn-Trace-Id";

	private final IncomingTrust trust;

	private final List<PropagationFormat> consume;

	private final List<PropagationFormat> produce;

	private final PassedOnFields fields = new PassedOnFields();

	private final ReceivedHeaders received = new ReceivedHeaders();

	private final List<TraceHeaderExtension> extensions;

	/**
	 * Create an instance.
	 * @param trustIncoming whether headers are read at all
	 * @param consume the formats that are read; the first one that has a trace wins
	 * @param produce the formats that are written, all of them
	 */
	public TraceHeaders(boolean trustIncoming, List<PropagationFormat> consume, List<PropagationFormat> produce) {
		this(trustIncoming ? IncomingTrust.TRUE : IncomingTrust.FALSE, consume, produce);
	}

	/**
	 * Create an instance.
	 * @param trust what is believed of the headers that are read
	 * @param consume the formats that are read; the first one that has a trace wins
	 * @param produce the formats that are written, all of them
	 */
	public TraceHeaders(IncomingTrust trust, List<PropagationFormat> consume, List<PropagationFormat> produce) {
		this(trust, consume, produce, List.of());
	}

	TraceHeaders(IncomingTrust trust, List<PropagationFormat> consume, List<PropagationFormat> produce,
			List<TraceHeaderExtension> extensions) {
		this.extensions = extensions;
		this.trust = trust;
		this.consume = (trust != IncomingTrust.FALSE) ? List.copyOf(consume) : List.of();
		this.produce = List.copyOf(produce);
	}

	/**
	 * Read what the headers of a request say about its trace. A decision about sampling
	 * counts even where there is no trace to join.
	 * @param header gives the value of a header by its name
	 * @return what was read, {@link IncomingTrace#NONE} if that is nothing
	 */
	public IncomingTrace read(Function<String, @Nullable String> header) {
		IncomingTrace withoutTrace = IncomingTrace.NONE;
		for (int i = 0; i < this.consume.size(); i++) {
			PropagationFormat format = this.consume.get(i);
			IncomingTrace trace = this.trust.believe(read(format, header.apply(nameOf(format))));
			if (trace == null) {
				continue;
			}
			if (trace.traceId() != null) {
				return trace;
			}
			withoutTrace = trace;
		}
		return withoutTrace;
	}

	private static @Nullable IncomingTrace read(PropagationFormat format, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			return null;
		}
		return (format == PropagationFormat.XRAY) ? XRayTraceHeader.parse(value) : W3CTraceParent.parse(value);
	}

	private static String nameOf(PropagationFormat format) {
		return (format == PropagationFormat.XRAY) ? X_AMZN_TRACE_ID : W3CTraceParent.NAME;
	}

	/**
	 * Return whether a request may bring anything that is {@linkplain #read read} or
	 * {@linkplain #received remembered}. Most bring nothing, and those that are not
	 * recorded are to cost next to nothing.
	 * @param request the request
	 * @return {@code false} if there is surely nothing
	 */
	boolean mayBeIn(TracedRequest request) {
		return !this.extensions.isEmpty() || request.header(X_AMZN_TRACE_ID) != null
				|| request.header(W3CTraceParent.NAME) != null || request.header(ReceivedHeaders.TRACE_STATE) != null;
	}

	/**
	 * Keep the fields of a header that are not ours, to be sent with the calls that the
	 * request makes.
	 * @param entity what was begun for the request, recorded or not
	 * @param incoming what its headers said
	 */
	public void passOn(Entity entity, IncomingTrace incoming) {
		this.fields.keep(entity.getParentSegment(), incoming.additional());
	}

	/**
	 * Remember the trace headers that a request came with, so that code which copies them
	 * to a client does not send the callee what was meant for us.
	 * @param entity what was begun for the request, recorded or not
	 * @param headers gives the lines of a header by its name, empty if it has none
	 */
	public void received(Entity entity, Function<String, List<String>> headers) {
		this.received.keep(entity, headers);
		for (int i = 0; i < this.extensions.size(); i++) {
			this.extensions.get(i).received(entity, headers);
		}
	}

	/**
	 * Write the headers that tell a callee of the trace. A header that the application
	 * set is left alone, unless it is a copy of what came in with the current request.
	 * @param entity what calls: its trace is told, with it as the parent if it is
	 * recorded
	 * @param headers the headers of the request to the callee
	 * @return whether the callee was told to record
	 */
	public boolean write(Entity entity, OutgoingHeaders headers) {
		OutgoingTrace trace = this.produce.isEmpty() ? null : OutgoingTrace.of(entity, this.fields);
		if (trace == null) {
			return false;
		}
		boolean written = write(entity, PropagationFormat.XRAY, trace, headers);
		if (write(entity, PropagationFormat.W3C, trace, headers)) {
			written = true;
			removeForeignState(entity, trace, headers);
		}
		for (int i = 0; i < this.extensions.size(); i++) {
			this.extensions.get(i).write(entity, trace.decision() == Decision.SAMPLED, headers);
		}
		return written && trace.decision() == Decision.SAMPLED;
	}

	/**
	 * A copy is replaced even in a format that is not produced: whoever reads it would
	 * join the trace in the wrong place.
	 */
	private boolean write(Entity entity, PropagationFormat format, OutgoingTrace trace, OutgoingHeaders headers) {
		String name = nameOf(format);
		List<String> present = headers.get(name);
		if (present.isEmpty() && !this.produce.contains(format)) {
			return false;
		}
		List<String> own = this.received.ownOf(entity, name, present);
		if (!own.isEmpty()) {
			if (!own.equals(present)) {
				headers.set(name, String.join(",", own));
			}
			return false;
		}
		String value = (format == PropagationFormat.XRAY) ? trace.toXRay() : trace.toW3C();
		if (value != null) {
			headers.set(name, value);
			return true;
		}
		if (!present.isEmpty()) {
			headers.remove(name);
		}
		return false;
	}

	/**
	 * A copied {@code tracestate} belongs to the {@code traceparent} that it came with.
	 */
	private void removeForeignState(Entity entity, OutgoingTrace trace, OutgoingHeaders headers) {
		List<String> state = headers.get(ReceivedHeaders.TRACE_STATE);
		if (state.isEmpty() || !this.received.ownOf(entity, ReceivedHeaders.TRACE_STATE, state).isEmpty()) {
			return;
		}
		boolean ours = this.received.of(entity, W3CTraceParent.NAME).stream().anyMatch((parent) -> {
			IncomingTrace incoming = W3CTraceParent.parse(parent);
			return incoming != null && trace.traceId().equals(incoming.traceId());
		});
		if (!ours) {
			headers.remove(ReceivedHeaders.TRACE_STATE);
		}
	}

	/**
	 * Return what tells of the trace where nothing but the header of X-Ray is understood,
	 * as by AWS itself and in messages, whichever formats are written.
	 * @param entity what calls or sends: its trace is told, with it as the parent if it
	 * is recorded
	 * @return the value of {@value #X_AMZN_TRACE_ID}, {@code null} if there is nothing to
	 * tell or nothing is to be told at all
	 */
	public @Nullable String toXRay(Entity entity) {
		OutgoingTrace trace = this.produce.isEmpty() ? null : OutgoingTrace.of(entity, this.fields);
		return (trace != null) ? trace.toXRay() : null;
	}

	/**
	 * Return whether the value of a header of X-Ray is the application's own, and not a
	 * copy of what came in with the current request.
	 * @param entity what calls or sends
	 * @param value the value of {@value #X_AMZN_TRACE_ID} that is to be sent already,
	 * {@code null} if there is none
	 * @return {@code true} if it is to be left alone
	 */
	public boolean isOwn(Entity entity, @Nullable String value) {
		return value != null && !this.received.ownOf(entity, X_AMZN_TRACE_ID, List.of(value)).isEmpty();
	}

	/**
	 * Write the value of the response header.
	 * @param id the id of the trace
	 * @param decision whether the request is recorded, {@code null} to keep it to
	 * ourselves
	 * @return the value of {@value #X_AMZN_TRACE_ID}
	 */
	public static String response(TraceID id, @Nullable Boolean decision) {
		String sampled = "";
		if (decision != null) {
			sampled = decision ? ";Sampled=1" : ";Sampled=0";
		}
		return "Root=1-" + id.getStartTimeAsHex() + '-' + id.getNumberAsHex() + sampled;
	}

}
