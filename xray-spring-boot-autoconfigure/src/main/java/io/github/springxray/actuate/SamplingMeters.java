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

package io.github.springxray.actuate;

import java.util.Locale;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.springxray.sampling.SamplingDecisions;

/**
 * Meters of what was decided about requests and messages.
 */
final class SamplingMeters implements MeterBinder {

	private final SamplingDecisions decisions;

	SamplingMeters(SamplingDecisions decisions) {
		this.decisions = decisions;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.decisions.onRule((rule, decision) -> FunctionCounter
			.builder("xray.sampling.decisions", this.decisions, (all) -> all.count(rule, decision.name()))
			.tag("rule", rule)
			.tag("decision", decision.name().toLowerCase(Locale.ROOT))
			.description("Decisions about requests and messages, by the rule that made them")
			.register(registry));
	}

}
