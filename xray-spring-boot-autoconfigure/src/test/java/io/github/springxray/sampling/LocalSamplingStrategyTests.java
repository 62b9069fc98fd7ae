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

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LocalSamplingStrategy}.
 */
class LocalSamplingStrategyTests {

	@Test
	void tracesFirstRequestOfTheSecondWhateverTheRate() {
		LocalSamplingStrategy strategy = strategy(1, 0);
		assertThat(strategy.shouldTrace(null).isSampled()).isTrue();
	}

	@Test
	void tracesNothingWithoutTargetAndRate() {
		assertThat(sampledOf(10_000, strategy(0, 0))).isZero();
	}

	@Test
	void tracesEverythingAtFullRate() {
		assertThat(sampledOf(10_000, strategy(0, 1))).isEqualTo(10_000);
	}

	@Test
	void tracesShareOfTheRest() {
		assertThat(sampledOf(100_000, strategy(0, 0.05))).isBetween(4_000L, 6_000L);
	}

	@Test
	void decidesOnceAndForAll() {
		assertThat(strategy(1, 0.05).isForcedSamplingSupported()).isFalse();
	}

	@Test
	void decidesTheSameOnWhatItNeedNotSee() {
		LocalSamplingStrategy strategy = strategy(3, 0);
		long unseen = IntStream.range(0, 2)
			.filter((i) -> Objects.requireNonNull(strategy.decideUnseen()).isSampled())
			.count();
		assertThat(unseen).isEqualTo(2);
		assertThat(strategy.samplers()).singleElement().satisfies((sampler) -> assertThat(sampler.isForAll()).isTrue());
	}

	@Test
	void wantsToSeeWhatItHasARuleFor() {
		XRaySamplingProperties.Rule rule = new XRaySamplingProperties.Rule();
		rule.setUrlPath("/health");
		rule.setRate(0.0);
		XRaySamplingProperties properties = new XRaySamplingProperties();
		properties.getRules().add(rule);
		LocalSamplingStrategy strategy = new LocalSamplingStrategy(
				new LocalRules(ConfiguredRules.of(properties), ConfiguredRules.otherwise(properties)),
				new RequestAttributes(Map.of(), List.of(), new TracingFaults()), InstantSource.system());
		assertThat(strategy.decideUnseen()).isNull();
	}

	@Test
	void eachKindOfWorkThatNoRuleIsForHasAReservoirOfItsOwn() {
		LocalSamplingStrategy strategy = strategy(1, 0, InstantSource.fixed(Instant.ofEpochSecond(100)));
		assertThat(strategy.shouldTrace(null).isSampled()).isTrue();
		assertThat(strategy.shouldTrace(null).isSampled()).isFalse();
		for (JobSamplingRequest.Kind kind : JobSamplingRequest.Kind.values()) {
			assertThat(strategy.shouldTrace(job("one", kind)).isSampled()).as(kind.name()).isTrue();
			assertThat(strategy.shouldTrace(job("other", kind)).isSampled()).as(kind.name()).isFalse();
		}
		assertThat(strategy.samplers()).hasSize(1);
	}

	private static JobSamplingRequest job(String name, JobSamplingRequest.Kind kind) {
		return new JobSamplingRequest("orders", name, null, kind);
	}

	@Test
	void rejectsNegativeTarget() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> strategy(-1, 0.05))
			.withMessageContaining("xray.sampling.fixed-target")
			.withMessageContaining("Write 0 or more.");
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.01, 1.01, 5, Double.NaN, Double.POSITIVE_INFINITY })
	void rejectsRateThatIsNoShare(double rate) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class).isThrownBy(() -> strategy(1, rate))
			.withMessageContaining("xray.sampling.rate")
			.withMessageContaining("Write a number from 0 to 1");
	}

	private static LocalSamplingStrategy strategy(int fixedTarget, double rate) {
		return strategy(fixedTarget, rate, InstantSource.system());
	}

	private static LocalSamplingStrategy strategy(int fixedTarget, double rate, InstantSource clock) {
		XRaySamplingProperties properties = new XRaySamplingProperties();
		properties.setFixedTarget(fixedTarget);
		properties.setRate(rate);
		return new LocalSamplingStrategy(new LocalRules(List.of(), ConfiguredRules.otherwise(properties)),
				new RequestAttributes(Map.of(), List.of(), new TracingFaults()), clock);
	}

	private static long sampledOf(int requests, LocalSamplingStrategy strategy) {
		return IntStream.range(0, requests).filter((i) -> strategy.shouldTrace(null).isSampled()).count();
	}

}
