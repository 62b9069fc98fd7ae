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
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.sampling.SamplingLimits.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SamplingLimits} and {@link LimitedSamplingStrategy}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SamplingLimitsTests {

	private static final SamplingRequest REQUEST = new SamplingRequest("users", null, "/", "GET", null);

	private final SettableClock clock = new SettableClock();

	@Test
	void whatIsDecidedUnseenIsLimitedAndCountedToo() {
		SamplingLimits limits = new SamplingLimits(1, 0, this.clock);
		UnseenSampling all = mock();
		given(all.decideUnseen()).willReturn(new SamplingResponse(true, "rule"));
		LimitedSamplingStrategy strategy = new LimitedSamplingStrategy(all, limits);
		assertThat(Objects.requireNonNull(strategy.decideUnseen()).isSampled()).isTrue();
		assertThat(Objects.requireNonNull(strategy.decideUnseen()).isSampled()).isFalse();
		assertThat(limits.decisions().count("rule", "SAMPLED")).isOne();
		assertThat(limits.decisions().count("rule", "REFUSED")).isOne();
		limits.control().set(false, 1.0);
		assertThat(strategy.decideUnseen()).isNotNull();
		limits.control().set(true, null);
		assertThat(Objects.requireNonNull(strategy.decideUnseen()).isSampled()).isFalse();
		assertThat(new LimitedSamplingStrategy(new AllSamplingStrategy(), limits).shouldTrace(REQUEST).isSampled())
			.isFalse();
		limits.control().set(false, null);
		assertThat(new LimitedSamplingStrategy(new AllSamplingStrategy(), limits).decideUnseen()).isNull();
	}

	@Test
	void noMoreAreAdmittedInASecondWhoeverAsks() {
		SamplingLimits limits = new SamplingLimits(5, 0, this.clock);
		LimitedSamplingStrategy strategy = new LimitedSamplingStrategy(new AllSamplingStrategy(), limits);
		for (int second = 0; second < 3; second++) {
			long byRule = IntStream.range(0, 4).filter((i) -> strategy.shouldTrace(REQUEST).isSampled()).count();
			long byHeader = IntStream.range(0, 4).filter((i) -> limits.admit(Reason.HEADER)).count();
			assertThat(byRule + byHeader).isEqualTo(5);
			this.clock.advance(Duration.ofSeconds(1));
		}
		assertThat(limits.refusedByReason()).isEqualTo(Map.of("header", 9L));
	}

	@Test
	void whatIsLeftOutIsToldOnceAMinute(CapturedOutput output) {
		SamplingLimits limits = new SamplingLimits(0, 0, this.clock);
		IntStream.range(0, 1000).forEach((i) -> limits.admit(Reason.RULE));
		assertThat(output).containsOnlyOnce("xray.sampling.max-per-second").contains("WARN");
		this.clock.advance(Duration.ofSeconds(59));
		limits.admit(Reason.HEADER);
		assertThat(output).containsOnlyOnce("xray.sampling.max-per-second");
		this.clock.advance(Duration.ofSeconds(1));
		limits.admit(Reason.HEADER);
		assertThat(output).contains("{header=2, rule=1000}");
		this.clock.advance(Duration.ofDays(-1));
		limits.admit(Reason.HEADER);
		assertThat(output).as("the clock was set back").contains("{header=3, rule=1000}");
	}

	@Test
	void theNameOfTheRuleStaysWithADecisionThatIsOverruled() {
		SamplingLimits limits = new SamplingLimits(0, 0, this.clock);
		SamplingResponse response = new LimitedSamplingStrategy(answering(new SamplingResponse(true, "rule")), limits)
			.shouldTrace(REQUEST);
		assertThat(response.isSampled()).isFalse();
		assertThat(response.getRuleName()).contains("rule");
		response = new LimitedSamplingStrategy(answering(new SamplingResponse(true)), limits).shouldTrace(REQUEST);
		assertThat(response.getRuleName()).isEmpty();
	}

	@Test
	void whoeverDecidedIsToldTheEndOfWhatWasOverruled() {
		AtomicInteger ended = new AtomicInteger();
		AtomicInteger overruled = new AtomicInteger();
		SamplingResponse decision = new ObservedSamplingResponse(true, "rule") {

			@Override
			public void overruled() {
				overruled.incrementAndGet();
			}

			@Override
			public void ended(boolean sampled, boolean anomaly) {
				ended.incrementAndGet();
			}

		};
		SamplingResponse response = new LimitedSamplingStrategy(answering(decision),
				new SamplingLimits(0, 0, this.clock))
			.shouldTrace(REQUEST);
		assertThat(overruled).hasValue(1);
		assertThat(response).isInstanceOfSatisfying(ObservedSamplingResponse.class, (observed) -> {
			assertThat(observed.isAwaited()).isTrue();
			observed.ended(false, true);
		});
		assertThat(ended).hasValue(1);
	}

	@Test
	void failuresThatNobodyChoseHaveALimitOfTheirOwnBeneathTheOther() {
		SamplingLimits limits = new SamplingLimits(3, 2, this.clock);
		assertThat(IntStream.range(0, 10).filter((i) -> limits.capture()).count()).isEqualTo(2);
		this.clock.advance(Duration.ofSeconds(1));
		IntStream.range(0, 2).forEach((i) -> limits.admit(Reason.RULE));
		assertThat(IntStream.range(0, 10).filter((i) -> limits.capture()).count()).isEqualTo(1);
		assertThat(limits.captured()).isEqualTo(3);
		assertThat(new SamplingLimits(null, 0, this.clock).capture()).isFalse();
	}

	@Test
	void manyThreadsGetNoMoreTogether() throws Exception {
		SamplingLimits limits = new SamplingLimits(1000, 0, this.clock);
		AtomicInteger admitted = new AtomicInteger();
		CountDownLatch start = new CountDownLatch(1);
		Thread[] threads = new Thread[8];
		for (int i = 0; i < threads.length; i++) {
			threads[i] = new Thread(() -> {
				try {
					start.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				for (int k = 0; k < 10_000; k++) {
					if (limits.admit(Reason.HEADER)) {
						admitted.incrementAndGet();
					}
				}
			});
			threads[i].start();
		}
		start.countDown();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(admitted).hasValue(1000);
		assertThat(limits.refusedByReason()).isEqualTo(Map.of("header", 79_000L));
	}

	private static SamplingStrategy answering(SamplingResponse response) {
		return new SamplingStrategy() {

			@Override
			public SamplingResponse shouldTrace(SamplingRequest request) {
				return response;
			}

			@Override
			public boolean isForcedSamplingSupported() {
				return false;
			}

		};
	}

}
