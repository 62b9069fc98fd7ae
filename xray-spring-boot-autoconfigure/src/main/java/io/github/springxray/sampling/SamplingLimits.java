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

package io.github.springxray.sampling;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingSwitch;

/**
 * How many traces an instance records in a second, whoever asks for them, and how many
 * requests that failed it records beside those that are sampled.
 */
public final class SamplingLimits {

	private static final Log logger = LogFactory.getLog(SamplingLimits.class);

	private static final long MILLIS_PER_SECOND = 1000;

	private static final long LOG_INTERVAL = 60_000;

	private static final int UNLIMITED = -1;

	private final int maxPerSecond;

	private final int anomaliesPerSecond;

	private final InstantSource clock;

	private final TracingSwitch control;

	private final SamplingDecisions decisions = new SamplingDecisions();

	private final Reservoir admitted = new Reservoir();

	private final Reservoir anomalies = new Reservoir();

	private final LongAdder captured = new LongAdder();

	private final LongAdder[] refused = new LongAdder[Reason.values().length];

	private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE);

	/**
	 * Create the limits.
	 * @param maxPerSecond how many traces a second are recorded at most, {@code null} for
	 * any number
	 * @param anomaliesPerSecond how many requests a second that are not sampled are
	 * recorded because they fail, 0 for none
	 * @param clock tells the time
	 */
	SamplingLimits(@Nullable Integer maxPerSecond, int anomaliesPerSecond, InstantSource clock) {
		this(maxPerSecond, anomaliesPerSecond, clock, new TracingSwitch());
	}

	SamplingLimits(@Nullable Integer maxPerSecond, int anomaliesPerSecond, InstantSource clock, TracingSwitch control) {
		this.control = control;
		this.maxPerSecond = (maxPerSecond != null) ? maxPerSecond : UNLIMITED;
		this.anomaliesPerSecond = anomaliesPerSecond;
		this.clock = clock;
		for (int i = 0; i < this.refused.length; i++) {
			this.refused[i] = new LongAdder();
		}
	}

	/**
	 * Return whether there is any limit to heed, or anything to capture.
	 */
	boolean isActive() {
		return this.maxPerSecond != UNLIMITED || isCapturing();
	}

	/**
	 * Return what is recorded at most, to be added to a sentence about sampling.
	 */
	String summary() {
		return (this.maxPerSecond != UNLIMITED) ? ", at most " + this.maxPerSecond + " a second" : "";
	}

	/**
	 * Take one of the traces that this second has.
	 * @param reason who wants it to be recorded
	 * @return {@code false} if the instance records no more of them in this second
	 */
	public boolean admit(Reason reason) {
		if (this.control.isOff()) {
			return false;
		}
		if (this.maxPerSecond == UNLIMITED) {
			return true;
		}
		long now = this.clock.millis();
		if (this.admitted.take(Math.floorDiv(now, MILLIS_PER_SECOND), this.maxPerSecond)) {
			return true;
		}
		this.refused[reason.ordinal()].increment();
		report(now);
		return false;
	}

	/**
	 * Return whether requests that are not sampled are recorded if they fail.
	 * @return {@code true} if they have to be watched
	 */
	public boolean isCapturing() {
		return this.anomaliesPerSecond > 0 && !this.control.isOff();
	}

	/**
	 * Take one of the failures that this second has.
	 * @return {@code false} if no more of them are recorded in this second
	 */
	public boolean capture() {
		long second = Math.floorDiv(this.clock.millis(), MILLIS_PER_SECOND);
		if (!isCapturing() || !this.anomalies.take(second, this.anomaliesPerSecond) || !admit(Reason.ANOMALY)) {
			return false;
		}
		this.captured.increment();
		return true;
	}

	/**
	 * Return what was decided at run time and wins over all rules.
	 * @return the switch
	 */
	TracingSwitch control() {
		return this.control;
	}

	/**
	 * Return what was decided, by rules, by headers and at run time.
	 * @return the counts
	 */
	public SamplingDecisions decisions() {
		return this.decisions;
	}

	/**
	 * Return how many requests were recorded because they failed.
	 * @return the number since the start
	 */
	public long captured() {
		return this.captured.sum();
	}

	/**
	 * Return how many traces were not recorded, as their second had given all, by who
	 * wanted them to be: {@code rule}, {@code header} or {@code anomaly}.
	 * @return the numbers since the start, a copy without those that are 0
	 */
	public Map<String, Long> refusedByReason() {
		Map<String, Long> counts = new TreeMap<>();
		for (Reason reason : Reason.values()) {
			long count = this.refused[reason.ordinal()].sum();
			if (count > 0) {
				counts.put(reason.name().toLowerCase(Locale.ROOT), count);
			}
		}
		return counts;
	}

	/**
	 * On a clock that was set back, the next line comes at once rather than never.
	 */
	private void report(long now) {
		long last = this.loggedAt.get();
		boolean recent = last != Long.MIN_VALUE && now - last < LOG_INTERVAL && now >= last;
		if (!recent && this.loggedAt.compareAndSet(last, now)) {
			logger.warn("Traces are left out: this instance records at most " + this.maxPerSecond
					+ " a second (xray.sampling.max-per-second). So many were not, by who asked for them: "
					+ refusedByReason() + ".");
		}
	}

	/**
	 * Who wants a trace to be recorded.
	 */
	public enum Reason {

		/**
		 * The sampling strategy.
		 */
		RULE,

		/**
		 * The header of a request or message.
		 */
		HEADER,

		/**
		 * It has failed.
		 */
		ANOMALY

	}

}
