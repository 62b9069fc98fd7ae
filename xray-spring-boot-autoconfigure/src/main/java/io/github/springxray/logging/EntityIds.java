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

package io.github.springxray.logging;

import java.util.HexFormat;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * What log lines call a segment or subsegment. Making strings is most of the cost, so
 * those of the trace are taken from what is near where they are the same.
 */
final class EntityIds {

	private static final String NO_TRACE = TraceID.invalid().toString();

	/**
	 * Lets two processes that do not record the same trace name their parts differently.
	 */
	private static final long PROCESS = System.nanoTime() ^ new Object().hashCode();

	private final TraceID trace;

	private final String traceId;

	private final String hexTraceId;

	private final String id;

	private final String traceAndId;

	private EntityIds(TraceID trace, String traceId, String hexTraceId, String id) {
		this.trace = trace;
		this.traceId = traceId;
		this.hexTraceId = hexTraceId;
		this.id = id;
		this.traceAndId = traceId + '@' + id;
	}

	/**
	 * Return the ids of an entity.
	 * @param entity what is current
	 * @param near the ids of something that probably belongs to the same trace
	 * @return the ids, {@code null} if it belongs to no trace
	 */
	static @Nullable EntityIds of(Entity entity, @Nullable EntityIds near) {
		if (entity instanceof Subsegment subsegment && !subsegment.shouldPropagate()) {
			return null;
		}
		TraceID trace = traceOf(entity);
		if (trace == null) {
			return null;
		}
		if (near != null && near.trace == trace) {
			return new EntityIds(trace, near.traceId, near.hexTraceId, idOf(entity));
		}
		String traceId = trace.toString();
		return NO_TRACE.equals(traceId) ? null
				: new EntityIds(trace, traceId, trace.getStartTimeAsHex().concat(trace.getNumberAsHex()), idOf(entity));
	}

	/**
	 * The application may give a segment another trace.
	 */
	boolean isStillOf(Entity entity) {
		String own = entity.getId();
		return this.trace == traceOf(entity) && (own == null || own.isEmpty() || own.equals(this.id));
	}

	private static @Nullable TraceID traceOf(Entity entity) {
		Segment segment = entity.getParentSegment();
		return (segment != null) ? segment.getTraceId() : null;
	}

	/**
	 * What is not recorded has no id of its own and is named after its segment.
	 */
	private static String idOf(Entity entity) {
		String own = entity.getId();
		if (own != null && !own.isEmpty()) {
			return own;
		}
		Segment segment = entity.getParentSegment();
		String known = segment.getId();
		return (known != null && !known.isEmpty()) ? known : unrecordedId(segment);
	}

	/**
	 * A segment that is not recorded may have no id. The lines of one are to have the
	 * same, on all threads, so it is made of what does not change.
	 */
	private static String unrecordedId(Segment segment) {
		long mixed = PROCESS ^ ((long) System.identityHashCode(segment) << 32) ^ segment.getTraceId().hashCode();
		mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
		mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
		mixed ^= mixed >>> 33;
		return HexFormat.of().toHexDigits((mixed != 0) ? mixed : 1);
	}

	/**
	 * Return the id of the trace as X-Ray writes it, with 35 characters.
	 */
	String traceId() {
		return this.traceId;
	}

	/**
	 * Return the id of the trace as everybody else writes it, with 32 hex digits.
	 */
	String hexTraceId() {
		return this.hexTraceId;
	}

	/**
	 * Return the id of the segment or subsegment, 16 hex digits.
	 */
	String id() {
		return this.id;
	}

	String traceAndId() {
		return this.traceAndId;
	}

}
