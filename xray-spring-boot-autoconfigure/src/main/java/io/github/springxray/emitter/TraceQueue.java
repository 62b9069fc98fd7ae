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

package io.github.springxray.emitter;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A queue that is bounded by the number of parcels and by their weight. Handing over
 * takes no lock and waits for nothing: one atomic addition reserves a place and its
 * weight. Both are given back when a parcel has been dealt with, not when it leaves the
 * queue, so the bounds hold for all that is in memory.
 */
final class TraceQueue {

	/**
	 * The most parcels that a queue can have.
	 */
	static final int MAX_CAPACITY = (1 << 22) - 1;

	/**
	 * The largest bound of the weight, 256 GB; there is room above it for what several
	 * threads reserve at the same time.
	 */
	static final long MAX_WEIGHT = 1L << 38;

	private static final int WEIGHT_BITS = 40;

	private static final long ONE = 1L << WEIGHT_BITS;

	private static final long WEIGHT = ONE - 1;

	private static final long CLOSED = Long.MIN_VALUE;

	private final ConcurrentLinkedQueue<Parcel> parcels = new ConcurrentLinkedQueue<>();

	/**
	 * From the left: whether closed, how many parcels, their weight.
	 */
	private final AtomicLong load = new AtomicLong();

	private final int capacity;

	private final long maxWeight;

	TraceQueue(int capacity, long maxWeight) {
		this.capacity = capacity;
		this.maxWeight = maxWeight;
	}

	/**
	 * Hand over a parcel. One that is alone is taken whatever it weighs.
	 * @return {@code null} if it was taken, otherwise why not
	 */
	@Nullable String offer(Parcel parcel) {
		return offer(List.of(parcel));
	}

	/**
	 * Hand over several parcels, of which the first one takes a place for all.
	 * @return {@code null} if they were taken, otherwise why not
	 */
	@Nullable String offer(List<Parcel> parcels) {
		long load = 0;
		for (int i = 0; i < parcels.size(); i++) {
			load += loadOf(parcels.get(i));
		}
		String refusal = refusal(this.load.addAndGet(load));
		if (refusal != null) {
			this.load.addAndGet(-load);
			return refusal;
		}
		this.parcels.addAll(parcels);
		return null;
	}

	private static long loadOf(Parcel parcel) {
		return parcel.places() * ONE + parcel.weight();
	}

	/**
	 * Why a parcel would not be taken now, {@code null} if there is no reason yet.
	 */
	@Nullable String refusal() {
		return refusal(this.load.get() + ONE);
	}

	private @Nullable String refusal(long load) {
		if (load < 0) {
			return DropReasons.CLOSED;
		}
		long count = load >>> WEIGHT_BITS;
		if (count > this.capacity) {
			return DropReasons.QUEUE_FULL;
		}
		return (count > 1 && (load & WEIGHT) > this.maxWeight) ? DropReasons.QUEUE_TOO_LARGE : null;
	}

	boolean isEmpty() {
		return this.parcels.isEmpty();
	}

	@Nullable Parcel poll() {
		return this.parcels.poll();
	}

	/**
	 * Give back the place of a parcel that has been dealt with.
	 * @return how many there were with it
	 */
	int release(Parcel parcel) {
		return count(this.load.getAndAdd(-loadOf(parcel)));
	}

	/**
	 * Take nothing more.
	 */
	void close() {
		this.load.getAndUpdate((value) -> value | CLOSED);
	}

	boolean isClosed() {
		return this.load.get() < 0;
	}

	/**
	 * How many parcels wait or are being dealt with.
	 */
	int size() {
		return count(this.load.get());
	}

	/**
	 * What they weigh.
	 */
	long weight() {
		return this.load.get() & WEIGHT;
	}

	/**
	 * More may have reserved than there is room for, for as long as it takes them to see
	 * that.
	 */
	private int count(long load) {
		return (int) Math.min((load & ~CLOSED) >>> WEIGHT_BITS, this.capacity);
	}

}
