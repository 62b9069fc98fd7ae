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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.SamplingSource.Answer;
import io.github.springxray.sampling.SamplingSource.Counted;
import io.github.springxray.sampling.SamplingSource.Report;
import io.github.springxray.sampling.SamplingSource.Target;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of sampling by the rules of X-Ray, with a clock that is set.
 */
class CentralSamplingTests {

	private static final SamplingRequest GET_USERS = new SamplingRequest("users", "example.com", "/api/users", "GET",
			"AWS::ECS::Container");

	private final SettableClock clock = new SettableClock();

	private final FakeSource source = new FakeSource();

	private final RequestAttributes known = new RequestAttributes(Map.of("stage", "prod"), List.of(),
			new TracingFaults());

	private final LocalSamplingStrategy local = new LocalSamplingStrategy(
			new LocalRules(List.of(), new SamplingRule("local", 1, RequestPattern.ANY, 0, 0, false)), this.known,
			this.clock);

	private final CentralSamplingStrategy strategy = new CentralSamplingStrategy(this.local, this.known, this.clock);

	private final CentralSampling central = new CentralSampling(this.strategy, this.source, () -> "users", this.clock);

	@Test
	void localRulesDecideUntilThereAreOthers() throws Exception {
		assertThat(ruleOf(GET_USERS)).isEqualTo("local");
		this.source.rules = List.of(rule("Default", 10000, any(), 1, 0));
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).isEqualTo("Default");
	}

	@Test
	void theLowestPriorityDecidesThenTheNameAndDefaultIsTheLast() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 1), rule("b", 5, any(), 0, 1),
				rule("a", 5, any(), 0, 1), rule("z", 4, path("/other*"), 0, 1));
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).isEqualTo("a");
		assertThat(ruleOf(new SamplingRequest("users", null, "/OTHER/1", "GET", null))).isEqualTo("z");
		this.source.rules = List.of(rule("Default", 1, any(), 0, 1), rule("z", 4, path("/other*"), 0, 1));
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).isEqualTo("Default");
	}

	@Test
	void rulesMatchByEachOfTheirFields() throws Exception {
		assertMatches(RequestPattern.central("USERS", "*", "*", "*", "*", "*", Map.of()), true);
		assertMatches(RequestPattern.central("orders", "*", "*", "*", "*", "*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "AWS::ECS::*", "*", "*", "*", "*", Map.of()), true);
		assertMatches(RequestPattern.central("*", "AWS::EC2::*", "*", "*", "*", "*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "*", "*.com", "*", "*", "*", Map.of()), true);
		assertMatches(RequestPattern.central("*", "*", "*.org", "*", "*", "*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "*", "*", "get", "*", "*", Map.of()), true);
		assertMatches(RequestPattern.central("*", "*", "*", "POST", "*", "*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "/api/*", "*", Map.of()), true);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "/api", "*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "*", "arn:*", Map.of()), false);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "*", "*", Map.of("stage", "PROD")), true);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "*", "*", Map.of("stage", "test")), false);
		assertMatches(RequestPattern.central("*", "*", "*", "*", "*", "*", Map.of("unknown", "*")), false);
	}

	private void assertMatches(RequestPattern pattern, boolean expected) throws Exception {
		this.source.rules = List.of(rule("probe", 1, pattern, 0, 1), rule("Default", 1, any(), 0, 1));
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).as(pattern.toString()).isEqualTo(expected ? "probe" : "Default");
	}

	@Test
	void oneASecondIsBorrowedUntilThereIsAQuota() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 5, 0));
		this.central.renew();
		assertThat(sampledOf(100)).isEqualTo(1);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(100)).isEqualTo(1);
		this.source.answer(new Target("Default", 0.0, 3, this.clock.millis() + 15_000, 10, null, null));
		this.central.report();
		assertThat(this.source.counted()).containsExactly(new Counted("Default", this.clock.millis(), 200, 0, 2));
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(100)).isEqualTo(3);
		this.clock.advance(Duration.ofSeconds(13));
		assertThat(sampledOf(100)).isEqualTo(3);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(100)).as("the quota is over").isEqualTo(1);
	}

	@Test
	void aRuleWithoutReservoirBorrowsNothing() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		assertThat(sampledOf(100)).isZero();
	}

	@Test
	void aQuotaOfNothingIsAQuota() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 5, 0));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, 0, this.clock.millis() + 15_000, 10, null, null));
		this.central.report();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(100)).isZero();
	}

	@Test
	void theRateHoldsForWhatTheQuotaDoesNotTake() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0.2));
		this.central.renew();
		assertThat(sampledOf(100_000)).isBetween(19_300L, 20_700L);
		this.source.answer(new Target("Default", 0.05, null, null, null, null, null));
		this.central.report();
		assertThat(sampledOf(100_000)).isBetween(4_600L, 5_400L);
	}

	@Test
	void aBoostHoldsUntilItsEnd() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, null, null, null, 1.0, this.clock.millis() + 60_000));
		this.central.report();
		assertThat(sampledOf(100)).isEqualTo(100);
		this.clock.advance(Duration.ofSeconds(60));
		assertThat(sampledOf(100)).isZero();
	}

	@Test
	void aBoostBelowTheRateIsNone() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 1));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, null, null, null, 0.0, this.clock.millis() + 60_000));
		this.central.report();
		assertThat(sampledOf(100)).isEqualTo(100);
	}

	@Test
	void anomaliesOfRulesThatMayBeBoostedAreTold() throws Exception {
		this.source.rules = List.of(new SamplingRule("boosted", 1, path("/api/*"), 0, 0, true),
				rule("Default", 1, any(), 0, 0));
		this.central.renew();
		ObservedSamplingResponse boosted = decisionOn(GET_USERS);
		ObservedSamplingResponse other = decisionOn(new SamplingRequest("users", null, "/other", "GET", null));
		assertThat(boosted.isAwaited()).isTrue();
		assertThat(other.isAwaited()).isFalse();
		boosted.ended(false, true);
		boosted.ended(true, true);
		boosted.ended(true, false);
		other.ended(true, true);
		this.central.report();
		assertThat(this.source.reports.getLast().boosts())
			.containsExactly(new SamplingSource.Anomalies("boosted", "users", this.clock.millis(), 3, 2, 1));
	}

	@Test
	void anomaliesOfARuleThatMayNotBeBoostedAnyMoreAreNotTold() throws Exception {
		this.source.rules = List.of(new SamplingRule("Default", 1, any(), 0, 0, true));
		this.central.renew();
		ObservedSamplingResponse decision = decisionOn(GET_USERS);
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		decision.ended(true, true);
		this.central.report();
		assertThat(this.source.reports.getLast().boosts()).isEmpty();
	}

	@Test
	void theEndOfARequestIsCountedByItsRuleAlsoAfterAChange() throws Exception {
		this.source.rules = List.of(new SamplingRule("Default", 1, any(), 0, 0, true));
		this.central.renew();
		ObservedSamplingResponse decision = decisionOn(GET_USERS);
		this.source.rules = List.of(rule("first", 0, path("/none"), 0, 0),
				new SamplingRule("Default", 1, any(), 5, 0, true));
		this.central.renew();
		decision.ended(false, true);
		this.central.report();
		assertThat(this.source.reports.getLast().boosts())
			.containsExactly(new SamplingSource.Anomalies("Default", "users", this.clock.millis(), 1, 1, 0));
	}

	@Test
	void whatIsOverruledIsNotToldAsSampled() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 5, 1));
		this.central.renew();
		SamplingLimits limits = new SamplingLimits(3, 0, this.clock);
		LimitedSamplingStrategy limited = new LimitedSamplingStrategy(this.strategy, limits);
		long sampled = IntStream.range(0, 10).filter((i) -> limited.shouldTrace(GET_USERS).isSampled()).count();
		assertThat(sampled).isEqualTo(3);
		this.central.report();
		assertThat(this.source.counted()).containsExactly(new Counted("Default", this.clock.millis(), 10, 2, 1));
		assertThat(limits.refusedByReason()).containsExactly(Map.entry("rule", 7L));
	}

	private ObservedSamplingResponse decisionOn(SamplingRequest request) {
		return (ObservedSamplingResponse) this.strategy.shouldTrace(request);
	}

	@Test
	void nothingIsToldOfRequestsThatNobodyHasSeenEnd() throws Exception {
		this.source.rules = List.of(new SamplingRule("boosted", 1, any(), 0, 0, true));
		this.central.renew();
		sampledOf(3);
		this.central.report();
		assertThat(this.source.counted()).extracting(Counted::requests).containsExactly(3L);
		assertThat(this.source.reports.getLast().boosts()).isEmpty();
	}

	@Test
	void whatIsCountedSurvivesAChangeOfRules() throws Exception {
		this.source.rules = List.of(rule("kept", 1, any(), 5, 0));
		this.central.renew();
		sampledOf(10);
		this.source.answer(new Target("kept", null, 3, this.clock.millis() + 15_000, 1, null, null));
		this.central.report();
		sampledOf(7);
		this.source.rules = List.of(rule("first", 0, path("/none"), 5, 0), rule("kept", 1, any(), 6, 0),
				rule("Default", 1, any(), 5, 0));
		this.central.renew();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(100)).as("its quota stays").isEqualTo(3);
		this.central.report();
		assertThat(this.source.counted()).containsExactly(new Counted("kept", this.clock.millis(), 107, 5, 0));
	}

	@Test
	void anAddedRuleIsSeenWhateverItsPlace() throws Exception {
		for (int place = 0; place < 3; place++) {
			List<SamplingRule> rules = new ArrayList<>(
					List.of(rule("Default", 1, any(), 0, 1), rule("other", 9, path("/none"), 0, 1)));
			this.source.rules = List.copyOf(rules);
			this.central.renew();
			rules.add(place, rule("added", 5, path("/api/*"), 0, 1));
			this.source.rules = rules;
			this.central.renew();
			assertThat(ruleOf(GET_USERS)).isEqualTo("added");
		}
	}

	@Test
	void noMoreThan25DocumentsAreSentAtOnce() throws Exception {
		this.source.rules = IntStream.range(0, 60).mapToObj((i) -> rule("r" + i, i, path("/" + i), 0, 0)).toList();
		this.central.renew();
		IntStream.range(0, 60)
			.forEach((i) -> this.strategy.shouldTrace(new SamplingRequest("users", null, "/" + i, "GET", null)));
		this.central.report();
		assertThat(this.source.reports).extracting((report) -> report.rules().size()).containsExactly(25, 25, 10);
		assertThat(this.source.reports.stream().flatMap((report) -> report.rules().stream()).map(Counted::rule))
			.doesNotHaveDuplicates();
	}

	@Test
	void onlyRulesThatWereAskedAreToldAndOnlyWhenTheirTimeHasCome() throws Exception {
		this.source.rules = List.of(rule("asked", 1, path("/api/*"), 0, 0), rule("Default", 1, any(), 0, 0));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("asked", null, null, null, 20, null, null));
		this.central.report();
		assertThat(this.source.counted()).extracting(Counted::rule).containsExactly("asked");
		sampledOf(2);
		this.clock.advance(Duration.ofSeconds(19));
		this.central.report();
		assertThat(this.source.reports).hasSize(1);
		this.clock.advance(Duration.ofSeconds(1));
		this.central.report();
		assertThat(this.source.reports).hasSize(2);
		assertThat(this.source.counted()).extracting(Counted::requests).containsExactly(2L);
	}

	@Test
	void whatWasNotTakenIsToldOnceMore() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		sampledOf(3);
		this.source.failure = new SamplingSourceException("down", null, false);
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.central::report);
		this.source.failure = null;
		sampledOf(2);
		this.source.unprocessed = Set.of("Default");
		this.central.report();
		this.source.unprocessed = Set.of();
		this.central.report();
		assertThat(this.source.counted()).containsExactly(new Counted("Default", this.clock.millis(), 5, 0, 0));
	}

	@Test
	void rulesAreAskedForAgainWhenOneWasChanged() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		long loaded = this.clock.millis();
		this.source.lastModification = loaded - 3_600_000;
		assertThat(reportAfterRequest()).isFalse();
		this.source.lastModification = loaded - 3_599_000;
		assertThat(reportAfterRequest()).as("a clock that is an hour ahead hides no change").isTrue();
		assertThat(reportAfterRequest()).as("the rules were not got").isTrue();
		this.central.renew();
		assertThat(reportAfterRequest()).as("the same change").isFalse();
	}

	@Test
	void aChangeThatMayHaveBeenMissedByTheFirstRulesIsSeen() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		this.source.lastModification = this.clock.millis() - 60_000;
		assertThat(reportAfterRequest()).as("clocks are not quite the same").isTrue();
		this.central.renew();
		assertThat(reportAfterRequest()).isFalse();
	}

	@Test
	void anAnswerWithoutARuleLeavesTheRulesAsTheyWere() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		this.source.rules = List.of();
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.central::renew);
		assertThat(ruleOf(GET_USERS)).isEqualTo("Default");
	}

	@Test
	void aRuleThatComesTwiceIsCountedOnce() throws Exception {
		this.source.rules = List.of(rule("twice", 1, any(), 0, 0), rule("twice", 1, any(), 0, 0));
		this.central.renew();
		this.central.renew();
		sampledOf(3);
		this.central.report();
		assertThat(this.source.counted()).containsExactly(new Counted("twice", this.clock.millis(), 3, 0, 0));
	}

	@Test
	void noIntervalSilencesARuleForLong() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, null, null, Integer.MAX_VALUE, null, null));
		this.central.report();
		sampledOf(2);
		this.clock.advance(Duration.ofMinutes(5));
		this.central.report();
		assertThat(this.source.counted()).extracting(Counted::requests).containsExactly(2L);
	}

	@Test
	void aClockThatIsSetBackSilencesNoRuleAndMakesNoRuleYounger() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, null, null, 10, null, null));
		this.central.report();
		this.clock.advance(Duration.ofDays(-1));
		assertThat(ruleOf(GET_USERS)).as("nobody knows how old they are").isEqualTo("local");
		this.central.renew();
		sampledOf(2);
		this.central.report();
		assertThat(this.source.counted()).extracting(Counted::requests).containsExactly(2L);
	}

	@Test
	void aClockThatJumpsAheadEndsQuotasAndBoostsAndTakesNoneTwice() throws Exception {
		this.source.rules = List.of(new SamplingRule("Default", 1, any(), 5, 0, true));
		this.central.renew();
		sampledOf(1);
		this.source
			.answer(new Target("Default", 0.0, 3, this.clock.millis() + 15_000, 10, 1.0, this.clock.millis() + 60_000));
		this.central.report();
		this.clock.advance(Duration.ofMinutes(30));
		assertThat(sampledOf(100)).as("borrowed").isEqualTo(1);
		this.clock.advance(Duration.ofMinutes(-30));
		this.source.answer(new Target("Default", 0.0, 3, this.clock.millis() - 1, 10, null, null));
		sampledOf(1);
		this.clock.advance(Duration.ofSeconds(10));
		this.central.report();
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(sampledOf(100)).as("a quota that ended before it came").isEqualTo(1);
	}

	@Test
	void aRuleThatMayNotBeBoostedAnyMoreLosesItsBoost() throws Exception {
		this.source.rules = List.of(new SamplingRule("Default", 1, any(), 0, 0, true));
		this.central.renew();
		sampledOf(1);
		this.source.answer(new Target("Default", null, null, null, null, 1.0, this.clock.millis() + 60_000));
		this.central.report();
		assertThat(sampledOf(10)).isEqualTo(10);
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		assertThat(sampledOf(10)).isZero();
	}

	@Test
	void namesOfRulesMayBeAnything() throws Exception {
		String odd = "\u00fcber \"rule\" \ud83d\ude00 {}[],;=\n" + "x".repeat(1000);
		this.source.rules = List.of(rule(odd, 1, any(), 0, 1), rule(odd + "y", 1, any(), 0, 1));
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).isEqualTo(odd);
		this.central.report();
		assertThat(SamplingJson.parse(SamplingJson.report(this.source.reports.getLast()).getBytes(UTF_8))
			.findValuesAsText("RuleName")).containsExactly(odd);
	}

	@Test
	void twentySixRulesThatAreDueAreToldAndBoostedInTwoLists() throws Exception {
		this.source.rules = IntStream.range(0, 26)
			.mapToObj((i) -> new SamplingRule("r" + i, i, path("/" + i), 0, 0, true))
			.toList();
		this.central.renew();
		for (int i = 0; i < 26; i++) {
			decisionOn(new SamplingRequest("users", null, "/" + i, "GET", null)).ended(false, true);
		}
		this.central.report();
		assertThat(this.source.reports).extracting((report) -> report.rules().size()).containsExactly(25, 1);
		assertThat(this.source.reports).extracting((report) -> report.boosts().size()).containsExactly(25, 1);
	}

	@Test
	void countsThatOutgrow32BitsStayWithinThem() throws Exception {
		long many = 1L << 40;
		String json = SamplingJson
			.report(new SamplingSource.Report("cafe", List.of(new Counted("a", 0, many, many, many)), List.of()));
		assertThat(SamplingJson.parse(json.getBytes(UTF_8)).findValue("RequestCount").longValue())
			.isEqualTo(Integer.MAX_VALUE);
	}

	private boolean reportAfterRequest() throws Exception {
		sampledOf(1);
		this.clock.advance(Duration.ofSeconds(10));
		return this.central.report();
	}

	@Test
	void rulesThatAreOlderThanAnHourGiveWay() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 0));
		this.central.renew();
		this.clock.advance(Duration.ofMinutes(59));
		assertThat(ruleOf(GET_USERS)).isEqualTo("Default");
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(ruleOf(GET_USERS)).isEqualTo("local");
		this.central.renew();
		assertThat(ruleOf(GET_USERS)).isEqualTo("Default");
	}

	@Test
	void targetsThatMakeNoSenseAreNone() throws Exception {
		this.source.rules = List.of(rule("Default", 1, any(), 0, 1));
		this.central.renew();
		for (Target nonsense : List.of(new Target("unknown", 0.0, 1, 1L, 1, 0.0, 1L),
				new Target("Default", -1.0, -1, Long.MAX_VALUE, -1, 7.0, Long.MAX_VALUE),
				new Target("Default", Double.NaN, null, Long.MAX_VALUE, 0, Double.NaN, null))) {
			sampledOf(1);
			this.clock.advance(Duration.ofSeconds(10));
			this.source.answer(nonsense);
			this.central.report();
			assertThat(sampledOf(100)).isEqualTo(100);
		}
	}

	private long sampledOf(int requests) {
		return IntStream.range(0, requests).filter((i) -> this.strategy.shouldTrace(GET_USERS).isSampled()).count();
	}

	private String ruleOf(SamplingRequest request) {
		SamplingResponse response = this.strategy.shouldTrace(request);
		return response.getRuleName().orElse(null);
	}

	private static RequestPattern any() {
		return RequestPattern.ANY;
	}

	private static RequestPattern path(String path) {
		return RequestPattern.central("*", "*", "*", "*", path, "*", Map.of());
	}

	private static SamplingRule rule(String name, int priority, RequestPattern pattern, int reservoir, double rate) {
		SamplingRule rule = SamplingRule.central(name, 1, priority, pattern, reservoir, rate, false);
		assertThat(rule).isNotNull();
		return rule;
	}

	/**
	 * X-Ray as a test tells it to be.
	 */
	private static final class FakeSource implements SamplingSource {

		private final Deque<Report> reports = new ArrayDeque<>();

		private List<SamplingRule> rules = List.of();

		private List<Target> targets = List.of();

		private Set<String> unprocessed = Set.of();

		private Long lastModification;

		private SamplingSourceException failure;

		@Override
		public List<SamplingRule> rules() {
			return this.rules;
		}

		@Override
		public Answer report(Report report) throws SamplingSourceException {
			if (this.failure != null) {
				throw this.failure;
			}
			this.reports.add(report);
			List<Target> targets = this.targets;
			this.targets = List.of();
			return new Answer(targets, this.lastModification, this.unprocessed);
		}

		private void answer(Target target) {
			this.targets = List.of(target);
		}

		private List<Counted> counted() {
			return this.reports.getLast().rules();
		}

	}

}
