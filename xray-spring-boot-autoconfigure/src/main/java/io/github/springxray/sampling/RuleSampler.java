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

import java.util.concurrent.ThreadLocalRandom;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;

/**
 * Decides by one rule. No thread waits for another one.
 */
final class RuleSampler {

	private static final long MILLIS_PER_SECOND = 1000;

	private final SamplingRule rule;

	private final RuleCounts counts;

	private final Reservoir reservoir;

	private final SamplingResponse taken;

	private final SamplingResponse borrowed;

	private final SamplingResponse no;

	private volatile SamplingTarget target;

	private RuleSampler(SamplingRule rule, SamplingTarget target, RuleCounts counts, Reservoir reservoir) {
		this.rule = rule;
		this.target = target;
		this.counts = counts;
		this.reservoir = reservoir;
		this.taken = new RuleResponse(true, rule, counts::notSampled, counts);
		this.borrowed = new RuleResponse(true, rule, counts::notBorrowed, counts);
		this.no = new RuleResponse(false, rule, () -> {
		}, counts);
	}

	/**
	 * Return what decides by a rule of this process alone.
	 */
	static RuleSampler local(SamplingRule rule) {
		return new RuleSampler(rule, SamplingTarget.fixed(rule.reservoirSize(), rule.fixedRate()), new RuleCounts(),
				new Reservoir());
	}

	/**
	 * Return what decides by a rule of X-Ray, which borrows until X-Ray gives a quota.
	 */
	static RuleSampler central(SamplingRule rule) {
		return new RuleSampler(rule, SamplingTarget.none(rule.fixedRate()), new RuleCounts(), new Reservoir());
	}

	/**
	 * Return what goes on where this stops, by another form of the rule.
	 */
	RuleSampler changedTo(SamplingRule changed) {
		SamplingTarget target = this.target;
		if (this.rule.fixedRate() != changed.fixedRate()) {
			target = target.withRate(changed.fixedRate());
		}
		if (!changed.boosted()) {
			target = target.withoutBoost();
		}
		return new RuleSampler(changed, target, this.counts, this.reservoir);
	}

	boolean isFor(SamplingRequest request, RequestAttributes known) {
		return this.rule.pattern().matches(request, known);
	}

	boolean isForAll() {
		return this.rule.pattern().isAny();
	}

	SamplingResponse decide(long now) {
		this.counts.asked();
		SamplingTarget target = this.target;
		if (now < target.quotaUntil()) {
			if (target.quota() > 0 && take(now, target.quota())) {
				this.counts.sampled();
				return this.taken;
			}
		}
		else if (this.rule.reservoirSize() > 0 && take(now, 1)) {
			this.counts.borrowed();
			return this.borrowed;
		}
		double rate = target.rateAt(now);
		if (rate > 0 && ThreadLocalRandom.current().nextDouble() < rate) {
			this.counts.sampled();
			return this.taken;
		}
		return this.no;
	}

	private boolean take(long now, int size) {
		return this.reservoir.take(Math.floorDiv(now, MILLIS_PER_SECOND), size);
	}

	SamplingRule rule() {
		return this.rule;
	}

	RuleCounts counts() {
		return this.counts;
	}

	SamplingTarget target() {
		return this.target;
	}

	void setTarget(SamplingTarget target) {
		this.target = target;
	}

}
