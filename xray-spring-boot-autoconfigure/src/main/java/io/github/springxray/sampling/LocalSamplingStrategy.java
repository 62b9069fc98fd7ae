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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

/**
 * Decides in this process alone, by the first rule that is for a request. What no rule is
 * for is decided alike, but each kind of work has a reservoir of its own: jobs that run
 * all the time would leave nothing to the requests, and these nothing to a job that runs
 * once a day.
 */
final class LocalSamplingStrategy implements UnseenSampling {

	private static final SamplingRequest UNKNOWN = new SamplingRequest(null, null, null, null, null);

	private final RequestAttributes known;

	private final InstantSource clock;

	private volatile Rules rules;

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

	private Rules listOf(LocalRules rules) {
		List<SamplingRule> all = new ArrayList<>(rules.rules());
		all.sort(Comparator.comparingInt(SamplingRule::priority));
		RuleSampler requests = RuleSampler.local(rules.otherwise());
		Map<JobSamplingRequest.Kind, RuleSampler> jobs = new EnumMap<>(JobSamplingRequest.Kind.class);
		for (JobSamplingRequest.Kind kind : JobSamplingRequest.Kind.values()) {
			jobs.put(kind, RuleSampler.local(rules.otherwise()));
		}
		return new Rules(new RuleList(all.stream().map(RuleSampler::local).toList(), this.known), requests, jobs);
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
		return this.rules.decide((request != null) ? request : UNKNOWN, this.clock.millis());
	}

	@Override
	public @Nullable SamplingResponse decideUnseen() {
		return this.rules.decideUnseen(this.clock.millis());
	}

	@Override
	public boolean isForcedSamplingSupported() {
		return false;
	}

	/**
	 * Rules as they are at a time.
	 *
	 * @param configured those that are for something
	 * @param requests decides about requests that no rule is for
	 * @param jobs decide about other work that no rule is for
	 */
	private record Rules(RuleList configured, RuleSampler requests, Map<JobSamplingRequest.Kind, RuleSampler> jobs) {

		SamplingResponse decide(SamplingRequest request, long now) {
			SamplingResponse response = this.configured.decide(request, now);
			return (response != null) ? response : otherwise(request).decide(now);
		}

		/**
		 * Only what comes in is decided on unseen, which no job is.
		 */
		@Nullable SamplingResponse decideUnseen(long now) {
			return this.configured.samplers().isEmpty() ? this.requests.decide(now) : this.configured.decideUnseen(now);
		}

		private RuleSampler otherwise(SamplingRequest request) {
			RuleSampler job = (request instanceof JobSamplingRequest work) ? this.jobs.get(work.getKind()) : null;
			return (job != null) ? job : this.requests;
		}

		List<RuleSampler> samplers() {
			List<RuleSampler> all = new ArrayList<>(this.configured.samplers());
			all.add(this.requests);
			return all;
		}

	}

}
