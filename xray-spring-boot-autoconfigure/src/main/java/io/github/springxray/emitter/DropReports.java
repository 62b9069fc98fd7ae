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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts what is dropped and says so in the log, at most once a minute. Logging may
 * block, so it is left to the thread that sends. Only if that has not come to it for two
 * minutes, as it does when a sender hangs, one of the threads that drop something does
 * it.
 */
final class DropReports {

	static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

	static final long OVERDUE = TimeUnit.MINUTES.toNanos(2);

	private static final Log logger = LogFactory.getLog("io.github.springxray.emitter");

	private static final long NONE = Long.MIN_VALUE;

	private final EmitterStatistics statistics;

	private final LongSupplier nanoTime;

	/**
	 * When the first drop was that has not been reported.
	 */
	private final AtomicLong since = new AtomicLong(NONE);

	private final AtomicLong next;

	DropReports(EmitterStatistics statistics, LongSupplier nanoTime) {
		this.statistics = statistics;
		this.nanoTime = nanoTime;
		this.next = new AtomicLong(nanoTime.getAsLong());
	}

	void drop(String reason) {
		this.statistics.drop(reason);
		long first = this.since.get();
		if (first == NONE) {
			this.since.compareAndSet(NONE, this.nanoTime.getAsLong());
		}
		else if (this.nanoTime.getAsLong() - first > OVERDUE) {
			report();
		}
	}

	/**
	 * Log what was dropped since the last time, if there is something and it is time.
	 */
	void report() {
		if (this.since.get() == NONE) {
			return;
		}
		long now = this.nanoTime.getAsLong();
		long due = this.next.get();
		if (now - due >= 0 && this.next.compareAndSet(due, now + INTERVAL)) {
			this.since.set(NONE);
			logger.warn("Traces are incomplete: of " + this.statistics.accepted()
					+ " segments and subsegments so far, these were dropped: " + this.statistics.droppedByReason()
					+ ". Up to " + this.statistics.queueHighWaterMark() + " waited at a time"
					+ " (xray.emitter.queue-capacity, xray.emitter.max-queue-size).");
		}
	}

}
