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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceSegment;
import io.github.springxray.entity.TraceSubsegment;

/**
 * What {@link Subsegments} and {@link Segments} hand out for something that they began.
 * Ending a scope ends exactly that entity, whatever else happened on the thread in
 * between. A scope may be ended on another thread than the one that began it.
 */
public final class TraceScope {

	private static final TraceScope NONE = new TraceScope(null, null, null);

	private final @Nullable Entity entity;

	private final @Nullable Entity previous;

	private @Nullable Thread thread;

	private TraceScope(@Nullable Entity entity, @Nullable Entity previous, @Nullable Thread thread) {
		this.entity = entity;
		this.previous = previous;
		this.thread = thread;
	}

	/**
	 * Return the scope of something that is not recorded. Ending it does nothing.
	 * @return the scope that records nothing
	 */
	public static TraceScope none() {
		return NONE;
	}

	/**
	 * A scope whose entity is current on the calling thread.
	 * @param entity the entity that was begun
	 * @param previous what was current before, to be current again
	 * @return the scope
	 */
	static TraceScope current(Entity entity, @Nullable Entity previous) {
		Carried.add(entity);
		return new TraceScope(entity, previous, Thread.currentThread());
	}

	/**
	 * A scope whose entity is open but current on no thread.
	 * @param entity the entity that was begun
	 * @return the scope
	 */
	static TraceScope detached(Entity entity) {
		return new TraceScope(entity, null, null);
	}

	/**
	 * Return whether what is put on the entity can reach a trace. Callers ask before they
	 * build strings or maps.
	 * @return {@code true} if the entity is recorded
	 */
	public boolean isRecording() {
		if (this.entity instanceof TraceSubsegment own) {
			return own.isRecording();
		}
		return this.entity instanceof TraceSegment || isRecordingElsewhere();
	}

	private boolean isRecordingElsewhere() {
		return this.entity != null && ((this.entity instanceof Subsegment subsegment) ? subsegment.isRecording()
				: this.entity.getParentSegment().isRecording());
	}

	/**
	 * Return the segment or subsegment of this scope.
	 * @return the entity, or {@code null} if nothing was begun
	 */
	public @Nullable Entity entity() {
		return this.entity;
	}

	@Nullable Entity previous() {
		return this.previous;
	}

	boolean isCurrentHere() {
		return this.thread == Thread.currentThread();
	}

	void leaveThread() {
		this.thread = null;
		Carried.remove(this.entity);
	}

}
