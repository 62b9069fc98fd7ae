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

package io.github.springxray.console.sampling;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.SettableClock;
import io.github.springxray.console.sampling.SamplingTargets.Summary;
import io.github.springxray.console.sampling.SamplingTargets.Target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests of {@link SamplingTargets}.
 */
class SamplingTargetsTests {

	private static final SamplingCounts MANY = new SamplingCounts(1000, 10, 2);

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final SettableClock clock = new SettableClock();

	private final SamplingRules rules = new SamplingRules(this.clock);

	private final SamplingTargets targets = new SamplingTargets(this.rules, this.clock);

	private static JsonNode json(String json) {
		return new JsonMapper().readTree(json);
	}

	private void create(String name, String more) {
		this.rules.create(json("{\"RuleName\":\"" + name
				+ "\",\"Priority\":1,\"FixedRate\":0.1,\"ReservoirSize\":10,\"ServiceName\":\"*\",\"ServiceType\":\"*\","
				+ "\"Host\":\"*\",\"HTTPMethod\":\"*\",\"URLPath\":\"*\",\"ResourceARN\":\"*\",\"Version\":1" + more
				+ "}"));
	}

	private Target report(String client, SamplingCounts counts) {
		return this.targets.report("rule", client, counts).orElseThrow();
	}

	@Test
	void clientGetsTheReservoirUntilAnotherComes() {
		create("rule", "");
		assertThat(report("a", MANY).quota()).isEqualTo(10);
		assertThat(report("b", MANY).quota()).isZero();
		this.clock.advance(INTERVAL);
		assertThat(report("a", MANY).quota()).isEqualTo(5);
		assertThat(report("b", MANY).quota()).isEqualTo(5);
	}

	@Test
	void clientThatHasGoneKeepsItsShareUntilItsQuotaEnds() {
		create("rule", "");
		long until = report("a", MANY).ttl();
		report("b", MANY);
		this.clock.advance(Duration.ofMillis(until * 1000 - this.clock.millis() - 1));
		assertThat(report("b", MANY).quota()).isZero();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(report("b", MANY).quota()).isEqualTo(10);
	}

	@Test
	void clientWithFewRequestsLeavesTheRestToOthers() {
		create("rule", "");
		report("a", new SamplingCounts(15, 15, 0));
		report("b", MANY);
		this.clock.advance(INTERVAL);
		assertThat(report("a", new SamplingCounts(15, 15, 0)).quota()).isEqualTo(2);
		assertThat(report("b", MANY).quota()).isEqualTo(8);
	}

	@Test
	void quotasThatHoldAreNeverMoreThanTheReservoir() {
		create("rule", "");
		Random random = new Random(11);
		long[] until = new long[6];
		int[] quota = new int[6];
		for (int i = 0; i < 5000; i++) {
			this.clock.advance(Duration.ofMillis(random.nextInt(9000)));
			int client = random.nextInt(6);
			Target target = report("c" + client, new SamplingCounts(random.nextInt(200), 0, 0));
			quota[client] = target.quota();
			until[client] = target.ttl() * 1000;
			int held = 0;
			for (int each = 0; each < 6; each++) {
				held += (this.clock.millis() < until[each]) ? quota[each] : 0;
			}
			assertThat(held).isBetween(0, 10);
		}
	}

	@Test
	void thousandsOfClientsAreBoundedAndGetNothing() {
		create("rule", "");
		for (int i = 0; i < 5000; i++) {
			report("client " + i, MANY);
		}
		assertThat(this.targets.activity().get(0).clients()).hasSize(1000);
		assertThat(this.targets.activity().get(0).recent().requests()).isEqualTo(5_000_000);
		this.clock.advance(Duration.ofMinutes(11));
		report("other", MANY);
		assertThat(this.targets.activity().get(0).clients()).hasSize(1);
	}

	@Test
	void summariesAreWindowsOfTenSecondsOfTheLastTenMinutes() {
		create("rule", "");
		report("a", MANY);
		report("b", MANY);
		this.clock.advance(INTERVAL);
		report("a", new SamplingCounts(1, 0, 0));
		assertThat(this.targets.summaries()).extracting(Summary::ruleName, (each) -> each.counts().requests())
			.containsExactly(tuple("rule", 2000L), tuple("rule", 1L), tuple("Default", 0L));
		assertThat(this.targets.summaries().get(1).from() - this.targets.summaries().get(0).from()).isEqualTo(10);
		for (int i = 0; i < 200; i++) {
			this.clock.advance(INTERVAL);
			report("a", MANY);
		}
		assertThat(this.targets.summaries()).filteredOn((each) -> each.ruleName().equals("rule")).hasSize(60);
	}

	@Test
	void ruleThatIsMadeAnewStartsAnew() {
		create("rule", "");
		report("a", MANY);
		this.rules.delete(json("{\"RuleName\":\"rule\"}"));
		assertThat(this.targets.report("rule", "a", MANY)).isEmpty();
		this.clock.advance(Duration.ofMillis(1));
		create("rule", "");
		assertThat(this.targets.activity().get(0).recent().requests()).isZero();
		assertThat(report("b", MANY).quota()).isEqualTo(10);
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 0.8", "10, 0, 0.5", "25, 2, 0.2", "50, 4, -1", "100, 5, -1", "3, 3, -1", "0, 0, -1" })
	void boostIsTheLeastRateThatCapturesFiveAnomaliesWithinTheMost(long anomalies, long sampled, double expected) {
		create("rule", ",\"SamplingRateBoost\":{\"MaxRate\":0.8,\"CooldownWindowMinutes\":10}");
		assertThat(this.targets.reportAnomalies("rule", anomalies, sampled)).isTrue();
		Boost boost = report("a", MANY).boost();
		if (expected < 0) {
			assertThat(boost).isNull();
		}
		else {
			assertThat(boost).isNotNull();
			assertThat(boost.rate()).isCloseTo(expected, within(1e-9));
			assertThat(boost.until()).isEqualTo(this.clock.millis() + 60_000);
		}
	}

	@Test
	void boostIsForEveryClientEndsAfterAMinuteAndComesOnceInTheCooldown() {
		create("rule", ",\"SamplingRateBoost\":{\"MaxRate\":0.8,\"CooldownWindowMinutes\":5}");
		this.targets.reportAnomalies("rule", 10, 0);
		Boost first = report("a", MANY).boost();
		this.clock.advance(Duration.ofSeconds(59));
		this.targets.reportAnomalies("rule", 1, 0);
		assertThat(report("b", MANY).boost()).isEqualTo(first);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(report("a", MANY).boost()).isNull();
		assertThat(this.targets.activity().get(0).boostableFrom()).isEqualTo(this.clock.millis() + 240_000);
		this.clock.advance(Duration.ofSeconds(239));
		this.targets.reportAnomalies("rule", 10, 0);
		assertThat(report("a", MANY).boost()).isNull();
		this.clock.advance(Duration.ofSeconds(1));
		this.targets.reportAnomalies("rule", 10, 0);
		assertThat(report("a", MANY).boost()).isNotNull();
	}

	@Test
	void boostFollowsWhatTheRuleSaysMeanwhile() {
		create("rule", ",\"SamplingRateBoost\":{\"MaxRate\":0.8,\"CooldownWindowMinutes\":0}");
		this.targets.reportAnomalies("rule", 1, 0);
		this.rules.update(
				json("{\"RuleName\":\"rule\",\"SamplingRateBoost\":{\"MaxRate\":0.3,\"CooldownWindowMinutes\":0}}"));
		Boost lowered = report("a", MANY).boost();
		assertThat(lowered).isNotNull();
		assertThat(lowered.rate()).isEqualTo(0.3);
		this.rules.update(json("{\"RuleName\":\"rule\",\"FixedRate\":0.4}"));
		assertThat(report("a", MANY).boost()).isNull();
	}

	@Test
	void ruleWithoutBoostIsNotBoosted() {
		create("rule", "");
		assertThat(this.targets.reportAnomalies("rule", 5, 0)).isFalse();
		assertThat(this.targets.reportAnomalies("none", 5, 0)).isFalse();
		assertThat(report("a", MANY).boost()).isNull();
	}

}
