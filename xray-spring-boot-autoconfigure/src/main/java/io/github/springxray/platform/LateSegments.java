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

package io.github.springxray.platform;

import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

/**
 * Adds what a metadata service has answered to the segments that were begun before and
 * leave after that.
 */
final class LateSegments implements SegmentListener {

	private static final double MILLIS_PER_SECOND = 1000;

	private volatile double until = Double.NEGATIVE_INFINITY;

	private volatile RecordedFacts.@Nullable Completion completion;

	/**
	 * From now on, complete what was begun up to now.
	 */
	void complete(RecordedFacts.Completion completion) {
		this.completion = completion;
		this.until = System.currentTimeMillis() / MILLIS_PER_SECOND + 1 / MILLIS_PER_SECOND;
	}

	@Override
	public void beforeEndSegment(Segment segment) {
		if (this.until < 0) {
			return;
		}
		RecordedFacts.Completion known = this.completion;
		if (known != null && segment.getStartTime() <= this.until && segment.isRecording()
				&& !(segment instanceof FacadeSegment)) {
			known.complete(segment);
		}
	}

}
