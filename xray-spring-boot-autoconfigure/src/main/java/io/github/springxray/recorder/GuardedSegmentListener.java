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

package io.github.springxray.recorder;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a listener throws away from the application.
 */
final class GuardedSegmentListener implements SegmentListener {

	private final SegmentListener delegate;

	private final TracingFaults faults;

	GuardedSegmentListener(SegmentListener delegate, TracingFaults faults) {
		this.delegate = delegate;
		this.faults = faults;
	}

	@Override
	public void onSetEntity(@Nullable Entity previous, Entity entity) {
		safely(() -> this.delegate.onSetEntity(previous, entity));
	}

	@Override
	public void onBeginSegment(Segment segment) {
		safely(() -> this.delegate.onBeginSegment(segment));
	}

	@Override
	public void onBeginSubsegment(Subsegment subsegment) {
		safely(() -> this.delegate.onBeginSubsegment(subsegment));
	}

	@Override
	public void beforeEndSegment(Segment segment) {
		safely(() -> this.delegate.beforeEndSegment(segment));
	}

	@Override
	public void afterEndSegment(Segment segment) {
		safely(() -> this.delegate.afterEndSegment(segment));
	}

	@Override
	public void beforeEndSubsegment(Subsegment subsegment) {
		safely(() -> this.delegate.beforeEndSubsegment(subsegment));
	}

	@Override
	public void afterEndSubsegment(Subsegment subsegment) {
		safely(() -> this.delegate.afterEndSubsegment(subsegment));
	}

	@Override
	public void onClearEntity(Entity previous) {
		safely(() -> this.delegate.onClearEntity(previous));
	}

	private void safely(Runnable event) {
		try {
			event.run();
		}
		catch (Throwable ex) {
			this.faults.record("a segment listener", ex);
		}
	}

}
