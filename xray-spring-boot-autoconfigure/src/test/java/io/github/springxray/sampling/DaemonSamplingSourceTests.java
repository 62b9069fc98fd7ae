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
import java.util.Random;
import java.util.Set;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;

import io.github.springxray.sampling.FakeDaemon.Answer;
import io.github.springxray.sampling.SamplingSource.Anomalies;
import io.github.springxray.sampling.SamplingSource.Counted;
import io.github.springxray.sampling.SamplingSource.Report;
import io.github.springxray.sampling.SamplingSource.Target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of what is asked of a daemon and of what is understood of its answers, over a
 * real connection.
 */
class DaemonSamplingSourceTests {

	private static final String FULL = """
			{"SamplingRuleRecords":[
			{"CreatedAt":0,"ModifiedAt":1.7E9,"SamplingRule":{"RuleName":"users","RuleARN":"arn:1","Priority":7,
			"FixedRate":0.5,"ReservoirSize":3,"ServiceName":"u*","ServiceType":"*","Host":"*","HTTPMethod":"GET",
			"URLPath":"/api/*","ResourceARN":"*","Version":1,"Attributes":{},
			"SamplingRateBoost":{"MaxRate":0.8,"CooldownWindowMinutes":5}}},
			{"SamplingRule":{"RuleName":"later","Version":2,"FixedRate":0.5,"ReservoirSize":1}},
			{"SamplingRule":{"RuleName":"wrong","Version":1,"FixedRate":5,"ReservoirSize":1}},
			{"SamplingRule":{"Version":1,"FixedRate":0.5,"ReservoirSize":1}},
			{"SamplingRule":null},{},"x",null]%s}""";

	private final FakeDaemon daemon = new FakeDaemon();

	private final DaemonSamplingSource source = new DaemonSamplingSource(this.daemon.address());

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void rulesAreAskedForAndThoseThatCannotBeKeptAreLeftOut() throws Exception {
		this.daemon.answer((request) -> Answer.of(FULL.formatted("")));
		List<SamplingRule> rules = this.source.rules();
		FakeDaemon.Request request = this.daemon.take();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.path()).isEqualTo("/GetSamplingRules");
		JSONAssert.assertEquals("{}", request.body(), true);
		assertThat(rules).singleElement().satisfies((rule) -> {
			assertThat(rule.name()).isEqualTo("users");
			assertThat(rule.priority()).isEqualTo(7);
			assertThat(rule.fixedRate()).isEqualTo(0.5);
			assertThat(rule.reservoirSize()).isEqualTo(3);
			assertThat(rule.boosted()).isTrue();
			RequestAttributes none = new RequestAttributes(java.util.Map.of(), List.of(), null);
			assertThat(rule.pattern().matches(new SamplingRequest("users", null, "/api/1", "get", null), none))
				.isTrue();
			assertThat(rule.pattern().matches(new SamplingRequest("users", null, "/api/1", "PUT", null), none))
				.isFalse();
		});
	}

	@Test
	void furtherPagesAreFollowed() throws Exception {
		this.daemon.answer((request) -> Answer.of(request.body().contains("page-2") ? FakeDaemon.rules(0.1)
				: FULL.formatted(",\"NextToken\":\"page-2\"")));
		assertThat(this.source.rules()).extracting(SamplingRule::name).containsExactly("users", "Default");
	}

	@Test
	void pagesWithoutEndEnd() throws Exception {
		this.daemon.answer((request) -> Answer.of(FULL.formatted(",\"NextToken\":\"again\"")));
		assertThat(this.source.rules()).isNotEmpty();
	}

	@Test
	void whatWasDecidedIsToldInTheShapesOfXRay() throws Exception {
		this.daemon.answer((request) -> Answer.of("""
				{"LastRuleModification":1.7E9,"SamplingTargetDocuments":[
				{"RuleName":"users","FixedRate":0.25,"ReservoirQuota":4,"ReservoirQuotaTTL":1.70000001E9,"Interval":15,
				"SamplingBoost":{"BoostRate":0.75,"BoostRateTTL":1700000060}},
				{"RuleName":"Default","FixedRate":0.05}, {"FixedRate":1}, 7],
				"UnprocessedStatistics":[{"RuleName":"gone","ErrorCode":"400","Message":"No such rule"}]}"""));
		SamplingSource.Answer answer = this.source
			.report(new Report("cafe", List.of(new Counted("users", 1_700_000_000_500L, 9, 4, 1)),
					List.of(new Anomalies("users", "shop", 1_700_000_000_500L, 8, 3, 2))));
		FakeDaemon.Request request = this.daemon.take();
		assertThat(request.path()).isEqualTo("/SamplingTargets");
		JSONAssert.assertEquals("""
				{"SamplingStatisticsDocuments":[{"ClientID":"cafe","RuleName":"users","Timestamp":1700000000.5,
				"RequestCount":9,"SampledCount":4,"BorrowCount":1}],
				"SamplingBoostStatisticsDocuments":[{"RuleName":"users","ServiceName":"shop","Timestamp":1700000000.5,
				"TotalCount":8,"AnomalyCount":3,"SampledAnomalyCount":2}]}""", request.body(), true);
		assertThat(answer.targets()).containsExactly(
				new Target("users", 0.25, 4, 1_700_000_010_000L, 15, 0.75, 1_700_000_060_000L),
				new Target("Default", 0.05, null, null, null, null, null));
		assertThat(answer.lastModification()).isEqualTo(1_700_000_000_000L);
		assertThat(answer.unprocessed()).isEqualTo(Set.of("gone"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "no JSON", "[]", "7", "null", "{\"SamplingRuleRecords\":", "<html>" })
	void whatIsNoAnswerIsAFailure(String answer) {
		this.daemon.answer((request) -> Answer.of(answer));
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.source::rules)
			.satisfies((ex) -> assertThat(ex.isDenied()).isFalse());
	}

	@Test
	void statusesAreToldApart() {
		this.daemon.answer((request) -> new Answer(403, "{\"message\":\"not authorized\"}"));
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.source::rules)
			.satisfies((ex) -> assertThat(ex.isDenied()).isTrue());
		this.daemon.answer((request) -> new Answer(500, ""));
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.source::rules)
			.satisfies((ex) -> assertThat(ex.isDenied()).isFalse());
		this.daemon.close();
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.source::rules)
			.satisfies((ex) -> assertThat(ex.isDenied()).isFalse());
	}

	@Test
	void answersThatAreDamagedCostNothingButThemselves() {
		Random random = new Random(7);
		String whole = FULL.formatted(",\"LastRuleModification\":1,\"SamplingTargetDocuments\":[{\"RuleName\":\"a\"}]");
		for (int i = 0; i < 60; i++) {
			char[] damaged = whole.toCharArray();
			for (int k = random.nextInt(6); k >= 0; k--) {
				damaged[random.nextInt(damaged.length)] = (char) (32 + random.nextInt(95));
			}
			this.daemon.answer((request) -> Answer.of(new String(damaged)));
			try {
				this.source.rules();
				this.source.report(new Report("cafe", List.of(), List.of()));
			}
			catch (SamplingSourceException ex) {
				assertThat(ex.isDenied()).isFalse();
			}
		}
	}

}
