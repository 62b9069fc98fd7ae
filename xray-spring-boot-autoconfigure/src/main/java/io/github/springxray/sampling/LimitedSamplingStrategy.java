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
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingSwitch;
import io.github.springxray.sampling.SamplingDecisions.Decision;

/**
 * What another strategy says, within the limits of the instance. Whoever decides without
 * a strategy, as a header has, finds the limits here.
 */
public final class LimitedSamplingStrategy implements UnseenSampling {

	/**
	 * Stands for a rule where the rate was changed at run time.
	 */
	private static final String CHANGED = "changed at run time";

	private final SamplingStrategy delegate;

	private final SamplingLimits limits;

	LimitedSamplingStrategy(SamplingStrategy delegate, SamplingLimits limits) {
		this.delegate = delegate;
		this.limits = limits;
	}

	@Override
	public SamplingResponse shouldTrace(SamplingRequest request) {
		TracingSwitch control = this.limits.control();
		if (control.isOff()) {
			return new SamplingResponse(false);
		}
		Double rate = control.rate();
		return limit((rate != null) ? byRate(rate) : this.delegate.shouldTrace(request));
	}

	@Override
	public @Nullable SamplingResponse decideUnseen() {
		TracingSwitch control = this.limits.control();
		if (control.isOff()) {
			return new SamplingResponse(false);
		}
		Double rate = control.rate();
		if (rate != null) {
			return limit(byRate(rate));
		}
		SamplingResponse response = (this.delegate instanceof UnseenSampling unseen) ? unseen.decideUnseen() : null;
		return (response != null) ? limit(response) : null;
	}

	private static SamplingResponse byRate(double rate) {
		return new SamplingResponse(ThreadLocalRandom.current().nextDouble() < rate, CHANGED);
	}

	private SamplingResponse limit(SamplingResponse response) {
		boolean refused = response.isSampled() && !this.limits.admit(SamplingLimits.Reason.RULE);
		this.limits.decisions()
			.count(response.getRuleName().orElse(null), refused ? Decision.REFUSED : of(response.isSampled()));
		return refused ? overrule(response) : response;
	}

	private static Decision of(boolean sampled) {
		return sampled ? Decision.SAMPLED : Decision.NOT_SAMPLED;
	}

	private static SamplingResponse overrule(SamplingResponse response) {
		if (response instanceof ObservedSamplingResponse observed) {
			observed.overruled();
			return new Overruled(observed);
		}
		return new SamplingResponse(false, response.getRuleName().orElse(null));
	}

	@Override
	public boolean isForcedSamplingSupported() {
		return this.delegate.isForcedSamplingSupported();
	}

	/**
	 * Return the limits of the instance.
	 * @return the limits
	 */
	public SamplingLimits limits() {
		return this.limits;
	}

	/**
	 * The end of what is not recorded is of interest, too.
	 */
	private static final class Overruled extends ObservedSamplingResponse {

		private final ObservedSamplingResponse decision;

		Overruled(ObservedSamplingResponse decision) {
			super(false, decision.getRuleName().orElse(null));
			this.decision = decision;
		}

		@Override
		public boolean isAwaited() {
			return this.decision.isAwaited();
		}

		@Override
		public void ended(boolean sampled, boolean anomaly) {
			this.decision.ended(sampled, anomaly);
		}

	}

}
