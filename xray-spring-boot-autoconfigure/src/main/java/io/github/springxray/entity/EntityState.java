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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.StringValidator;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import org.jspecify.annotations.Nullable;

/**
 * How far an entity is: in progress, over, or emitted, after which it no longer changes.
 * This is internal; an application uses the interfaces of the X-Ray SDK.
 */
@SuppressWarnings("deprecation")
public abstract class EntityState extends EntityMarks implements Entity {

	private final Trace trace;

	private String name;

	private boolean sampled = true;

	private volatile boolean ended;

	private volatile boolean emitted;

	private @Nullable Extras extras;

	EntityState(Trace trace, AWSXRayRecorder creator, String name) {
		StringValidator.throwIfNullOrBlank(name, "(Sub)segment name cannot be null or blank.");
		this.trace = trace;
		this.name = name;
		if (creator != trace.creator()) {
			extras().creator = Objects.requireNonNull(creator);
		}
	}

	/**
	 * What another one is at this moment. Called under the lock.
	 */
	EntityState(EntityState other) {
		this.trace = other.trace;
		this.name = other.name;
		if (other.extras != null) {
			extras().id = other.extras.id;
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

	/**
	 * Give this another name. Nothing happens once it has been emitted.
	 * @param name the name, which has to be legal
	 */
	public final void rename(String name) {
		if (!this.emitted) {
			StringValidator.throwIfNullOrBlank(name, "(Sub)segment name cannot be null or blank.");
			this.name = name;
		}
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
	public final AWSXRayRecorder getCreator() {
		Extras rare = this.extras;
		AWSXRayRecorder other = (rare != null) ? rare.creator : null;
		return (other != null) ? other : this.trace.creator();
	}

	@Override
	public final void setCreator(AWSXRayRecorder creator) {
		change(() -> extras().creator = creator);
	}

	/**
	 * Let this be over. Called under the lock.
	 */
	final void ended() {
		this.ended = true;
	}

}
