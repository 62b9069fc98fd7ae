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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.SamplingSource.Counted;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts what is sampled, by itself. A count lies outside of six standard deviations
 * about once in 500 million runs.
 */
class SampledShareTests {

	private static final int REQUESTS = 100_000;

	private static final int THREADS = 4;

	private static final int DEVIATIONS = 6;

	private final SettableClock clock = new SettableClock();

	private final RequestAttributes known = new RequestAttributes(Map.of(), List.of(), new TracingFaults());

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.001, 0.05, 0.5, 0.999, 1 })
	void aLocalRuleTakesItsTargetAndItsShareOfTheRest(double rate) throws Exception {
		SamplingRule orders = new SamplingRule("orders", 1, path("/orders/*"), 10, rate, false);
		SamplingRule otherwise = new SamplingRule("otherwise", 2, RequestPattern.ANY, 0, 1 - rate, false);
		LocalSamplingStrategy strategy = new LocalSamplingStrategy(new LocalRules(List.of(orders), otherwise),
				this.known, this.clock);
		assertShare(count(strategy, "/orders/1") - 10, REQUESTS - 10, rate);
		assertShare(count(strategy, "/users/1"), REQUESTS, 1 - rate);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.001, 0.05, 0.5, 0.999, 1 })
	void aRuleOfXRayTakesItsShareAndXRayIsToldWhatWasCounted(double rate) throws Exception {
		CentralSamplingStrategy strategy = new CentralSamplingStrategy(new LocalSamplingStrategy(
				new LocalRules(List.of(), new SamplingRule(null, 1, RequestPattern.ANY, 0, 0, false)), this.known,
				this.clock), this.known, this.clock);
		List<Counted> told = new ArrayList<>();
		CentralSampling central = new CentralSampling(strategy, source(rate, told), () -> "shop", this.clock);
		central.renew();
		long sampled = count(strategy, "/orders/1");
		long others = count(strategy, "/users/1");
		assertShare(sampled - 1, REQUESTS - 1, rate);
		assertShare(others, REQUESTS, 1 - rate);
		central.report();
		assertThat(told).containsExactlyInAnyOrder(new Counted("orders", this.clock.millis(), REQUESTS, sampled - 1, 1),
				new Counted("Default", this.clock.millis(), REQUESTS, others, 0));
	}

	private static void assertShare(long sampled, long requests, double rate) {
		double deviation = Math.sqrt(requests * rate * (1 - rate));
		assertThat((double) sampled).isBetween(requests * rate - DEVIATIONS * deviation - 1e-6,
				requests * rate + DEVIATIONS * deviation + 1e-6);
	}

	/**
	 * Ask on several threads, as a server does.
	 */
	private static long count(SamplingStrategy strategy, String path) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			Callable<Integer> part = () -> {
				int sampled = 0;
				for (int i = 0; i < REQUESTS / THREADS; i++) {
					SamplingRequest request = new SamplingRequest("shop", "shop.example.com", path, "GET", null);
					sampled += strategy.shouldTrace(request).isSampled() ? 1 : 0;
				}
				return sampled;
			};
			long sampled = 0;
			for (Future<Integer> count : executor.invokeAll(List.of(part, part, part, part))) {
				sampled += count.get();
			}
			return sampled;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static SamplingSource source(double rate, List<Counted> told) {
		return new SamplingSource() {

			@Override
			public List<SamplingRule> rules() {
				return List.of(new SamplingRule("Default", 10_000, RequestPattern.ANY, 0, 1 - rate, false),
						new SamplingRule("orders", 1, path("/orders/*"), 10, rate, false));
			}

			@Override
			public Answer report(Report report) {
				told.addAll(report.rules());
				return new Answer(List.of(), null, Set.of());
			}

		};
	}

	private static RequestPattern path(String path) {
		return RequestPattern.central("*", "*", "*", "*", path, "*", Map.of());
	}

}
