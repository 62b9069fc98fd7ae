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

package io.github.springxray.console.sampling;

/**
 * How often something was decided.
 *
 * @param requests how many requests a rule was for
 * @param sampled how many of them were sampled
 * @param borrowed how many of them were sampled without a quota; SDKs do not count these
 * as sampled
 */
public record SamplingCounts(long requests, long sampled, long borrowed) {

	static final SamplingCounts NONE = new SamplingCounts(0, 0, 0);

	SamplingCounts plus(SamplingCounts other) {
		return new SamplingCounts(this.requests + other.requests, this.sampled + other.sampled,
				this.borrowed + other.borrowed);
	}

}
