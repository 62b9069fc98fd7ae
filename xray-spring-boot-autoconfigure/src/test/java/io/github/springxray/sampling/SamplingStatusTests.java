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
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SamplingStatus}.
 */
class SamplingStatusTests {

	private final SettableClock clock = new SettableClock();

	private final SamplingLimits limits = new SamplingLimits(0, 1, this.clock);

	private final RequestAttributes known = new RequestAttributes(Map.of(), List.of(), new TracingFaults());

	private final LocalSamplingStrategy local = new LocalSamplingStrategy(
			new LocalRules(List.of(new SamplingRule("orders", 1, RequestPattern.ANY, 7, 0.5, false)),
					new SamplingRule("otherwise", 2, RequestPattern.ANY, 1, 0.05, false)),
			this.known, this.clock);

	@Test
	void tellsWhichRulesAreFollowedAndSinceWhen() throws Exception {
		CentralSamplingStrategy central = new CentralSamplingStrategy(this.local, this.known, this.clock);
		SamplingStatus status = new SamplingStatus(central, this.limits);
		assertThat(describe(status)).containsEntry("strategy", "central")
			.containsEntry("follows", "local rules")
			.doesNotContainKey("rulesOf");
		central.load(List.of(new SamplingRule("Default", 1, RequestPattern.ANY, 5, 0.2, false)));
		assertThat(describe(status)).containsEntry("follows", "the rules of X-Ray")
			.containsEntry("rulesOf", this.clock.instant())
			.containsEntry("rules", List.of(Map.of("name", "Default", "quota", 0, "rate", 0.2)));
	}

	@Test
	void tellsLocalRulesInTheirOrder() {
		assertThat(describe(new SamplingStatus(this.local, this.limits))).containsEntry("strategy", "local")
			.containsEntry("rules", List.of(Map.of("name", "orders", "quota", 7, "rate", 0.5),
					Map.of("name", "otherwise", "quota", 1, "rate", 0.05)));
	}

	@Test
	void tellsWhatWasLeftOutWhoeverDecides() {
		this.limits.admit(SamplingLimits.Reason.HEADER);
		assertThat(describe(new SamplingStatus(new AllSamplingStrategy(), this.limits)))
			.containsEntry("strategy", AllSamplingStrategy.class.getName())
			.containsEntry("refused", Map.of("header", 1L))
			.containsEntry("capturedAnomalies", 0L);
		assertThat(describe(new SamplingStatus(null, this.limits)).keySet())
			.isEqualTo(Set.of("capturedAnomalies", "refused"));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> describe(SamplingStatus status) {
		assertThat(status.name()).isEqualTo("sampling");
		return (Map<String, Object>) status.describe();
	}

}
