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

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import io.github.springxray.datadog.DatadogIds;

/**
 * The keys of the MDC of one thread, from the first thing that is current there to the
 * last. Ids of what was current a moment ago are kept, as it mostly is so again soon.
 */
final class ThreadIds {

	static final String TRACE_AND_ID = "AWS-XRAY-TRACE-ID";

	static final String TRACE_ID = "traceId";

	static final String SPAN_ID = "spanId";

	static final String DATADOG_TRACE_ID = "dd.trace_id";

	static final String DATADOG_SPAN_ID = "dd.span_id";

	private static final int MAX_DEPTH = 16;

	private final MdcKey traceAndId = new MdcKey(TRACE_AND_ID);

	private final @Nullable MdcKey traceId;

	private final @Nullable MdcKey spanId;

	private final @Nullable MdcKey datadogTraceId;

	private final @Nullable MdcKey datadogSpanId;

	private @Nullable Known known;

	/**
	 * Create an instance.
	 * @param all whether to put more than the key of X-Ray
	 * @param datadog whether to put the keys of Datadog
	 */
	ThreadIds(boolean all, boolean datadog) {
		this.traceId = all ? new MdcKey(TRACE_ID) : null;
		this.spanId = all ? new MdcKey(SPAN_ID) : null;
		this.datadogTraceId = datadog ? new MdcKey(DATADOG_TRACE_ID) : null;
		this.datadogSpanId = datadog ? new MdcKey(DATADOG_SPAN_ID) : null;
	}

	/**
	 * Put the ids of what is current.
	 * @return whether it has some
	 */
	boolean show(Entity entity) {
		EntityIds ids = idsOf(entity);
		if (ids == null) {
			return false;
		}
		this.traceAndId.show(ids.traceAndId(), ids.traceId());
		if (this.traceId != null && this.spanId != null) {
			boolean shown = this.traceId.show(ids.hexTraceId(), ids.hexTraceId());
			this.spanId.show(ids.id(), shown ? "" : null);
		}
		if (this.datadogTraceId != null && this.datadogSpanId != null) {
			this.datadogTraceId.show(DatadogIds.traceId(ids.hexTraceId()), null);
			this.datadogSpanId.show(DatadogIds.spanId(ids.id()), null);
		}
		return true;
	}

	/**
	 * Put back what was there before.
	 */
	void hide() {
		EntityIds ids = (this.known != null) ? this.known.ids() : null;
		this.traceAndId.hide((ids != null) ? ids.traceId() : null);
		if (this.traceId != null && this.spanId != null) {
			this.traceId.hide((ids != null) ? ids.hexTraceId() : null);
			this.spanId.hide(null);
		}
		if (this.datadogTraceId != null && this.datadogSpanId != null) {
			this.datadogTraceId.hide(null);
			this.datadogSpanId.hide(null);
		}
	}

	private @Nullable EntityIds idsOf(Entity entity) {
		for (Known near = this.known; near != null; near = near.outer()) {
			if (near.entity() == entity && near.ids().isStillOf(entity)) {
				this.known = near;
				return near.ids();
			}
		}
		EntityIds ids = EntityIds.of(entity, (this.known != null) ? this.known.ids() : null);
		if (ids != null) {
			Known outer = (this.known != null && this.known.depth() < MAX_DEPTH) ? this.known : null;
			this.known = new Known(entity, ids, outer, (outer != null) ? outer.depth() + 1 : 1);
		}
		return ids;
	}

	/**
	 * Something that was current, and what was so before it.
	 *
	 * @param entity the segment or subsegment
	 * @param ids its ids
	 * @param outer what was current before, {@code null} if that is not known any more
	 * @param depth how many there are
	 */
	private record Known(Entity entity, EntityIds ids, @Nullable Known outer, int depth) {

	}

}
