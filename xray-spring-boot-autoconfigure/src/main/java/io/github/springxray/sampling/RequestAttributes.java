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

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingRequest;

import io.github.springxray.recorder.TracingFaults;

/**
 * What is known of requests beside where they go: the constant annotations, what the
 * request has, and what customizers say.
 */
final class RequestAttributes {

	private final Map<String, String> constant;

	private final List<SamplingAttributesCustomizer> customizers;

	private final TracingFaults faults;

	RequestAttributes(Map<String, String> constant, List<SamplingAttributesCustomizer> customizers,
			TracingFaults faults) {
		this.constant = Map.copyOf(constant);
		this.customizers = customizers;
		this.faults = faults;
	}

	Map<String, String> of(SamplingRequest request) {
		Map<String, String> own = request.getAttributes();
		if (this.customizers.isEmpty() && (own == null || own.isEmpty())) {
			return this.constant;
		}
		Map<String, String> attributes = new HashMap<>(this.constant);
		if (own != null) {
			attributes.putAll(own);
		}
		for (SamplingAttributesCustomizer customizer : this.customizers) {
			try {
				customizer.customize(attributes, request);
			}
			catch (RuntimeException ex) {
				this.faults.record("a sampling attributes customizer", ex);
			}
		}
		return attributes;
	}

}
