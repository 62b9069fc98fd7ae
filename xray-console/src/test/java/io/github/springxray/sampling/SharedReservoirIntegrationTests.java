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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.github.springxray.console.SettableClock;
import io.github.springxray.console.api.SamplingApi;
import io.github.springxray.console.api.TelemetryApi;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.daemon.DaemonHttp;
import io.github.springxray.console.sampling.RuleActivity;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.telemetry.TelemetryLog;
import io.github.springxray.console.web.HttpListener;
import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that ask the console as if it were the daemon, and share a reservoir. It
 * is in this package as it lets time pass for the strategy of the starter.
 */
class SharedReservoirIntegrationTests {

	private static final SamplingRequest REQUEST = new SamplingRequest("users", "example.com", "/", "GET", null);

	private static final int PER_SECOND = 200;

	private final SettableClock clock = new SettableClock();

	private final SamplingRules rules = new SamplingRules(this.clock);

	private final SamplingTargets targets = new SamplingTargets(this.rules, this.clock);

	private HttpListener daemon;

	private Application first;

	private Application second;

	@BeforeEach
	void start() throws IOException {
		XRayOperations operations = new XRayOperations(new TraceStore(1 << 20, Duration.ofHours(1), this.clock),
				new SamplingApi(this.rules, this.targets), new TelemetryApi(new TelemetryLog(this.clock)), this.clock);
		this.daemon = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "daemon",
				DaemonHttp.MAX_BODY, new DaemonHttp(operations, false)::handle);
		this.first = new Application();
		this.second = new Application();
	}

	@AfterEach
	void stop() {
		this.daemon.close();
	}

	private void useRule(int reservoir, double rate, String more) throws SamplingSourceException {
		this.rules.replace(new JsonMapper().readTree(
				"[{\"RuleName\":\"Default\",\"FixedRate\":" + rate + ",\"ReservoirSize\":" + reservoir + more + "}]"));
		this.clock.advance(Duration.ofSeconds(2));
		this.first.central.renew();
		this.second.central.renew();
	}

	@Test
	void togetherTheySampleNoMoreThanTheReservoirAndSoonAllOfIt() throws SamplingSourceException {
		useRule(11, 0, "");
		for (int second = 0; second < 120; second++) {
			int sampled = this.first.serve(PER_SECOND) + this.second.serve(PER_SECOND);
			// Who has not reported yet borrows one, of which nobody knows
			assertThat(sampled).as("second " + second).isLessThanOrEqualTo((second < 8) ? 12 : 11);
			if (second > 30) {
				assertThat(sampled).as("second " + second).isEqualTo(11);
			}
			reportEveryTenSeconds(second);
		}
		assertThat(this.first.sampled).isGreaterThan(400);
		assertThat(this.second.sampled).isGreaterThan(400);
	}

	@Test
	void beyondTheReservoirEachSamplesByTheRate() throws SamplingSourceException {
		useRule(10, 0.1, "");
		int seconds = 200;
		for (int second = 0; second < seconds; second++) {
			this.first.serve(PER_SECOND);
			this.second.serve(PER_SECOND);
			reportEveryTenSeconds(second);
		}
		double beyond = 0.1 * (2.0 * PER_SECOND * seconds - 10.0 * seconds);
		// Six standard deviations, and the first interval, in which there are no quotas
		double tolerance = 6 * Math.sqrt(beyond * 0.9) + 10 * 10;
		assertThat(this.first.sampled + this.second.sampled).isBetween((int) (10 * seconds + beyond - tolerance),
				(int) (10 * seconds + beyond + tolerance));
		RuleActivity activity = this.targets.activity().get(0);
		assertThat(activity.clients()).hasSize(2);
		long told = activity.clients().stream().mapToLong((client) -> client.counts().requests()).sum();
		assertThat(told).isEqualTo(PER_SECOND * (193 + 198));
	}

	@Test
	void theyTakeTurnsWhereThereIsOneRequestASecondForBoth() throws SamplingSourceException {
		useRule(1, 0, "");
		for (int second = 0; second < 600; second++) {
			int sampled = this.first.serve(PER_SECOND) + this.second.serve(PER_SECOND);
			assertThat(sampled).as("second " + second).isLessThanOrEqualTo((second < 8) ? 2 : 1);
			reportEveryTenSeconds(second);
		}
		assertThat(this.first.sampled).isGreaterThan(200);
		assertThat(this.second.sampled).isGreaterThan(200);
	}

	@Test
	void whoStopsLeavesItsShareToTheOther() throws SamplingSourceException {
		useRule(10, 0, "");
		for (int second = 0; second < 60; second++) {
			this.first.serve(PER_SECOND);
			this.second.serve(PER_SECOND);
			reportEveryTenSeconds(second);
		}
		int last = 0;
		for (int second = 60; second < 110; second++) {
			last = this.first.serve(PER_SECOND);
			assertThat(last).isLessThanOrEqualTo(10);
			if (second % 10 == 2) {
				this.first.central.report();
			}
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(last).isEqualTo(10);
	}

	@Test
	void changedRuleIsAskedForAtOnce() throws SamplingSourceException {
		useRule(1, 0, "");
		// What was changed shortly before the rules were asked for is asked for once more
		this.first.serve(PER_SECOND);
		this.first.central.report();
		this.first.central.renew();
		this.clock.advance(Duration.ofMillis(10_300));
		this.first.serve(PER_SECOND);
		assertThat(this.first.central.report()).isFalse();
		this.clock.advance(Duration.ofMillis(10_300));
		this.rules.update(new JsonMapper().readTree("{\"RuleName\":\"Default\",\"FixedRate\":1}"));
		this.first.serve(PER_SECOND);
		assertThat(this.first.central.report()).isTrue();
		this.first.central.renew();
		assertThat(this.first.serve(PER_SECOND)).isEqualTo(PER_SECOND);
	}

	@Test
	void changesWithinTheSecondOfAQuestionAreNotMissed() throws SamplingSourceException {
		useRule(1, 0, "");
		this.clock.advance(Duration.ofMillis(300));
		for (double rate : new double[] { 0.5, 0, 1 }) {
			this.rules.update(new JsonMapper().readTree("{\"RuleName\":\"Default\",\"FixedRate\":" + rate + "}"));
			this.first.serve(PER_SECOND);
			assertThat(this.first.central.report()).as("rate " + rate).isTrue();
			this.first.central.renew();
			// Comes after the question, which nothing but the next report tells
			this.rules.update(new JsonMapper().readTree("{\"RuleName\":\"Default\",\"ReservoirSize\":2}"));
			this.clock.advance(Duration.ofSeconds(10));
			this.first.serve(PER_SECOND);
			assertThat(this.first.central.report()).isTrue();
			this.first.central.renew();
			this.clock.advance(Duration.ofSeconds(10));
			this.first.serve(PER_SECOND);
			assertThat(this.first.central.report()).isFalse();
			this.clock.advance(Duration.ofSeconds(10));
		}
	}

	@Test
	void failingRequestsBoostTheRateOfBothForAMinute() throws SamplingSourceException {
		useRule(0, 0, ",\"SamplingRateBoost\":{\"MaxRate\":1,\"CooldownWindowMinutes\":10}");
		List<Integer> sampled = new ArrayList<>();
		for (int second = 0; second < 120; second++) {
			sampled.add(this.first.serve(PER_SECOND) + this.second.serve(PER_SECOND));
			if (second == 15) {
				this.first.fail();
			}
			reportEveryTenSeconds(second);
		}
		assertThat(sampled.subList(0, 22)).containsOnly(0);
		assertThat(sampled.subList(33, 82)).containsOnly(2 * PER_SECOND);
		assertThat(sampled.subList(90, 120)).containsOnly(0);
	}

	private void reportEveryTenSeconds(int second) throws SamplingSourceException {
		if (second % 10 == 2) {
			this.first.central.report();
		}
		if (second % 10 == 7) {
			this.second.central.report();
		}
		this.clock.advance(Duration.ofSeconds(1));
	}

	/**
	 * An application with the strategy of the starter.
	 */
	private final class Application {

		private final CentralSamplingStrategy strategy;

		private final CentralSampling central;

		private int sampled;

		private Application() {
			SettableClock clock = SharedReservoirIntegrationTests.this.clock;
			RequestAttributes known = new RequestAttributes(Map.of(), List.of(), new TracingFaults());
			SamplingRule never = new SamplingRule(null, 1, RequestPattern.ANY, 0, 0, false);
			this.strategy = new CentralSamplingStrategy(
					new LocalSamplingStrategy(new LocalRules(List.of(), never), known, clock), known, clock);
			int port = SharedReservoirIntegrationTests.this.daemon.address().getPort();
			this.central = new CentralSampling(this.strategy,
					new DaemonSamplingSource(DaemonAddress.parse("127.0.0.1:" + port)), () -> "users", clock);
		}

		private void fail() {
			if (this.strategy.shouldTrace(REQUEST) instanceof ObservedSamplingResponse response) {
				response.ended(false, true);
			}
		}

		private int serve(int requests) {
			int taken = 0;
			for (int i = 0; i < requests; i++) {
				taken += this.strategy.shouldTrace(REQUEST).isSampled() ? 1 : 0;
			}
			this.sampled += taken;
			return taken;
		}

	}

}
