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

package io.github.springxray.datadog;

import java.util.List;
import java.util.function.Function;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.TraceHeaderExtension;
import io.github.springxray.recorder.TraceNotes;

/**
 * Records what Datadog's headers say of the caller, as Datadog's libraries for AWS Lambda
 * do, and writes them where that is asked for.
 */
final class DatadogHeaders implements TraceHeaderExtension {

	private static final String SUBSEGMENT = "datadog-metadata";

	private final TraceNotes<DatadogUpstream> upstreams = new TraceNotes<>();

	private final Subsegments subsegments;

	private final boolean trusting;

	private final boolean propagating;

	/**
	 * Create an instance.
	 * @param subsegments what begins and ends subsegments
	 * @param trusting whether headers of requests are read
	 * @param propagating whether callees are told
	 */
	DatadogHeaders(Subsegments subsegments, boolean trusting, boolean propagating) {
		this.subsegments = subsegments;
		this.trusting = trusting;
		this.propagating = propagating;
	}

	@Override
	public void received(Entity entity, Function<String, List<String>> headers) {
		DatadogUpstream upstream = this.trusting ? DatadogUpstream.read(headers) : null;
		Segment segment = entity.getParentSegment();
		if (upstream == null) {
			return;
		}
		if (this.propagating) {
			this.upstreams.computeIfAbsent(segment, () -> upstream);
		}
		TraceScope scope = this.subsegments.begin(SUBSEGMENT, segment);
		Entity subsegment = scope.entity();
		if (subsegment != null) {
			subsegment.putMetadata("datadog", "trace", upstream.toMetadata());
		}
		this.subsegments.end(scope, null);
	}

	/**
	 * A header that the application has set stays, unless it is a copy of what came in.
	 */
	@Override
	public void write(Entity entity, boolean sampled, OutgoingHeaders headers) {
		if (!this.propagating) {
			return;
		}
		DatadogUpstream upstream = this.upstreams.get(entity.getParentSegment());
		List<String> present = headers.get(DatadogUpstream.TRACE_ID);
		if (!present.isEmpty() && (upstream == null || !present.equals(List.of(upstream.traceId())))) {
			return;
		}
		String id = parentOf(entity);
		if (id == null) {
			return;
		}
		headers.set(DatadogUpstream.TRACE_ID, (upstream != null) ? upstream.traceId()
				: DatadogIds.traceId(entity.getParentSegment().getTraceId().getNumberAsHex()));
		headers.set(DatadogUpstream.PARENT_ID, DatadogIds.spanId(id));
		headers.set(DatadogUpstream.PRIORITY, sampled ? keep(upstream) : DatadogUpstream.REJECT);
	}

	private static String keep(@Nullable DatadogUpstream upstream) {
		return (upstream != null) ? upstream.priority() : DatadogUpstream.KEEP;
	}

	/**
	 * What is not recorded has no id that a callee could be told of.
	 */
	private static @Nullable String parentOf(Entity entity) {
		String id = entity.getId();
		return (id != null && !id.isEmpty()) ? id : null;
	}

}
