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
 * those of the trace are taken from what is near where they are the same. A thread uses
 * the same objects again for one entity after the other.
 */
final class EntityIds {

	private static final TraceID NO_TRACE = TraceID.invalid();

	/**
	 * Lets two processes that do not record the same trace name their parts differently.
	 */
	private static final long PROCESS = System.nanoTime() ^ new Object().hashCode();

	private @Nullable Entity entity;

	private @Nullable TraceID trace;

	private String hexTraceId = "";

	private String id = "";

	private String traceAndId = "";

	/**
	 * Name an entity from now on.
	 * @param entity what is current
	 * @param near the ids of something that probably belongs to the same trace
	 * @return {@code false} if the entity belongs to no trace and has no ids
	 */
	boolean name(Entity entity, @Nullable EntityIds near) {
		if (entity instanceof Subsegment subsegment && !subsegment.shouldPropagate()) {
			return false;
		}
		Segment segment = entity.getParentSegment();
		TraceID trace = (segment != null) ? segment.getTraceId() : null;
		if (segment == null || trace == null || NO_TRACE.equals(trace)) {
			return false;
		}
		EntityIds same = (near != null && near.trace == trace) ? near : null;
		if (same != null && isUnrecorded(entity) && same.isOfUnrecorded(segment)) {
			this.id = same.id;
			this.traceAndId = same.traceAndId;
		}
		else {
			this.id = idOf(entity, segment, trace);
			this.traceAndId = "1-" + trace.getStartTimeAsHex() + '-' + trace.getNumberAsHex() + '@' + this.id;
		}
		this.hexTraceId = (same != null) ? same.hexTraceId : trace.getStartTimeAsHex().concat(trace.getNumberAsHex());
		this.entity = entity;
		this.trace = trace;
		return true;
	}

	private boolean isOfUnrecorded(Segment segment) {
		Entity named = this.entity;
		return named != null && isUnrecorded(named) && named.getParentSegment() == segment;
	}

	/**
	 * Return whether these are the ids of an entity. The application may give a segment
	 * another trace.
	 */
	boolean areOf(Entity entity) {
		if (this.entity != entity) {
			return false;
		}
		Segment segment = entity.getParentSegment();
		return segment != null && this.trace == segment.getTraceId()
				&& (isUnrecorded(entity) || this.id.equals(entity.getId()));
	}

	/**
	 * Hold on to nothing.
	 */
	void forget() {
		this.entity = null;
		this.trace = null;
		this.hexTraceId = "";
		this.id = "";
		this.traceAndId = "";
	}

	private static boolean isUnrecorded(Entity entity) {
		String own = entity.getId();
		return own == null || own.isEmpty();
	}

	/**
	 * What is not recorded has no id of its own and is named after its segment.
	 */
	private static String idOf(Entity entity, Segment segment, TraceID trace) {
		if (!isUnrecorded(entity)) {
			return entity.getId();
		}
		return isUnrecorded(segment) ? unrecordedId(segment, trace) : segment.getId();
	}

	/**
	 * A segment that is not recorded may have no id. The lines of one are to have the
	 * same, on all threads, so it is made of what does not change.
	 */
	private static String unrecordedId(Segment segment, TraceID trace) {
		long mixed = PROCESS ^ ((long) System.identityHashCode(segment) << 32) ^ trace.hashCode();
		mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
		mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
		mixed ^= mixed >>> 33;
		return HexFormat.of().toHexDigits((mixed != 0) ? mixed : 1);
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

	/**
	 * Return the id of the trace as X-Ray writes it, an at sign and the id.
	 */
	String traceAndId() {
		return this.traceAndId;
	}

	/**
	 * Return how many of the first characters of {@link #traceAndId()} are of the trace.
	 */
	int traceLength() {
		return this.traceAndId.length() - this.id.length() - 1;
	}

}
