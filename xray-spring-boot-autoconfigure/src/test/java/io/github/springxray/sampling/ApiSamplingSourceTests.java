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

import java.net.URI;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.xray.XRayClient;

import io.github.springxray.sampling.FakeDaemon.Answer;
import io.github.springxray.sampling.SamplingSource.Anomalies;
import io.github.springxray.sampling.SamplingSource.Counted;
import io.github.springxray.sampling.SamplingSource.Report;
import io.github.springxray.sampling.SamplingSource.Target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of asking X-Ray itself, with the client of the AWS SDK and a server that answers
 * as X-Ray does.
 */
class ApiSamplingSourceTests {

	private final FakeDaemon xray = new FakeDaemon();

	private final XRayClient client = XRayClient.builder()
		.endpointOverride(URI.create("http://127.0.0.1:" + this.xray.port()))
		.region(Region.EU_CENTRAL_1)
		.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
		.overrideConfiguration((override) -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
		.build();

	private final ApiSamplingSource source = new ApiSamplingSource(() -> this.client);

	@AfterEach
	void close() {
		this.client.close();
		this.xray.close();
	}

	@Test
	void rulesOfAllPagesAreUnderstood() throws Exception {
		this.xray.answer((request) -> Answer.of(request.body().contains("more") ? FakeDaemon.rules(0.1) : """
				{"SamplingRuleRecords":[{"SamplingRule":{"RuleName":"users","Priority":7,"FixedRate":0.5,
				"ReservoirSize":3,"ServiceName":"u*","ServiceType":"*","Host":"*","HTTPMethod":"GET",
				"URLPath":"/api/*","ResourceARN":"*","Version":1,"Attributes":{"stage":"prod"},
				"SamplingRateBoost":{"MaxRate":0.8,"CooldownWindowMinutes":5}}},
				{"SamplingRule":{"RuleName":"later","Version":2,"FixedRate":0.5,"ReservoirSize":1}},{}],
				"NextToken":"more"}"""));
		List<SamplingRule> rules = this.source.rules();
		assertThat(rules).extracting(SamplingRule::name).containsExactly("users", "Default");
		assertThat(rules.get(0)).satisfies((rule) -> {
			assertThat(rule.priority()).isEqualTo(7);
			assertThat(rule.fixedRate()).isEqualTo(0.5);
			assertThat(rule.reservoirSize()).isEqualTo(3);
			assertThat(rule.boosted()).isTrue();
			assertThat(rule.pattern().attributes()).containsOnlyKeys("stage");
			assertThat(rule.pattern().path()).hasToString("/api/*");
		});
		assertThat(rules.get(1).boosted()).isFalse();
	}

	@Test
	void whatWasDecidedIsTold() throws Exception {
		this.xray.answer((request) -> Answer.of("""
				{"LastRuleModification":1700000000,"SamplingTargetDocuments":[
				{"RuleName":"users","FixedRate":0.25,"ReservoirQuota":4,"ReservoirQuotaTTL":1700000010,"Interval":15,
				"SamplingBoost":{"BoostRate":0.75,"BoostRateTTL":1700000060}},
				{"RuleName":"Default","FixedRate":0.05}],
				"UnprocessedStatistics":[{"RuleName":"gone","ErrorCode":"400","Message":"No such rule"}]}"""));
		SamplingSource.Answer answer = this.source
			.report(new Report("cafe", List.of(new Counted("users", 1_700_000_000_000L, 9, 4, 1)),
					List.of(new Anomalies("users", "shop", 1_700_000_000_000L, 8, 3, 2))));
		FakeDaemon.Request request = this.xray.take();
		assertThat(request.path()).isEqualTo("/SamplingTargets");
		JSONAssert.assertEquals("""
				{"SamplingStatisticsDocuments":[{"ClientID":"cafe","RuleName":"users","Timestamp":1700000000,
				"RequestCount":9,"SampledCount":4,"BorrowCount":1}],
				"SamplingBoostStatisticsDocuments":[{"RuleName":"users","ServiceName":"shop","Timestamp":1700000000,
				"TotalCount":8,"AnomalyCount":3,"SampledAnomalyCount":2}]}""", request.body(), true);
		assertThat(answer.targets()).containsExactly(
				new Target("users", 0.25, 4, 1_700_000_010_000L, 15, 0.75, 1_700_000_060_000L),
				new Target("Default", 0.05, null, null, null, null, null));
		assertThat(answer.lastModification()).isEqualTo(1_700_000_000_000L);
		assertThat(answer.unprocessed()).isEqualTo(Set.of("gone"));
	}

	@Test
	void denialIsToldFromOtherFailures() {
		this.xray.answer((request) -> new Answer(403, "{\"message\":\"not authorized\"}"));
		assertThatExceptionOfType(SamplingSourceException.class).isThrownBy(this.source::rules)
			.satisfies((ex) -> assertThat(ex.isDenied()).isTrue());
		this.xray.answer((request) -> new Answer(500, "{}"));
		assertThatExceptionOfType(SamplingSourceException.class)
			.isThrownBy(() -> this.source.report(new Report("cafe", List.of(), List.of())))
			.satisfies((ex) -> assertThat(ex.isDenied()).isFalse());
	}

}
