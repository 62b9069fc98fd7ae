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
 * A segment that is not recorded, of which it is known when it began. It gets an id when
 * somebody asks for it, as most are neither told to others nor recorded in the end.
 */
@SuppressWarnings("deprecation")
final class AwaitedSegment extends DummySegment {

	private final double begun = TraceClock.now();

	private volatile @Nullable String id;

	AwaitedSegment(AWSXRayRecorder recorder, TraceID traceId) {
		super(recorder, traceId);
	}

	@Override
	public double getStartTime() {
		return this.begun;
	}

	@Override
	public String getId() {
		String known = this.id;
		return (known != null) ? known : createId();
	}

	private synchronized String createId() {
		String known = this.id;
		if (known == null) {
			known = getCreator().getIdGenerator().newEntityId();
			this.id = known;
		}
		return known;
	}

}
