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

import org.jspecify.annotations.Nullable;

/**
 * What an instance may take by a rule.
 *
 * @param quota how many a second
 * @param quotaUntil until when that holds, in milliseconds of the epoch
 * @param rate the share of further requests
 * @param boostRate the share for a while
 * @param boostUntil until when that holds, in milliseconds of the epoch
 */
record SamplingTarget(int quota, long quotaUntil, double rate, double boostRate, long boostUntil) {

	/**
	 * Return what holds before X-Ray has said anything.
	 */
	static SamplingTarget none(double rate) {
		return new SamplingTarget(0, Long.MIN_VALUE, rate, 0, Long.MIN_VALUE);
	}

	/**
	 * Return what holds without X-Ray.
	 */
	static SamplingTarget fixed(int quota, double rate) {
		return new SamplingTarget(quota, Long.MAX_VALUE, rate, 0, Long.MIN_VALUE);
	}

	/**
	 * Return what holds after X-Ray has said something. What it has not said, or what
	 * makes no sense, stays.
	 */
	SamplingTarget with(SamplingSource.Target said) {
		boolean quotaSaid = said.quota() != null && said.quota() >= 0 && said.quotaUntil() != null;
		boolean boostSaid = isRate(said.boostRate()) && said.boostUntil() != null;
		return new SamplingTarget(quotaSaid ? said.quota() : this.quota,
				quotaSaid ? said.quotaUntil() : this.quotaUntil, isRate(said.rate()) ? said.rate() : this.rate,
				boostSaid ? said.boostRate() : this.boostRate, boostSaid ? said.boostUntil() : this.boostUntil);
	}

	SamplingTarget withRate(double rate) {
		return new SamplingTarget(this.quota, this.quotaUntil, rate, this.boostRate, this.boostUntil);
	}

	SamplingTarget withoutBoost() {
		return new SamplingTarget(this.quota, this.quotaUntil, this.rate, 0, Long.MIN_VALUE);
	}

	private static boolean isRate(@Nullable Double rate) {
		return rate != null && rate >= 0 && rate <= 1;
	}

	double rateAt(long now) {
		return (now < this.boostUntil && this.boostRate >= this.rate) ? this.boostRate : this.rate;
	}

}
