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

package io.github.springxray.context;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.DummySegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * A segment that carries a trace id and nothing else. The SDK's own stays current when it
 * is closed.
 */
@SuppressWarnings("deprecation")
final class UnrecordedSegment extends DummySegment implements BegunByHand {

	private volatile @Nullable Place place;

	UnrecordedSegment(AWSXRayRecorder recorder, TraceID traceId) {
		super(recorder, traceId);
	}

	@Override
	public void close() {
		getCreator().endSegment();
	}

	@Override
	public @Nullable Place place() {
		return this.place;
	}

	@Override
	public void setPlace(Place place) {
		this.place = place;
	}

}
