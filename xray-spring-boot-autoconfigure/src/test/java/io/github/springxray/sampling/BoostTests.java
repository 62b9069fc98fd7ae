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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.FakeDaemon.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Adaptive sampling over a real connection: failures are told, X-Ray gives a boost, and
 * it ends.
 */
class BoostTests {

	private static final SamplingRequest REQUEST = new SamplingRequest("users", null, "/api/1", "GET", null);

	private static final String RULES = """
			{"SamplingRuleRecords":[{"SamplingRule":{"RuleName":"api","Priority":1,"FixedRate":0,"ReservoirSize":0,
			"ServiceName":"*","ServiceType":"*","Host":"*","HTTPMethod":"*","URLPath":"/api/*","ResourceARN":"*",
			"Version":1,"SamplingRateBoost":{"MaxRate":1,"CooldownWindowMinutes":1}}}]}""";

	private final SettableClock clock = new SettableClock();

	private final FakeDaemon daemon = new FakeDaemon();

	private final RequestAttributes known = new RequestAttributes(Map.of(), List.of(), new TracingFaults());

	private final CentralSamplingStrategy strategy = new CentralSamplingStrategy(new LocalSamplingStrategy(
			new LocalRules(List.of(), new SamplingRule("local", 0, RequestPattern.ANY, 0, 0, false)), this.known,
			this.clock), this.known, this.clock);

	private final CentralSampling central = new CentralSampling(this.strategy,
			new DaemonSamplingSource(this.daemon.address()), () -> "users", this.clock);

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void failuresOfWhatIsNotSampledRaiseTheShareUntilXRayEndsIt() throws Exception {
		this.daemon.answer((request) -> Answer.of(RULES));
		this.central.renew();
		this.daemon.take();
		assertThat(sampledOf(10)).isZero();
		ends(8, false);
		ends(2, true);
		double until = (this.clock.millis() + 60_000) / 1000.0;
		this.daemon.answer((request) -> Answer.of("""
				{"SamplingTargetDocuments":[{"RuleName":"api","FixedRate":0,"ReservoirQuota":0,"ReservoirQuotaTTL":%s,
				"Interval":10,"SamplingBoost":{"BoostRate":1.0,"BoostRateTTL":%s}}],"UnprocessedStatistics":[],
				"UnprocessedBoostStatistics":[]}""".formatted(until, until)));
		this.central.report();
		JsonNode told = new ObjectMapper().readTree(this.daemon.take().body())
			.at("/SamplingBoostStatisticsDocuments/0");
		assertThat(told.get("RuleName").textValue()).isEqualTo("api");
		assertThat(told.get("ServiceName").textValue()).isEqualTo("users");
		assertThat(told.get("TotalCount").intValue()).isEqualTo(10);
		assertThat(told.get("AnomalyCount").intValue()).isEqualTo(2);
		assertThat(told.get("SampledAnomalyCount").intValue()).isZero();
		assertThat(sampledOf(10)).isEqualTo(10);
		this.clock.advance(Duration.ofSeconds(59));
		assertThat(sampledOf(10)).isEqualTo(10);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(sampledOf(10)).isZero();
	}

	@Test
	void whatXRayDidNotHearOfFailuresIsToldAgain() throws Exception {
		this.daemon.answer((request) -> Answer.of(RULES));
		this.central.renew();
		this.daemon.take();
		sampledOf(1);
		ends(1, true);
		this.daemon.answer((request) -> new Answer(500, ""));
		try {
			this.central.report();
		}
		catch (SamplingSourceException ex) {
			assertThat(ex.isDenied()).isFalse();
		}
		this.daemon.take();
		ends(1, false);
		this.daemon.answer((request) -> Answer.of("{}"));
		this.central.report();
		JsonNode told = new ObjectMapper().readTree(this.daemon.take().body())
			.at("/SamplingBoostStatisticsDocuments/0");
		assertThat(told.get("TotalCount").intValue()).isEqualTo(2);
		assertThat(told.get("AnomalyCount").intValue()).isEqualTo(1);
	}

	private void ends(int requests, boolean anomaly) {
		ObservedSamplingResponse decision = (ObservedSamplingResponse) this.strategy.shouldTrace(REQUEST);
		IntStream.range(0, requests).forEach((i) -> decision.ended(false, anomaly));
	}

	private long sampledOf(int requests) {
		return IntStream.range(0, requests).filter((i) -> this.strategy.shouldTrace(REQUEST).isSampled()).count();
	}

}
