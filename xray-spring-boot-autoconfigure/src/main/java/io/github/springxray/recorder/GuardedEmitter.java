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

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.emitters.DelegatingEmitter;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;

/**
 * Keeps what an emitter throws away from the application. A subsegment that is not
 * sampled goes no further: streaming sends it as any other. Nor does one that comes
 * again.
 */
final class GuardedEmitter extends DelegatingEmitter implements EndAwareEmitter, BatchEmitter {

	private final @Nullable EndAwareEmitter endAware;

	private final Emitter delegate;

	private final SegmentFilters filters;

	private final TracingFaults faults;

	GuardedEmitter(Emitter delegate, SegmentFilters filters, TracingFaults faults) {
		super(delegate);
		this.delegate = delegate;
		this.endAware = (delegate instanceof EndAwareEmitter aware) ? aware : null;
		this.filters = filters;
		this.faults = faults;
	}

	@Override
	public void beforeEnd(Entity entity) {
		boolean passes = passes(entity);
		if (!(entity instanceof TraceEntity own) || own.hasStrangers()) {
			lookBeneath(entity);
		}
		if (passes && this.endAware != null) {
			try {
				this.endAware.beforeEnd(entity);
			}
			catch (Throwable ex) {
				this.faults.record("preparing an entity for its emitter", ex);
			}
		}
	}

	/**
	 * Look at what has ended without anybody noticing: subsegments of the SDK's own class
	 * that the application has added, and what it has only marked as ended.
	 */
	@SuppressWarnings("deprecation")
	private void lookBeneath(Entity entity) {
		ReentrantLock lock = entity.getParentSegment().getSubsegmentsLock();
		List<Subsegment> children;
		lock.lock();
		try {
			children = entity.getSubsegmentsCopy();
		}
		finally {
			lock.unlock();
		}
		for (Subsegment child : children) {
			if (child.isInProgress()) {
				if (!(child instanceof TraceEntity own) || own.hasStrangers()) {
					lookBeneath(child);
				}
			}
			else if (child instanceof TraceEntity own) {
				child.end();
				if (own.hasStrangers()) {
					lookBeneath(child);
				}
			}
			else {
				if (child.getEndTime() < Double.MIN_NORMAL) {
					child.setEndTime(System.currentTimeMillis() / 1000d);
				}
				beforeEnd(child);
			}
		}
	}

	/**
	 * What is kept back is no longer sampled, so neither streaming nor the segment that
	 * it is a part of sends it.
	 */
	private boolean passes(Entity entity) {
		SegmentFilters.Outcome outcome = this.filters.askOnce(entity, this::keepBack);
		return outcome == SegmentFilters.Outcome.PASSED
				|| (outcome == SegmentFilters.Outcome.KNOWN && entity.isSampled());
	}

	@SuppressWarnings("deprecation")
	private void keepBack(Entity entity, SegmentFilters.Outcome outcome) {
		if (entity instanceof TraceEntity own) {
			own.keepBack();
		}
		else if (entity instanceof Segment segment) {
			segment.setSampled(false);
		}
		else if (entity instanceof Subsegment subsegment) {
			subsegment.setSampledFalse();
		}
		if (this.endAware != null) {
			this.endAware.keptBack(entity, outcome == SegmentFilters.Outcome.FAILED);
		}
	}

	@Override
	public boolean sendSegment(Segment segment) {
		try {
			if (!passes(segment)) {
				return false;
			}
			letTakeApart(segment);
			tellRecorder(segment);
			return super.sendSegment(segment);
		}
		catch (Throwable ex) {
			this.faults.record("emitting a segment", ex);
			return false;
		}
	}

	private void tellRecorder(Segment segment) {
		try {
			TraceEvents.tell(segment);
		}
		catch (RuntimeException | LinkageError ex) {
			this.faults.record("telling JDK Flight Recorder", ex);
		}
	}

	/**
	 * Send a segment that goes on, of which filters see nothing yet.
	 */
	boolean sendInProgress(Segment segment) {
		try {
			return super.sendSegment(segment);
		}
		catch (Throwable ex) {
			this.faults.record("emitting a segment", ex);
			return false;
		}
	}

	@Override
	public void sendSubsegments(List<Subsegment> subsegments) {
		if (!(this.delegate instanceof BatchEmitter batches)) {
			subsegments.forEach(this::sendSubsegment);
			return;
		}
		try {
			batches.sendSubsegments(subsegments.stream().filter(this::leaves).toList());
		}
		catch (Throwable ex) {
			this.faults.record("emitting subsegments", ex);
		}
		finally {
			subsegments.forEach(GuardedEmitter::noteEmitted);
		}
	}

	/**
	 * An emitter of the application may change what it sends, ours reads it later.
	 */
	private void letTakeApart(Entity entity) {
		if (this.endAware == null && entity instanceof TraceEntity own) {
			FinishedTree.takeApart(own);
		}
	}

	private boolean leaves(Subsegment subsegment) {
		return Departures.of(subsegment).claimLeaving() && subsegment.isSampled() && passes(subsegment)
				&& (!(subsegment instanceof TraceEntity own) || FinishedTree.leave(own, isFiltered()) != null);
	}

	boolean isFiltered() {
		return !this.filters.isEmpty();
	}

	private static void noteEmitted(Subsegment subsegment) {
		if (subsegment instanceof TraceEntity) {
			subsegment.setEmitted(true);
		}
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		try {
			if (!leaves(subsegment)) {
				return false;
			}
			letTakeApart(subsegment);
			return super.sendSubsegment(subsegment);
		}
		catch (Throwable ex) {
			this.faults.record("emitting a subsegment", ex);
			return false;
		}
		finally {
			noteEmitted(subsegment);
		}
	}

}
