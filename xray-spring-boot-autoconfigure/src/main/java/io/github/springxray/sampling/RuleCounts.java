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

import java.util.concurrent.atomic.LongAdder;

/**
 * What was decided by a rule since X-Ray was last told.
 */
final class RuleCounts {

	private final LongAdder requests = new LongAdder();

	private final LongAdder sampled = new LongAdder();

	private final LongAdder borrowed = new LongAdder();

	private final LongAdder ended = new LongAdder();

	private final LongAdder anomalies = new LongAdder();

	private final LongAdder sampledAnomalies = new LongAdder();

	void asked() {
		this.requests.increment();
	}

	void sampled() {
		this.sampled.increment();
	}

	void borrowed() {
		this.borrowed.increment();
	}

	/**
	 * What was sampled by a rule is not traced after all.
	 */
	void notSampled() {
		this.sampled.decrement();
	}

	void notBorrowed() {
		this.borrowed.decrement();
	}

	void ended(boolean sampled, boolean anomaly) {
		this.ended.increment();
		if (anomaly) {
			this.anomalies.increment();
			if (sampled) {
				this.sampledAnomalies.increment();
			}
		}
	}

	boolean isAsked() {
		return this.requests.sum() > 0;
	}

	/**
	 * Take what was decided, to tell X-Ray.
	 */
	SamplingSource.Counted take(String rule, long now) {
		// A decision in between may be counted as a request only, and is sampled later
		long sampled = this.sampled.sumThenReset();
		long borrowed = this.borrowed.sumThenReset();
		return new SamplingSource.Counted(rule, now, this.requests.sumThenReset(), sampled, borrowed);
	}

	/**
	 * Put back what could not be told.
	 */
	void putBack(SamplingSource.Counted counted) {
		this.requests.add(counted.requests());
		this.sampled.add(counted.sampled());
		this.borrowed.add(counted.borrowed());
	}

	SamplingSource.Anomalies takeEnds(String rule, String service, long now) {
		long sampledAnomalies = this.sampledAnomalies.sumThenReset();
		long anomalies = this.anomalies.sumThenReset();
		return new SamplingSource.Anomalies(rule, service, now, this.ended.sumThenReset(), anomalies, sampledAnomalies);
	}

	void putBack(SamplingSource.Anomalies ends) {
		this.ended.add(ends.requests());
		this.anomalies.add(ends.anomalies());
		this.sampledAnomalies.add(ends.sampledAnomalies());
	}

}
