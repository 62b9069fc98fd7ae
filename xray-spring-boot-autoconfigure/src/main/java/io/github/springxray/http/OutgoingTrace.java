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
import java.util.concurrent.ThreadLocalRandom;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.InvocationTrace;
import io.github.springxray.context.Segments;
import io.github.springxray.http.IncomingTrace.Decision;

/**
 * What a callee is told of the trace.
 *
 * @param traceId the trace
 * @param parentId the id of what calls, {@code null} if it is not recorded
 * @param decision whether the trace is recorded, {@link Decision#NONE} if nobody has
 * decided
 * @param additional fields that came with the trace and travel on
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader">Tracing
 * header</a>
 */
record OutgoingTrace(TraceID traceId, @Nullable String parentId, Decision decision, Map<String, String> additional) {

	private static final TraceID NO_TRACE = TraceID.invalid();

	/**
	 * Read what is to be told from what is current.
	 * @return the trace, {@code null} if there is none or if it is not to leave
	 */
	static @Nullable OutgoingTrace of(Entity entity, PassedOnFields fields) {
		if (entity instanceof Subsegment subsegment && !subsegment.shouldPropagate()) {
			return null;
		}
		TraceID traceId = entity.getTraceId();
		if (traceId == null || NO_TRACE.equals(traceId)) {
			return null;
		}
		Map<String, String> additional = fields.of(entity.getParentSegment());
		if (isRecording(entity) && entity.isSampled()) {
			return new OutgoingTrace(traceId, entity.getId(), Decision.SAMPLED, additional);
		}
		InvocationTrace invocation = Segments.invocationOf(entity);
		return (invocation != null) ? passOn(traceId, invocation, additional)
				: new OutgoingTrace(traceId, unrecordedId(entity), Decision.NOT_SAMPLED, additional);
	}

	/**
	 * What is not recorded has an id only if it may yet be.
	 */
	private static @Nullable String unrecordedId(Entity entity) {
		Segment segment = entity.getParentSegment();
		return (segment.isSampled() || segment.getId().isEmpty()) ? null : segment.getId();
	}

	/**
	 * What the runtime of AWS Lambda says and what is not recorded here travels on as it
	 * came: others may yet decide.
	 */
	private static OutgoingTrace passOn(TraceID traceId, InvocationTrace invocation, Map<String, String> additional) {
		return switch (invocation.decision()) {
			case NOT_SAMPLED -> new OutgoingTrace(traceId, null, Decision.NOT_SAMPLED, additional);
			case SAMPLED -> new OutgoingTrace(traceId, invocation.parentId(), Decision.SAMPLED, additional);
			default -> new OutgoingTrace(traceId, invocation.parentId(), Decision.NONE, additional);
		};
	}

	private static boolean isRecording(Entity entity) {
		return (entity instanceof Subsegment subsegment) ? subsegment.isRecording()
				: entity.getParentSegment().isRecording();
	}

	String toXRay() {
		String parent = (this.parentId != null) ? this.parentId : "";
		String sampled = switch (this.decision) {
			case SAMPLED -> ";Sampled=1";
			case NOT_SAMPLED -> ";Sampled=0";
			default -> "";
		};
		String trace = "Root=1-" + this.traceId.getStartTimeAsHex() + '-' + this.traceId.getNumberAsHex()
				+ (parent.isEmpty() ? parent : ";Parent=") + parent + sampled;
		return this.additional.isEmpty() ? trace : withAdditional(trace);
	}

	private String withAdditional(String trace) {
		StringBuilder header = new StringBuilder(trace);
		this.additional.forEach((name, value) -> header.append(';').append(name).append('=').append(value));
		return header.toString();
	}

	/**
	 * W3C wants a parent in any case, and a decision.
	 * @return the value, {@code null} where nobody has decided
	 */
	@Nullable String toW3C() {
		if (this.decision == Decision.NONE) {
			return null;
		}
		String parent = (this.parentId != null) ? this.parentId : randomId();
		return "00-" + this.traceId.getStartTimeAsHex() + this.traceId.getNumberAsHex() + "-" + parent
				+ ((this.decision == Decision.SAMPLED) ? "-01" : "-00");
	}

	private static String randomId() {
		long id;
		do {
			id = ThreadLocalRandom.current().nextLong();
		}
		while (id == 0);
		String hex = Long.toHexString(id);
		return "0".repeat(16 - hex.length()) + hex;
	}

}
