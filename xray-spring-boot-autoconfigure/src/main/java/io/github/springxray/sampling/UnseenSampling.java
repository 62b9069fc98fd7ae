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
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * A sampling strategy that often need not see what it decides on, as its first rule is
 * for everything. Describing a request takes longer than deciding on it. For the
 * starter's own packages.
 */
public interface UnseenSampling extends SamplingStrategy {

	/**
	 * Decide without having seen the request or message, as {@link #shouldTrace} would.
	 * @return the decision, {@code null} if it depends on what comes in; then nothing was
	 * decided and {@link #shouldTrace} is to be called
	 */
	@Nullable SamplingResponse decideUnseen();

}
