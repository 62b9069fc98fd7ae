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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the headers in which a trace travels. Clients can send anything:
 * whatever is not well-formed is ignored, without an exception or a log line.
 */
public final class TraceHeaders {

	/**
	 * Name of the header of X-Ray, in requests and in responses.
	 */
	public static final String X_AMZN_TRACE_ID = "X-Amzn-Trace-Id";

	private final List<PropagationFormat> consume;

	private final List<PropagationFormat> produce;

	private final PassedOnFields fields = new PassedOnFields();

	/**
	 * Create an instance.
	 * @param trustIncoming whether headers are read at all
	 * @param consume the formats that are read; the first one that has a trace wins
	 * @param produce the formats that are written, all of them
	 */
	public TraceHeaders(boolean trustIncoming, List<PropagationFormat> consume, List<PropagationFormat> produce) {
		this.consume = trustIncoming ? List.copyOf(consume) : List.of();
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
			IncomingTrace trace = read(this.consume.get(i), header);
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

	private static @Nullable IncomingTrace read(PropagationFormat format, Function<String, @Nullable String> header) {
		boolean xray = (format == PropagationFormat.XRAY);
		String value = header.apply(xray ? X_AMZN_TRACE_ID : W3CTraceParent.NAME);
		if (value == null || value.isEmpty()) {
			return null;
		}
		return xray ? XRayTraceHeader.parse(value) : W3CTraceParent.parse(value);
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
	 * Write the headers that tell a callee of the trace. A header that is there already
	 * is left alone.
	 * @param entity what calls: its trace is told, with it as the parent if it is
	 * recorded
	 * @param present whether there is a header of a name
	 * @param target takes name and value of a header
	 * @return whether the callee was told to record
	 */
	public boolean write(Entity entity, Predicate<String> present, BiConsumer<String, String> target) {
		OutgoingTrace trace = this.produce.isEmpty() ? null : OutgoingTrace.of(entity, this.fields);
		if (trace == null) {
			return false;
		}
		boolean written = false;
		for (int i = 0; i < this.produce.size(); i++) {
			boolean xray = (this.produce.get(i) == PropagationFormat.XRAY);
			String name = xray ? X_AMZN_TRACE_ID : W3CTraceParent.NAME;
			if (!present.test(name)) {
				target.accept(name, xray ? trace.toXRay() : trace.toW3C());
				written = true;
			}
		}
		return written && trace.sampled();
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
	 * Write the value of the response header.
	 * @param id the id of the trace
	 * @param decision whether the request is recorded, {@code null} to keep it to
	 * ourselves
	 * @return the value of {@value #X_AMZN_TRACE_ID}
	 */
	public static String response(TraceID id, @Nullable Boolean decision) {
		String root = "Root=" + id;
		if (decision == null) {
			return root;
		}
		return root + (decision ? ";Sampled=1" : ";Sampled=0");
	}

}
