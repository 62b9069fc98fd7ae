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

import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;

/**
 * Callback that tells sampling rules more about a request than {@code xray.annotations}.
 * It is asked only where a rule that has attributes fits otherwise, and must be quick.
 */
@FunctionalInterface
public interface SamplingAttributesCustomizer {

	/**
	 * Add or change attributes.
	 * @param attributes what is known, by name
	 * @param request what is to be sampled or not
	 */
	void customize(Map<String, String> attributes, SamplingRequest request);

}
