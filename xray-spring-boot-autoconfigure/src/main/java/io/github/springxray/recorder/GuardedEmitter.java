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

import com.amazonaws.xray.emitters.DelegatingEmitter;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an emitter throws away from the application. A subsegment that is not
 * sampled goes no further: streaming sends it as any other. Nor does one that comes
 * again.
 */
final class GuardedEmitter extends DelegatingEmitter implements EndAwareEmitter {

	private final @Nullable EndAwareEmitter endAware;

	private final SegmentFilters filters;

	private final WeakIdentityMap<Entity, Boolean> asked = new WeakIdentityMap<>();

	private final TracingFaults faults;

	GuardedEmitter(Emitter delegate, SegmentFilters filters, TracingFaults faults) {
		super(delegate);
		this.endAware = (delegate instanceof EndAwareEmitter aware) ? aware : null;
		this.filters = filters;
		this.faults = faults;
	}

	@Override
	public void beforeEnd(Entity entity) {
		if (!passes(entity) || this.endAware == null) {
			return;
		}
		try {
			this.endAware.beforeEnd(entity);
		}
		catch (Throwable ex) {
			this.faults.record("preparing an entity for its emitter", ex);
		}
	}

	/**
	 * What is kept back is no longer sampled, so neither streaming nor the segment that
	 * it is a part of sends it.
	 */
	private boolean passes(Entity entity) {
		if (this.filters.isEmpty() || this.asked.get(entity) != null) {
			return entity.isSampled();
		}
		this.asked.computeIfAbsent(entity, () -> true);
		SegmentFilters.Outcome outcome = SegmentFilters.Outcome.FAILED;
		try {
			outcome = this.filters.ask(entity);
		}
		finally {
			// An error of the machine goes on from here, but nothing that was not looked
			// at
			if (outcome != SegmentFilters.Outcome.PASSED) {
				keepBack(entity, outcome);
			}
		}
		return outcome == SegmentFilters.Outcome.PASSED;
	}

	private void keepBack(Entity entity, SegmentFilters.Outcome outcome) {
		if (entity instanceof SentOnce subsegment) {
			subsegment.keepBack();
		}
		else if (entity instanceof Segment segment) {
			segment.setSampled(false);
		}
		if (this.endAware != null) {
			this.endAware.keptBack(entity, outcome == SegmentFilters.Outcome.FAILED);
		}
	}

	@Override
	public boolean sendSegment(Segment segment) {
		try {
			return passes(segment) && super.sendSegment(segment);
		}
		catch (Throwable ex) {
			this.faults.record("emitting a segment", ex);
			return false;
		}
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		try {
			boolean again = subsegment instanceof SentOnce once && !once.claim();
			return !again && subsegment.isSampled() && passes(subsegment) && super.sendSubsegment(subsegment);
		}
		catch (Throwable ex) {
			this.faults.record("emitting a subsegment", ex);
			return false;
		}
	}

}
