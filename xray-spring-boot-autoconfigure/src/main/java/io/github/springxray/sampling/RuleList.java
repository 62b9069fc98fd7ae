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

import java.util.List;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

/**
 * Rules in the order in which they are asked.
 */
final class RuleList {

	private final RuleSampler[] samplers;

	private final RequestAttributes known;

	RuleList(List<RuleSampler> samplers, RequestAttributes known) {
		this.samplers = samplers.toArray(RuleSampler[]::new);
		this.known = known;
	}

	/**
	 * Decide by the first rule that is for a request.
	 * @param now when it is, in milliseconds of the epoch
	 * @return the decision, {@code null} if no rule is for it
	 */
	@Nullable SamplingResponse decide(SamplingRequest request, long now) {
		for (RuleSampler sampler : this.samplers) {
			if (sampler.isFor(request, this.known)) {
				return sampler.decide(now);
			}
		}
		return null;
	}

	/**
	 * Decide by the first rule if it is for every request.
	 * @return the decision, {@code null} if it depends on the request
	 */
	@Nullable SamplingResponse decideUnseen(long now) {
		return (this.samplers.length > 0 && this.samplers[0].isForAll()) ? this.samplers[0].decide(now) : null;
	}

	List<RuleSampler> samplers() {
		return List.of(this.samplers);
	}

}
