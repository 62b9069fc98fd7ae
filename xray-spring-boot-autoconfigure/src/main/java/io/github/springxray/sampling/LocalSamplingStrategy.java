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

import java.util.concurrent.ThreadLocalRandom;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import com.amazonaws.xray.strategy.sampling.rule.SamplingRule;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Traces a number of requests per second and a share of the rest, decided in this process
 * alone.
 */
final class LocalSamplingStrategy implements SamplingStrategy {

	private final SamplingRule rule = new SamplingRule();

	/** In full precision, the rule has a float. */
	private final double rate;

	LocalSamplingStrategy(int fixedTarget, double rate) {
		if (fixedTarget < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.sampling.fixed-target", fixedTarget,
					"It is how many requests per second are traced. Write 0 or more.");
		}
		if (!(rate >= 0 && rate <= 1)) {
			throw new InvalidConfigurationPropertyValueException("xray.sampling.rate", rate,
					"It is a share of the requests. Write a number from 0 to 1, such as 0.05 for 5 percent.");
		}
		this.rule.setFixedTarget(fixedTarget);
		this.rate = rate;
	}

	@Override
	public SamplingResponse shouldTrace(@Nullable SamplingRequest request) {
		return new SamplingResponse(
				this.rule.getReservoir().take() || ThreadLocalRandom.current().nextDouble() < this.rate);
	}

	@Override
	public boolean isForcedSamplingSupported() {
		return false;
	}

}
