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
 * A sampling strategy that wants to know what became of the requests that it decided on,
 * so that it can take more of them while many fail.
 */
public interface AnomalyObserver {

	/**
	 * Take note of the end of a request that was decided on here.
	 * @param rule the name of the rule that decided, {@code null} if it has none
	 * @param sampled whether it was traced
	 * @param anomaly whether it ended with a fault, or a status from 500 on
	 */
	void ended(@Nullable String rule, boolean sampled, boolean anomaly);

}
