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

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What is done once for an object, whoever comes first. This is internal.
 */
public abstract class EntityMarks implements Departure {

	private static final int ENDING = 1;

	private static final int LEFT = 2;

	private static final int TOLD = 4;

	private static final int SENDING = 8;

	private static final int ASKED = 16;

	private static final int ANSWERED = 32;

	private static final int CALLED = 64;

	private static final AtomicIntegerFieldUpdater<EntityMarks> updater = AtomicIntegerFieldUpdater
		.newUpdater(EntityMarks.class, "marks");

	private volatile int marks;

	@Override
	public final boolean claimEnd() {
		return claim(ENDING);
	}

	@Override
	public final boolean claimSending() {
		return claim(SENDING);
	}

	@Override
	public final void abandon() {
		updater.getAndUpdate(this, (known) -> known & ~(ENDING | SENDING));
	}

	@Override
	public final boolean claimTelling() {
		return claim(TOLD);
	}

	@Override
	public final boolean claimLeaving() {
		return claim(LEFT);
	}

	@Override
	public final boolean hasLeft() {
		return has(LEFT);
	}

	@Override
	public final boolean claimQuestion() {
		return claim(ASKED);
	}

	@Override
	public final void answered() {
		claim(ANSWERED);
	}

	@Override
	public final boolean isAnswered() {
		return has(ANSWERED);
	}

	/**
	 * Claim the one time that its own method for the end does something.
	 * @return {@code false} if somebody has before
	 */
	protected final boolean claimCall() {
		return claim(CALLED);
	}

	private boolean has(int mark) {
		return (this.marks & mark) != 0;
	}

	private boolean claim(int mark) {
		int known = this.marks;
		while ((known & mark) == 0) {
			if (updater.compareAndSet(this, known, known | mark)) {
				return true;
			}
			known = this.marks;
		}
		return false;
	}

}
