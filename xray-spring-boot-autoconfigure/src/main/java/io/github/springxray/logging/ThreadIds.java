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
 * Afterwards another thread may have it.
 */
final class ThreadIds {

	static final String TRACE_AND_ID = "AWS-XRAY-TRACE-ID";

	static final String TRACE_ID = "traceId";

	static final String SPAN_ID = "spanId";

	static final String DATADOG_TRACE_ID = "dd.trace_id";

	static final String DATADOG_SPAN_ID = "dd.span_id";

	private static final int MAX_DEPTH = 16;

	/**
	 * A value of ours is told by nothing but being the one that was put.
	 */
	private static final int ANY = -1;

	private final MdcKey traceAndId = new MdcKey(TRACE_AND_ID);

	private final @Nullable MdcKey traceId;

	private final @Nullable MdcKey spanId;

	private final @Nullable MdcKey datadogTraceId;

	private final @Nullable MdcKey datadogSpanId;

	/**
	 * What is current, and outside of it what was so before and may be so again.
	 */
	private final @Nullable EntityIds[] names = new EntityIds[MAX_DEPTH];

	private int depth;

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
		this.traceAndId.show(ids.traceAndId(), ids.traceLength());
		if (this.traceId != null && this.spanId != null) {
			boolean shown = this.traceId.show(ids.hexTraceId(), ids.hexTraceId().length());
			this.spanId.show(ids.id(), shown ? 0 : ANY);
		}
		if (this.datadogTraceId != null && this.datadogSpanId != null) {
			this.datadogTraceId.show(DatadogIds.traceId(ids.hexTraceId()), ANY);
			this.datadogSpanId.show(DatadogIds.spanId(ids.id()), ANY);
		}
		return true;
	}

	/**
	 * Put back what was there before, and hold on to nothing.
	 */
	void hide() {
		EntityIds ids = nameAt(Math.max(0, this.depth - 1));
		this.traceAndId.hide(ids.traceAndId(), (this.depth > 0) ? ids.traceLength() : ANY);
		if (this.traceId != null && this.spanId != null) {
			this.traceId.hide(ids.hexTraceId(), (this.depth > 0) ? ids.hexTraceId().length() : ANY);
			this.spanId.hide(ids.id(), ANY);
		}
		if (this.datadogTraceId != null && this.datadogSpanId != null) {
			this.datadogTraceId.hide("", ANY);
			this.datadogSpanId.hide("", ANY);
		}
		shrink(0);
	}

	private @Nullable EntityIds idsOf(Entity entity) {
		for (int i = this.depth - 1; i >= 0; i--) {
			EntityIds known = nameAt(i);
			if (known.areOf(entity)) {
				shrink(i + 1);
				return known;
			}
		}
		if (this.depth == MAX_DEPTH) {
			EntityIds last = this.names[MAX_DEPTH - 1];
			this.names[MAX_DEPTH - 1] = this.names[0];
			this.names[0] = last;
			shrink(1);
		}
		EntityIds ids = nameAt(this.depth);
		if (!ids.name(entity, (this.depth > 0) ? nameAt(this.depth - 1) : null)) {
			return null;
		}
		this.depth++;
		return ids;
	}

	private EntityIds nameAt(int index) {
		EntityIds known = this.names[index];
		if (known == null) {
			known = new EntityIds();
			this.names[index] = known;
		}
		return known;
	}

	private void shrink(int depth) {
		while (this.depth > depth) {
			this.depth--;
			nameAt(this.depth).forget();
		}
	}

}
