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

package io.github.springxray.console.api;

import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;

/**
 * Sampling: what of it X-Ray's API has, and what the page shows.
 */
public final class SamplingApi {

	private final RulesApi rules;

	private final TargetsApi targets;

	private final PageSampling page;

	/**
	 * Create the API.
	 * @param rules the rules to hand out
	 * @param targets the targets to hand out
	 */
	public SamplingApi(SamplingRules rules, SamplingTargets targets) {
		this.rules = new RulesApi(rules);
		this.targets = new TargetsApi(rules, targets);
		this.page = new PageSampling(targets);
	}

	RulesApi rules() {
		return this.rules;
	}

	TargetsApi targets() {
		return this.targets;
	}

	PageSampling page() {
		return this.page;
	}

}
