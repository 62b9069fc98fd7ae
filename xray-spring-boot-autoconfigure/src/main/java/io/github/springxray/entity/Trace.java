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

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What the entities of one trace share in this process: their lock, which is this object
 * itself, to save another one; their clock; and how many they are. No code of the
 * application runs under the lock.
 */
final class Trace extends ReentrantLock {

	private static final long serialVersionUID = 1L;

	private final transient EntityFactory factory;

	private final transient AWSXRayRecorder creator;

	private final double origin;

	private final long originNanos;

	private transient @Nullable TraceEntity root;

	private int open;

	private int total;

	/**
	 * Counts instead of the field, since somebody has asked for an object that counts.
	 */
	private transient @Nullable LongAdder adder;

	/**
	 * What is kept beside the trace: owners, each followed by what it keeps. An array is
	 * not changed once it is here.
	 */
	private transient volatile @Nullable Object @Nullable [] notes;

	/**
	 * How many subsegments have ended but could not leave, as something beneath them is
	 * open.
	 */
	private int stuck;

	Trace(EntityFactory factory, AWSXRayRecorder creator) {
		this.factory = factory;
		this.creator = creator;
		this.origin = TraceTime.now();
		this.originNanos = System.nanoTime();
	}

	EntityFactory factory() {
		return this.factory;
	}

	AWSXRayRecorder creator() {
		return this.creator;
	}

	/**
	 * What all others of this trace are beneath.
	 */
	TraceEntity root() {
		return Objects.requireNonNull(this.root);
	}

	void root(TraceEntity root) {
		this.root = root;
	}

	/**
	 * The time at which the trace began here.
	 */
	double origin() {
		return this.origin;
	}

	double now() {
		return TraceTime.at(this.origin, this.originNanos, System.nanoTime());
	}

	/**
	 * What an owner keeps beside the trace.
	 */
	@Nullable Object note(Object owner) {
		@Nullable Object[] known = this.notes;
		for (int i = 0; known != null && i < known.length; i += 2) {
			if (known[i] == owner) {
				return known[i + 1];
			}
		}
		return null;
	}

	/**
	 * Keep something beside the trace, unless the owner does already.
	 * @return what is kept
	 */
	Object note(Object owner, Object added) {
		lock();
		try {
			Object present = note(owner);
			if (present != null) {
				return present;
			}
			@Nullable Object[] known = this.notes;
			int length = (known != null) ? known.length : 0;
			@Nullable Object[] more = (known != null) ? Arrays.copyOf(known, length + 2) : new @Nullable Object[2];
			more[length] = owner;
			more[length + 1] = added;
			this.notes = more;
			return added;
		}
		finally {
			unlock();
		}
	}

	/**
	 * How many subsegments are open.
	 */
	int open() {
		lock();
		try {
			return this.open;
		}
		finally {
			unlock();
		}
	}

	void addOpen(int count) {
		lock();
		try {
			this.open += count;
		}
		finally {
			unlock();
		}
	}

	/**
	 * Count a subsegment that begins.
	 */
	void opened() {
		lock();
		try {
			countOpened();
		}
		finally {
			unlock();
		}
	}

	/**
	 * Count a subsegment that begins. Called under the lock.
	 */
	void countOpened() {
		this.open++;
		if (this.adder != null) {
			this.adder.increment();
		}
		else {
			this.total++;
		}
	}

	/**
	 * Count a subsegment that has ended. Called under the lock.
	 */
	void closed() {
		this.open--;
	}

	/**
	 * How many subsegments there are that have not left.
	 */
	int total() {
		LongAdder counting = this.adder;
		return (counting != null) ? counting.intValue() : this.total;
	}

	void addTotal(int count) {
		lock();
		try {
			if (this.adder != null) {
				this.adder.add(count);
			}
			else {
				this.total += count;
			}
		}
		finally {
			unlock();
		}
	}

	/**
	 * How many subsegments there are that have not left, for somebody to change.
	 */
	LongAdder adder() {
		lock();
		try {
			LongAdder counting = this.adder;
			if (counting == null) {
				counting = new LongAdder();
				counting.add(this.total);
				this.adder = counting;
			}
			return counting;
		}
		finally {
			unlock();
		}
	}

	/**
	 * Whether to look for subsegments that can leave. So that many open ones are not
	 * looked at again for each one that ends, some part of the tree has to have ended
	 * since the last time. Called under the lock.
	 */
	boolean isWorthALook(int threshold) {
		int present = total();
		int ended = present - this.open;
		return present > threshold && ended - this.stuck > this.open / 8;
	}

	/**
	 * Note that subsegments have left. Called under the lock.
	 */
	void left(int count) {
		addTotal(-count);
		this.stuck = total() - this.open;
	}

}
