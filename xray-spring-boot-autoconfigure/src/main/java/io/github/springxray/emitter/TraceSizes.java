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

package io.github.springxray.emitter;

import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.entities.Segment;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Notices traces of which X-Ray will not keep everything. It takes documents of such a
 * trace and says nothing, so they are sent all the same, and counted. Used by one thread
 * at a time.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/general/latest/gr/xray.html#limits_xray">Quotas of
 * X-Ray</a>
 */
final class TraceSizes {

	/**
	 * What X-Ray keeps of a trace, in bytes of its documents.
	 */
	static final int LIMIT = 500_000;

	/**
	 * Smaller segments that are sent whole are not worth a look.
	 */
	private static final int SMALL = 32 * 1024;

	private static final int MAX_TRACES = 500;

	private static final Log logger = LogFactory.getLog("io.github.springxray.emitter");

	private final EmitterStatistics statistics;

	private final Map<String, Long> sizes = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
			return size() > MAX_TRACES;
		}

	};

	private boolean said;

	TraceSizes(EmitterStatistics statistics) {
		this.statistics = statistics;
	}

	/**
	 * Add what was written of a trace.
	 */
	void add(Parcel parcel, int bytes) {
		if (bytes < SMALL && this.sizes.isEmpty() && parcel.root() instanceof Segment) {
			return;
		}
		String id = parcel.root().getTraceId().toString();
		if (bytes < SMALL && parcel.root() instanceof Segment && !this.sizes.containsKey(id)) {
			return;
		}
		long before = this.sizes.getOrDefault(id, 0L);
		this.sizes.put(id, before + bytes);
		if (before <= LIMIT && before + bytes > LIMIT) {
			this.statistics.tooLarge();
			if (!this.said) {
				this.said = true;
				logger.warn("X-Ray keeps about 500 kB of a trace. Of " + id + " this application has sent more, so "
						+ "some of its segments and subsegments will be missing. Further traces that are too large are "
						+ "counted (EmitterStatistics.tooLargeTraces).");
			}
		}
	}

}
