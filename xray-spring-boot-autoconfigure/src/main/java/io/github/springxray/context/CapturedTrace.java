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

import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;
import io.github.springxray.recorder.Departures;

/**
 * What was current where work was handed on, to be current where the work is done. It
 * lets go of what has left, of which it keeps the ids and the decision, and it carries
 * nothing any more {@value #MAX_MINUTES} minutes after its segment has ended: a task that
 * hands itself on would belong to one trace for ever.
 */
public final class CapturedTrace {

	/**
	 * For how many minutes what comes after the end of a segment belongs to its trace.
	 */
	public static final int MAX_MINUTES = 10;

	private static final CurrentEntity NOTHING = () -> {
	};

	/**
	 * What runs on this thread for something of which nobody says when it is over.
	 */
	private static final ThreadLocal<@Nullable CapturedTrace> endless = new ThreadLocal<>();

	private final Subsegments subsegments;

	private final long since;

	private volatile @Nullable Entity entity;

	private volatile LateSegment.@Nullable Trace late;

	private CapturedTrace(Subsegments subsegments, Entity entity, long since) {
		this.subsegments = subsegments;
		this.entity = entity;
		this.since = since;
	}

	/**
	 * Capture what is current on the calling thread. Never throws.
	 * @return what is captured, {@code null} where nothing is current or it is too late
	 */
	public static @Nullable CapturedTrace capture() {
		Subsegments subsegments = Subsegments.whereCurrent();
		Entity current = (subsegments != null) ? subsegments.current() : null;
		return (subsegments != null && current != null) ? capture(subsegments, current, System.nanoTime()) : null;
	}

	static @Nullable CapturedTrace capture(Subsegments subsegments, Entity current, long now) {
		try {
			Segment segment = current.getParentSegment();
			if (segment instanceof TraceSegment) {
				return isTooLate(segment) ? null : new CapturedTrace(subsegments, current, now).registered();
			}
			CapturedTrace outer = endless.get();
			boolean same = outer != null && outer.isOf(segment);
			CapturedTrace captured = new CapturedTrace(subsegments, current,
					(same && outer != null) ? outer.since : now);
			return captured.isForgotten(now) ? null : captured.registered();
		}
		catch (RuntimeException | LinkageError ex) {
			subsegments.fault("capturing what is current", ex);
			return null;
		}
	}

	private CapturedTrace registered() {
		if (this.entity instanceof TraceEntity own && !(own instanceof LateSegment)) {
			Captures.add(own, this);
			letGo();
		}
		return this;
	}

	private boolean isOf(Segment segment) {
		Entity known = this.entity;
		return known != null && known.getParentSegment() == segment;
	}

	private boolean isForgotten(long now) {
		return now - this.since > TimeUnit.MINUTES.toNanos(MAX_MINUTES);
	}

	/**
	 * Return whether nothing is to be carried for a segment any more. One that is just
	 * about to leave has no end yet.
	 */
	static boolean isTooLate(Segment segment) {
		double end = Departures.hasLeft(segment) ? segment.getEndTime() : 0;
		return end > 0 && isTooLate(end);
	}

	private static boolean isTooLate(double left) {
		return TraceClock.now() - left > TimeUnit.MINUTES.toSeconds(MAX_MINUTES);
	}

	/**
	 * Return whether something has left with its segment. What has left before that is
	 * still the way to the segment.
	 */
	static boolean hasLeft(Entity entity) {
		return entity instanceof TraceEntity && !(entity instanceof LateSegment) && entity.isEmitted()
				&& Departures.hasLeft(entity.getParentSegment());
	}

	/**
	 * Keep nothing but the ids, if what was captured has left.
	 * @return whether it has
	 */
	boolean letGo() {
		Entity known = this.entity;
		if (known != null && hasLeft(known)) {
			this.late = LateSegment.Trace.of(known);
			this.entity = null;
			return true;
		}
		return known == null;
	}

	/**
	 * Make what was captured current on the calling thread. Never throws.
	 * @return to be closed on the same thread
	 */
	public CurrentEntity makeCurrent() {
		return makeCurrent(System.nanoTime());
	}

	CurrentEntity makeCurrent(long now) {
		try {
			Entity known = this.entity;
			LateSegment.Trace kept = this.late;
			if (known == null) {
				boolean carried = kept != null && !isTooLate(kept.left());
				return (carried && kept != null) ? makeCurrent(this.subsegments.late(kept)) : NOTHING;
			}
			Segment segment = known.getParentSegment();
			if (segment instanceof TraceSegment) {
				return isTooLate(segment) ? NOTHING : makeCurrent(known);
			}
			return isForgotten(now) ? NOTHING : makeEndlessCurrent(known);
		}
		catch (RuntimeException | LinkageError ex) {
			this.subsegments.fault("carrying what is current", ex);
			return NOTHING;
		}
	}

	private CurrentEntity makeCurrent(@Nullable Entity carried) {
		return (carried != null) ? this.subsegments.makeCurrent(carried) : NOTHING;
	}

	private CurrentEntity makeEndlessCurrent(Entity carried) {
		CapturedTrace outer = endless.get();
		endless.set(this);
		CurrentEntity current = this.subsegments.makeCurrent(carried);
		return () -> {
			current.close();
			if (outer != null) {
				endless.set(outer);
			}
			else {
				endless.remove();
			}
		};
	}

}
