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

package io.github.springxray.micrometer;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import io.micrometer.tracing.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a segment or subsegment, as other tracers write them, or those of something
 * elsewhere.
 *
 * @param traceId the id of the trace, 32 hex digits
 * @param spanId the id of the segment or subsegment, 16 hex digits
 * @param parentId the id of what it is a part of, {@code null} if there is nothing
 * @param sampled whether it is recorded, {@code null} if nobody has decided
 * @param entity the segment or subsegment, {@code null} for something elsewhere
 */
record EntityContext(String traceId, String spanId, @Nullable String parentId, @Nullable Boolean sampled,
		@Nullable Entity entity) implements TraceContext {

	private static final String NO_ID = "0000000000000000";

	private static final TraceID NO_TRACE = TraceID.invalid();

	/**
	 * Return the ids of an entity.
	 * @return the ids, {@code null} if it belongs to no trace
	 */
	static @Nullable EntityContext of(@Nullable Entity entity) {
		if (entity == null || (entity instanceof Subsegment subsegment && !subsegment.shouldPropagate())) {
			return null;
		}
		Segment segment = entity.getParentSegment();
		TraceID trace = (segment != null) ? segment.getTraceId() : null;
		if (segment == null || trace == null || NO_TRACE.equals(trace)) {
			return null;
		}
		return new EntityContext(trace.getStartTimeAsHex() + trace.getNumberAsHex(), idOf(entity, segment),
				parentOf(entity), isRecording(entity), entity);
	}

	/**
	 * What is not recorded has no id of its own.
	 */
	private static String idOf(Entity entity, Segment segment) {
		String own = entity.getId();
		if (own != null && !own.isEmpty()) {
			return own;
		}
		String ofSegment = segment.getId();
		return (ofSegment != null && !ofSegment.isEmpty()) ? ofSegment : NO_ID;
	}

	private static @Nullable String parentOf(Entity entity) {
		Entity parent = (entity instanceof Subsegment) ? entity.getParent() : null;
		String id = (parent != null) ? parent.getId() : entity.getParentId();
		return (id == null || id.isEmpty()) ? null : id;
	}

	static boolean isRecording(Entity entity) {
		return (entity instanceof Subsegment subsegment) ? subsegment.isRecording()
				: entity.getParentSegment().isRecording() && entity.isSampled();
	}

	static @Nullable Entity entityOf(@Nullable TraceContext context) {
		return (context instanceof EntityContext own) ? own.entity() : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EntityContext context && this.traceId.equals(context.traceId)
				&& this.spanId.equals(context.spanId);
	}

	@Override
	public int hashCode() {
		return this.traceId.hashCode() * 31 + this.spanId.hashCode();
	}

	@Override
	public String toString() {
		return this.traceId + "/" + this.spanId;
	}

	/**
	 * Puts ids together.
	 */
	static final class Builder implements TraceContext.Builder {

		private String traceId = "";

		private String spanId = "";

		private @Nullable String parentId;

		private @Nullable Boolean sampled;

		@Override
		public Builder traceId(String traceId) {
			this.traceId = traceId;
			return this;
		}

		@Override
		public Builder parentId(@Nullable String parentId) {
			this.parentId = parentId;
			return this;
		}

		@Override
		public Builder spanId(String spanId) {
			this.spanId = spanId;
			return this;
		}

		@Override
		public Builder sampled(@Nullable Boolean sampled) {
			this.sampled = sampled;
			return this;
		}

		@Override
		public TraceContext build() {
			return new EntityContext(this.traceId, this.spanId, this.parentId, this.sampled, null);
		}

	}

}
