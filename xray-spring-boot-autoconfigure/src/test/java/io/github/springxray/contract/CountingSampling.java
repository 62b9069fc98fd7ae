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

package io.github.springxray.contract;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;

import io.github.springxray.sampling.ObservedSamplingResponse;

/**
 * A strategy that a test tells what to answer, and that counts how often it is asked.
 */
public final class CountingSampling implements SamplingStrategy {

	public final AtomicInteger asked = new AtomicInteger();

	public volatile boolean answer = true;

	public volatile RuntimeException failure;

	/**
	 * How requests have ended, where somebody wants to know.
	 */
	public final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

	public volatile boolean observing;

	public volatile SamplingRequest last;

	@Override
	public SamplingResponse shouldTrace(SamplingRequest request) {
		this.asked.incrementAndGet();
		this.last = request;
		if (this.failure != null) {
			throw this.failure;
		}
		return this.observing ? observed() : new SamplingResponse(this.answer, "the-rule");
	}

	private SamplingResponse observed() {
		return new ObservedSamplingResponse(this.answer, "the-rule") {

			@Override
			public void ended(boolean sampled, boolean anomaly) {
				CountingSampling.this.ends.add(new End(sampled, anomaly));
			}

		};
	}

	/**
	 * How a request has ended.
	 *
	 * @param sampled whether it was recorded
	 * @param anomaly whether it has failed
	 */
	public record End(boolean sampled, boolean anomaly) {

	}

	@Override
	public boolean isForcedSamplingSupported() {
		return false;
	}

}
