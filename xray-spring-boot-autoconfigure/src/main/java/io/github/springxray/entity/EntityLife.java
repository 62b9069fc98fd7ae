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

package io.github.springxray.entity;

import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

/**
 * What an entity is, from its beginning until it has left: its ids, its times, what has
 * become of it, and what it is a part of. This is internal; an application uses the
 * interfaces of the X-Ray SDK.
 */
@SuppressWarnings("deprecation")
public abstract class EntityLife extends EntityState {

	private long id;

	private double startTime;

	private double endTime;

	private boolean fault;

	private boolean error;

	private boolean throttle;

	private @Nullable Entity parent;

	private @Nullable String namespace;

	EntityLife(Trace trace, AWSXRayRecorder creator, String name) {
		super(trace, creator, name);
		this.id = EntityIds.create(creator.getIdGenerator());
	}

	/**
	 * What another one is at this moment. Called under the lock.
	 */
	EntityLife(EntityLife other, boolean bare) {
		super(other);
		this.id = other.id;
		this.parent = other.parent;
		this.startTime = other.startTime;
		if (!bare) {
			this.endTime = other.endTime;
			this.fault = other.fault;
			this.error = other.error;
			this.throttle = other.throttle;
			this.namespace = other.namespace;
		}
	}

	@Override
	public final String getId() {
		Extras rare = extrasOrNull();
		String odd = (rare != null) ? rare.id : null;
		return (odd != null) ? odd : EntityIds.format(this.id);
	}

	@Override
	public final void setId(String id) {
		change(() -> {
			long number = (id != null) ? EntityIds.parse(id) : 0;
			if (number != 0) {
				this.id = number;
			}
			if (number == 0 || extrasOrNull() != null) {
				extras().id = (number != 0) ? null : id;
			}
		});
	}

	@Override
	public final double getStartTime() {
		return this.startTime;
	}

	@Override
	public final void setStartTime(double startTime) {
		if (isOpenToChange()) {
			this.startTime = startTime;
		}
	}

	/**
	 * Set the start without the ceremony.
	 */
	final void begin(double startTime) {
		this.startTime = startTime;
	}

	@Override
	public final double getEndTime() {
		return this.endTime;
	}

	@Override
	public final void setEndTime(double endTime) {
		if (isOpenToChange()) {
			this.endTime = endTime;
		}
	}

	@Override
	public final boolean isFault() {
		return this.fault;
	}

	@Override
	public final void setFault(boolean fault) {
		if (isOpenToChange()) {
			this.fault = fault;
		}
	}

	@Override
	public final boolean isError() {
		return this.error;
	}

	@Override
	public final void setError(boolean error) {
		if (isOpenToChange()) {
			this.error = error;
		}
	}

	@Override
	public final boolean isThrottle() {
		return this.throttle;
	}

	@Override
	public final void setThrottle(boolean throttle) {
		if (isOpenToChange()) {
			if (throttle) {
				this.fault = false;
				this.error = true;
			}
			this.throttle = throttle;
		}
	}

	/**
	 * Set this alone, and nothing that follows from it.
	 */
	final void restoreThrottle(boolean throttle) {
		this.throttle = throttle;
	}

	/**
	 * Return the time by the clock of the trace, and no earlier than the start.
	 * @return seconds since the epoch
	 */
	public final double timeToEnd() {
		return Math.max(this.startTime, trace().now());
	}

	/**
	 * Set the end, unless the application has, and let it be over. Called under the lock.
	 */
	final void over() {
		if (this.endTime < Double.MIN_NORMAL) {
			this.endTime = timeToEnd();
		}
		ended();
	}

	@Override
	public final @Nullable String getNamespace() {
		return this.namespace;
	}

	@Override
	public final void setNamespace(@Nullable String namespace) {
		if (isOpenToChange()) {
			this.namespace = namespace;
		}
	}

	@Override
	@SuppressWarnings("NullAway") // as the SDK, whose interface does not say it
	public final Entity getParent() {
		return this.parent;
	}

	final @Nullable Entity parent() {
		return this.parent;
	}

	@Override
	public final void setParent(@Nullable Entity parent) {
		if (isOpenToChange()) {
			this.parent = parent;
		}
	}

	@Override
	public final ReentrantLock getSubsegmentsLock() {
		Extras rare = extrasOrNull();
		ReentrantLock told = (rare != null) ? rare.lock : null;
		return (told != null) ? told : trace();
	}

	@Override
	public final void setSubsegmentsLock(ReentrantLock lock) {
		change(() -> extras().lock = lock);
	}

}
