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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CentralUpdates}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CentralUpdatesTests {

	private static final SamplingSourceException DOWN = new SamplingSourceException("It cannot be asked", null, false);

	private static final SamplingSourceException DENIED = new SamplingSourceException("It denies access", null, true);

	private final SettableClock clock = new SettableClock();

	private final RequestAttributes known = new RequestAttributes(Map.of(), List.of(), new TracingFaults());

	private final CentralSamplingStrategy strategy = new CentralSamplingStrategy(new LocalSamplingStrategy(
			new LocalRules(List.of(), new SamplingRule("local", 0, RequestPattern.ANY, 0, 0, false)), this.known,
			this.clock), this.known, this.clock);

	private final FailingSource source = new FailingSource();

	private final CentralUpdates updates = new CentralUpdates(
			new CentralSampling(this.strategy, this.source, () -> "users", this.clock));

	@Test
	void noDaemonIsOneLineForRulesAndQuotasTogetherAndItsReturnIsOne(CapturedOutput output) {
		this.source.rules = DOWN;
		this.source.targets = DOWN;
		for (int i = 0; i < 5; i++) {
			this.updates.renew();
			ask();
			this.updates.report();
		}
		assertThat(output).containsOnlyOnce("Sampling follows").contains("local rules for now");
		this.source.rules = null;
		this.source.targets = null;
		for (int i = 0; i < 5; i++) {
			this.updates.renew();
			ask();
			this.updates.report();
		}
		assertThat(output).containsOnlyOnce("Sampling follows the rules of X-Ray, by");
	}

	@Test
	void aDaemonThatGoesAwaySaysThatItsRulesAreStillFollowed(CapturedOutput output) {
		this.updates.renew();
		this.source.targets = DOWN;
		ask();
		this.updates.report();
		assertThat(output).containsOnlyOnce("the rules that X-Ray gave last").doesNotContain("local");
		this.source.rules = DOWN;
		this.updates.renew();
		assertThat(output.getOut().split("Sampling follows")).hasSize(2);
	}

	@Test
	void quotasThatCannotBeHadDoNotAlternateWithRulesThatCan(CapturedOutput output) {
		this.source.targets = DOWN;
		for (int i = 0; i < 5; i++) {
			this.updates.renew();
			ask();
			this.updates.report();
		}
		assertThat(output.getOut().split("Sampling follows")).hasSize(2);
	}

	@Test
	void aDenialIsToldAlsoAfterAnotherFailure(CapturedOutput output) {
		this.source.rules = DOWN;
		this.updates.renew();
		this.source.rules = DENIED;
		this.updates.renew();
		this.updates.renew();
		assertThat(output).containsOnlyOnce("xray:GetSamplingRules and xray:GetSamplingTargets").contains("WARN");
	}

	@Test
	void aDenialOfQuotasAloneNamesItsPermissionAndSaysThatRulesAreFollowed(CapturedOutput output) {
		this.updates.renew();
		this.source.targets = DENIED;
		for (int i = 0; i < 3; i++) {
			ask();
			this.updates.report();
		}
		assertThat(output).containsOnlyOnce("xray:GetSamplingTargets")
			.contains("the rules of X-Ray without its quotas")
			.doesNotContain("local rules");
	}

	@Test
	void whoIsDeniedAsksEverMoreSeldomUpToAnHour() {
		this.source.rules = DENIED;
		List<Long> seconds = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			seconds.add(this.updates.renew().toSeconds());
		}
		assertThat(seconds.subList(0, 9)).isSorted();
		assertThat(seconds.get(0)).isBetween(10L, 11L);
		assertThat(seconds.get(3)).isBetween(80L, 81L);
		assertThat(seconds.get(11)).isBetween(3600L, 3636L);
		this.source.rules = null;
		assertThat(this.updates.renew()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(303));
	}

	@Test
	void aChangeThatCannotBeHadIsAskedForAgain() {
		this.updates.renew();
		this.source.lastModification = this.clock.millis();
		this.source.rules = DOWN;
		ask();
		this.updates.report();
		assertThat(this.source.asked).isEqualTo(2);
		ask();
		this.updates.report();
		assertThat(this.source.asked).as("its own time has not come").isEqualTo(2);
		this.source.rules = null;
		this.updates.renew();
		ask();
		this.updates.report();
		assertThat(this.source.asked).as("the change was seen").isEqualTo(3);
	}

	private void ask() {
		this.strategy.shouldTrace(new SamplingRequest("users", null, "/", "GET", null));
		this.clock.advance(Duration.ofSeconds(10));
	}

	/**
	 * X-Ray, which fails as a test says.
	 */
	private static final class FailingSource implements SamplingSource {

		private SamplingSourceException rules;

		private SamplingSourceException targets;

		private Long lastModification;

		private int asked;

		@Override
		public List<SamplingRule> rules() throws SamplingSourceException {
			this.asked++;
			if (this.rules != null) {
				throw this.rules;
			}
			return List.of(new SamplingRule("Default", 1, RequestPattern.ANY, 0, 0, false));
		}

		@Override
		public Answer report(Report report) throws SamplingSourceException {
			if (this.targets != null) {
				throw this.targets;
			}
			return new Answer(List.of(), this.lastModification, Set.of());
		}

		@Override
		public String toString() {
			return "a test";
		}

	}

}
