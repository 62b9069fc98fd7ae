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

import org.jspecify.annotations.Nullable;

/**
 * Whom a sampling rule is for, and how many of them it takes.
 *
 * @param name the name, {@code null} if it has none to record
 * @param priority the lower comes first
 * @param pattern whom it is for
 * @param reservoirSize how many requests a second are taken in any case
 * @param fixedRate which share of further requests is taken, from 0 to 1
 * @param boosted whether X-Ray may raise the share for a while, and wants to be told of
 * anomalies for it
 */
record SamplingRule(@Nullable String name, int priority, RequestPattern pattern, int reservoirSize, double fixedRate,
		boolean boosted) {

	/**
	 * The last rule of X-Ray, which fits every request.
	 */
	private static final String DEFAULT_NAME = "Default";

	/**
	 * The only version of rules that there is.
	 */
	private static final int VERSION = 1;

	/**
	 * Return a rule of X-Ray.
	 * @return the rule, {@code null} if it is of another version or makes no sense
	 */
	static @Nullable SamplingRule central(String name, int version, int priority, RequestPattern pattern,
			int reservoirSize, double fixedRate, boolean boosted) {
		if (version != VERSION || name.isEmpty() || reservoirSize < 0 || !(fixedRate >= 0 && fixedRate <= 1)) {
			return null;
		}
		boolean last = name.equals(DEFAULT_NAME);
		return new SamplingRule(name, last ? Integer.MAX_VALUE : priority, last ? RequestPattern.ANY : pattern,
				reservoirSize, fixedRate, boosted);
	}

	boolean isLast() {
		return DEFAULT_NAME.equals(this.name);
	}

}
