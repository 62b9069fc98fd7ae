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

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the choice of requests that are traced.
 */
@ConfigurationProperties("xray.sampling")
public class XRaySamplingProperties {

	/**
	 * How to choose the requests that are traced: local takes fixed-target and rate, all
	 * and none choose every request and no request. A decision in the trace header wins
	 * over it.
	 */
	private SamplingStrategyType strategy = SamplingStrategyType.LOCAL;

	/**
	 * How many requests per second the local strategy traces in any case.
	 */
	private int fixedTarget = 1;

	/**
	 * Which share of all further requests the local strategy traces, from 0 to 1.
	 */
	private double rate = 0.05;

	public SamplingStrategyType getStrategy() {
		return this.strategy;
	}

	public void setStrategy(SamplingStrategyType strategy) {
		this.strategy = strategy;
	}

	public int getFixedTarget() {
		return this.fixedTarget;
	}

	public void setFixedTarget(int fixedTarget) {
		this.fixedTarget = fixedTarget;
	}

	public double getRate() {
		return this.rate;
	}

	public void setRate(double rate) {
		this.rate = rate;
	}

}
