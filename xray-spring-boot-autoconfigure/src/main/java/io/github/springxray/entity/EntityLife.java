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

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.StringValidator;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import org.jspecify.annotations.Nullable;

/**
 * What an entity is, from its beginning until it has left: its name and ids, its times,
 * and its state. This is internal; an application uses the interfaces of the X-Ray SDK.
 */
@SuppressWarnings("deprecation")
public abstract class EntityLife implements Entity {

	private final Trace trace;

	private final String name;

	private long id;

	private double startTime;

	private double endTime;

	private boolean fault;

	private boolean error;

	private boolean throttle;

	private boolean sampled = true;

	private volatile boolean ended;

	private volatile boolean emitted;

	private @Nullable Entity parent;

	private @Nullable String namespace;

	private @Nullable Extras extras;

	EntityLife(Trace trace, AWSXRayRecorder creator, String name) {
		StringValidator.throwIfNullOrBlank(name, "(Sub)segment name cannot be null or blank.");
		this.trace = trace;
		this.name = name;
		if (creator != trace.creator()) {
			extras().creator = Objects.requireNonNull(creator);
		}
		this.id = EntityIds.create(creator.getIdGenerator());
	}

	/**
	 * What another one is at this moment. Called under the lock.
	 */
	EntityLife(EntityLife other, boolean bare) {
		this.trace = other.trace;
		this.name = other.name;
		this.id = other.id;
		this.parent = other.parent;
		this.startTime = other.startTime;
		if (other.extras != null) {
			extras().id = other.extras.id;
		}
		if (!bare) {
			this.endTime = other.endTime;
			this.fault = other.fault;
			this.error = other.error;
			this.throttle = other.throttle;
			this.namespace = other.namespace;
		}
	}

	@Override
	public abstract void close();

	/**
	 * What this shares with others, and the lock that guards it.
	 */
	final Trace trace() {
		return this.trace;
	}

	/**
	 * Whether this entity may be changed. If not, the strategy that the SDK asks then has
	 * been asked. Never called under the lock.
	 */
	final boolean isOpenToChange() {
		if (!this.emitted) {
			return true;
		}
		complain();
		return false;
	}

	final void complain() {
		getCreator().getContextMissingStrategy()
			.contextMissing("Segment " + this.name + " has already been emitted.", AlreadyEmittedException.class);
	}

	/**
	 * Change something under the lock, or complain.
	 */
	final void change(Runnable change) {
		boolean open = isOpenToChange();
		if (open) {
			this.trace.lock();
			try {
				open = !this.emitted;
				if (open) {
					change.run();
				}
			}
			finally {
				this.trace.unlock();
			}
			if (!open) {
				complain();
			}
		}
	}

	/**
	 * What is rare, to be changed under the lock.
	 */
	final Extras extras() {
		Extras present = this.extras;
		if (present == null) {
			present = new Extras();
			this.extras = present;
		}
		return present;
	}

	final @Nullable Extras extrasOrNull() {
		return this.extras;
	}

	@Override
	public final String getName() {
		return this.name;
	}

	@Override
	public final String getId() {
		Extras rare = this.extras;
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
			if (number == 0 || this.extras != null) {
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

	@Override
	public boolean isSampled() {
		return this.sampled;
	}

	final void sampled(boolean sampled) {
		this.sampled = sampled;
	}

	@Override
	public final boolean isInProgress() {
		return !this.ended;
	}

	@Override
	public void setInProgress(boolean inProgress) {
		if (isOpenToChange()) {
			this.ended = !inProgress;
		}
	}

	/**
	 * Return the time by the clock of the trace, and no earlier than the start.
	 * @return seconds since the epoch
	 */
	public final double timeToEnd() {
		return Math.max(this.startTime, this.trace.now());
	}

	/**
	 * Set the end, unless the application has, and let it be over. Called under the lock.
	 */
	final void over() {
		if (this.endTime < Double.MIN_NORMAL) {
			this.endTime = timeToEnd();
		}
		this.ended = true;
	}

	@Override
	public boolean isEmitted() {
		return this.emitted;
	}

	/**
	 * Say that this has been emitted, as strategies for streaming do after they have sent
	 * it. To say so once more changes nothing.
	 */
	@Override
	public void setEmitted(boolean emitted) {
		if (emitted != this.emitted && isOpenToChange()) {
			this.trace.lock();
			try {
				this.emitted = emitted;
			}
			finally {
				this.trace.unlock();
			}
		}
	}

	@Override
	public boolean compareAndSetEmitted(boolean current, boolean next) {
		if (!isOpenToChange()) {
			return false;
		}
		this.trace.lock();
		try {
			boolean equal = this.emitted == current;
			if (equal) {
				this.emitted = next;
			}
			return equal;
		}
		finally {
			this.trace.unlock();
		}
	}

	/**
	 * Let this have left. Called under the lock.
	 */
	final void emitted() {
		this.emitted = true;
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
	public final AWSXRayRecorder getCreator() {
		Extras rare = this.extras;
		AWSXRayRecorder other = (rare != null) ? rare.creator : null;
		return (other != null) ? other : this.trace.creator();
	}

	@Override
	public final void setCreator(AWSXRayRecorder creator) {
		change(() -> extras().creator = creator);
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
		Extras rare = this.extras;
		ReentrantLock told = (rare != null) ? rare.lock : null;
		return (told != null) ? told : this.trace;
	}

	@Override
	public final void setSubsegmentsLock(ReentrantLock lock) {
		change(() -> extras().lock = lock);
	}

}
