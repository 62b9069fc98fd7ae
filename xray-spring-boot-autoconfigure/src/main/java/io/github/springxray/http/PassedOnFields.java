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

import java.util.Map;

import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;

import io.github.springxray.context.Segments;
import io.github.springxray.recorder.TraceNotes;

/**
 * The fields of an incoming header that are not ours, such as {@code Lineage}, kept for
 * the calls that the request makes. Few requests bring any, so few pay for them.
 */
final class PassedOnFields {

	private final TraceNotes<Map<String, String>> fields = new TraceNotes<>();

	void keep(Segment segment, Map<String, String> additional) {
		if (!additional.isEmpty()) {
			this.fields.computeIfAbsent(segment, () -> additional);
		}
	}

	Map<String, String> of(Segment segment) {
		if (segment instanceof FacadeSegment) {
			return ofInvocation(segment);
		}
		Map<String, String> kept = this.fields.get(segment);
		return (kept != null) ? kept : Map.of();
	}

	/**
	 * In AWS Lambda they come with the invocation.
	 */
	private static Map<String, String> ofInvocation(Segment segment) {
		String header = Segments.invocationHeader();
		IncomingTrace trace = (header != null) ? XRayTraceHeader.parse(header) : null;
		return (trace != null && segment.getTraceId().equals(trace.traceId())) ? trace.additional() : Map.of();
	}

}
