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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

/**
 * Decides in this process alone, by the first rule that is for a request.
 */
final class LocalSamplingStrategy implements UnseenSampling {

	private static final SamplingRequest UNKNOWN = new SamplingRequest(null, null, null, null, null);

	private final RequestAttributes known;

	private final InstantSource clock;

	private volatile RuleList rules;

	/**
	 * Create the strategy.
	 * @param rules what to begin with
	 * @param known tells rules about requests
	 * @param clock tells the time
	 */
	LocalSamplingStrategy(LocalRules rules, RequestAttributes known, InstantSource clock) {
		this.known = known;
		this.clock = clock;
		this.rules = listOf(rules);
	}

	private RuleList listOf(LocalRules rules) {
		List<SamplingRule> all = new ArrayList<>(rules.rules());
		all.sort(Comparator.comparingInt(SamplingRule::priority));
		all.add(rules.otherwise());
		return new RuleList(all.stream().map(RuleSampler::local).toList(), this.known);
	}

	/**
	 * Take other rules from now on. Each begins with a full second.
	 */
	void replace(LocalRules rules) {
		this.rules = listOf(rules);
	}

	/**
	 * Return what decides now.
	 */
	List<RuleSampler> samplers() {
		return this.rules.samplers();
	}

	@Override
	public SamplingResponse shouldTrace(@Nullable SamplingRequest request) {
		SamplingResponse response = this.rules.decide((request != null) ? request : UNKNOWN, this.clock.millis());
		return (response != null) ? response : new SamplingResponse(false);
	}

	@Override
	public @Nullable SamplingResponse decideUnseen() {
		return this.rules.decideUnseen(this.clock.millis());
	}

	@Override
	public boolean isForcedSamplingSupported() {
		return false;
	}

}
