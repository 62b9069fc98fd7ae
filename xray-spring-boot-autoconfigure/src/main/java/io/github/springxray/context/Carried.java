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
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The segments that scopes and snapshots have brought to the calling thread. What is done
 * there belongs to them even when their documents have left. So does, for a while, what
 * is done after somebody has set an entity by hand whose document has left already, as
 * that is meant. Whatever else a thread still holds by then was left there.
 */
final class Carried {

	/**
	 * Nobody nests deeper. Who never closes what was opened is forgotten.
	 */
	private static final int MAX_DEPTH = 32;

	/**
	 * Who sets an entity so late and never clears it has left it there.
	 */
	private static final long BY_HAND_NANOS = TimeUnit.MINUTES.toNanos(1);

	private static final ThreadLocal<@Nullable Carried> innermost = new ThreadLocal<>();

	private final Segment segment;

	private @Nullable Carried outer;

	private int count = 1;

	private long byHandAt;

	private boolean byHand;

	private Carried(Segment segment, @Nullable Carried outer) {
		this.segment = segment;
		this.outer = outer;
	}

	/**
	 * Say that a scope has brought an entity to this thread.
	 */
	static void add(@Nullable Entity entity) {
		Segment segment = segmentOf(entity);
		if (segment == null) {
			return;
		}
		Carried known = find(segment);
		if (known == null) {
			push(segment);
		}
		else {
			known.count++;
		}
	}

	/**
	 * Say that somebody has set an entity by hand whose segment has left.
	 */
	static void addByHand(Entity entity) {
		Segment segment = segmentOf(entity);
		if (segment == null) {
			return;
		}
		Carried known = find(segment);
		if (known == null) {
			removeByHand();
			known = push(segment);
			known.count = 0;
			known.byHand = true;
		}
		known.byHandAt = System.nanoTime();
	}

	/**
	 * Say that what was set by hand is current no more, and whatever else was before it
	 * in the same scope.
	 */
	static void removeByHand() {
		Carried inner = innermost.get();
		while (inner != null && inner.byHand) {
			inner.byHand = false;
			if (inner.count > 0) {
				return;
			}
			unlink(inner);
			inner = innermost.get();
		}
	}

	/**
	 * Say that an entity was only put back, which is not by hand.
	 * @param entity the entity
	 * @param byHand whether it was {@linkplain #isByHand by hand} before that
	 */
	static void putBack(@Nullable Entity entity, boolean byHand) {
		Segment segment = byHand ? null : segmentOf(entity);
		Carried known = (segment != null) ? find(segment) : null;
		if (known != null && known.byHand) {
			known.byHand = false;
			if (known.count == 0) {
				unlink(known);
			}
		}
	}

	/**
	 * Return whether somebody has set an entity by hand whose segment had left. Whoever
	 * puts back what was current asks before: that the segment has left may be seen only
	 * while it is put back.
	 */
	static boolean isByHand(@Nullable Entity entity) {
		Segment segment = segmentOf(entity);
		Carried known = (segment != null) ? find(segment) : null;
		return known != null && known.byHand && known.isInTime();
	}

	private static Carried push(Segment segment) {
		Carried added = new Carried(segment, innermost.get());
		innermost.set(added);
		forgetBeyond(MAX_DEPTH);
		return added;
	}

	/**
	 * Say that the scope is closed.
	 */
	static void remove(@Nullable Entity entity) {
		Segment segment = segmentOf(entity);
		Carried known = (segment != null) ? find(segment) : null;
		if (known == null || known.count == 0 || --known.count > 0 || known.byHand) {
			return;
		}
		unlink(known);
	}

	private static void unlink(Carried gone) {
		Carried inner = innermost.get();
		if (inner == gone) {
			innermost.set(gone.outer);
			return;
		}
		while (inner != null && inner.outer != gone) {
			inner = inner.outer;
		}
		if (inner != null) {
			inner.outer = gone.outer;
		}
	}

	/**
	 * Say that no scope is left on this thread.
	 */
	static void clear() {
		if (innermost.get() != null) {
			innermost.set(null);
		}
	}

	static boolean has(Segment segment) {
		Carried known = find(segment);
		return known != null && (known.count > 0 || known.isInTime());
	}

	private boolean isInTime() {
		return System.nanoTime() - this.byHandAt < BY_HAND_NANOS;
	}

	private static @Nullable Carried find(Segment segment) {
		Carried carried = innermost.get();
		while (carried != null && carried.segment != segment) {
			carried = carried.outer;
		}
		return carried;
	}

	private static void forgetBeyond(int depth) {
		Carried last = innermost.get();
		for (int i = 1; i < depth && last != null; i++) {
			last = last.outer;
		}
		if (last != null) {
			last.outer = null;
		}
	}

	/**
	 * What is not recorded never leaves, and the segment of an invocation is Lambda's.
	 */
	private static @Nullable Segment segmentOf(@Nullable Entity entity) {
		Segment segment = (entity != null) ? entity.getParentSegment() : null;
		return (segment != null && segment.isRecording() && !(segment instanceof FacadeSegment)) ? segment : null;
	}

}
