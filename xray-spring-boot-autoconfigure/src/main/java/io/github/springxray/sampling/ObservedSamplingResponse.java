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

import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import org.jspecify.annotations.Nullable;

/**
 * A decision whose maker is told what became of it, so that a strategy can take more
 * requests while many fail. A {@code SamplingStrategy} of an application may answer with
 * its own; one instance may be the answer to many requests, on many threads.
 */
public abstract class ObservedSamplingResponse extends SamplingResponse {

	/**
	 * Create a decision.
	 * @param sampled whether the request is to be traced
	 * @param rule the name of the rule that decided, {@code null} if it has none
	 */
	@SuppressWarnings("NullAway")
	protected ObservedSamplingResponse(boolean sampled, @Nullable String rule) {
		super(sampled, rule);
	}

	/**
	 * Return whether somebody waits for the end of the request. It is asked when the
	 * decision is made: a request that is not traced is watched only if it has to be.
	 * @return {@code true}, the default, to be told by {@link #ended}
	 */
	public boolean isAwaited() {
		return true;
	}

	/**
	 * Take note that a request is not traced although this decision says so, as the
	 * instance takes no more of them in this second. Does nothing by default.
	 */
	public void overruled() {
	}

	/**
	 * Take note of the end of a request or message that was decided on by this. Called
	 * once for each, on the thread that ends it; also for some of those that nobody waits
	 * for. What it throws is counted and logged.
	 * @param sampled whether it was traced
	 * @param anomaly whether it ended with a fault, such as a status over 499
	 */
	public abstract void ended(boolean sampled, boolean anomaly);

}
