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

/**
 * What a rule says, always the same for all its requests: so no decision allocates
 * anything, and the rule need not be looked for again when a request ends.
 */
final class RuleResponse extends ObservedSamplingResponse {

	private final boolean boosted;

	private final Runnable uncount;

	private final RuleCounts counts;

	/**
	 * Create the answer.
	 * @param uncount takes back that a request was sampled
	 * @param counts what became of requests is counted here
	 */
	RuleResponse(boolean sampled, SamplingRule rule, Runnable uncount, RuleCounts counts) {
		super(sampled, rule.name());
		this.boosted = rule.boosted();
		this.uncount = uncount;
		this.counts = counts;
	}

	@Override
	public boolean isAwaited() {
		return this.boosted;
	}

	@Override
	public void overruled() {
		this.uncount.run();
	}

	@Override
	public void ended(boolean sampled, boolean anomaly) {
		if (this.boosted) {
			this.counts.ended(sampled, anomaly);
		}
	}

}
