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

package io.github.springxray.console.sampling;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.sampling.SamplingRule.RateBoost;

/**
 * The boost of a rule. How X-Ray calculates it is not known, but that it takes the least
 * rate that captures what goes wrong, for up to a minute. Here that is the rate with
 * which five of the anomalies of a report would have been sampled.
 */
final class BoostState {

	private static final double WANTED = 5;

	private static final long DURATION = 60_000;

	private static final long MINUTE = 60_000;

	private double rate;

	private long until = Long.MIN_VALUE;

	private long nextAt = Long.MIN_VALUE;

	/**
	 * Take what a client says of its requests.
	 * @param anomalies how many went wrong
	 * @param sampled how many of these were sampled
	 */
	void report(SamplingRule rule, long anomalies, long sampled, long now) {
		RateBoost boost = rule.boost();
		boolean enough = sampled >= Math.min(anomalies, WANTED);
		if (boost == null || anomalies == 0 || enough || now < this.nextAt) {
			return;
		}
		double wanted = Math.min(boost.maxRate(), WANTED / anomalies);
		if (wanted > rule.fixedRate()) {
			this.rate = wanted;
			this.until = now + DURATION;
			this.nextAt = Math.max(this.until, now + boost.cooldownMinutes() * MINUTE);
		}
	}

	/**
	 * Return the boost of a rule as it is now.
	 * @return the boost, or {@code null} if there is none
	 */
	@Nullable Boost current(SamplingRule rule, long now) {
		RateBoost boost = rule.boost();
		if (boost == null || now >= this.until) {
			return null;
		}
		double current = Math.min(this.rate, boost.maxRate());
		return (current > rule.fixedRate()) ? new Boost(current, this.until) : null;
	}

	/**
	 * Return from when on a rule may be boosted again, in milliseconds since 1970.
	 */
	long nextAt() {
		return this.nextAt;
	}

}
