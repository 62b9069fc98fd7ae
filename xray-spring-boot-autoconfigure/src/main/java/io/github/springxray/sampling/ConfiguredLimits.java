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

import java.time.InstantSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.springxray.recorder.TracingSwitch;

/**
 * The limits of {@code xray.sampling}.
 */
final class ConfiguredLimits {

	private ConfiguredLimits() {
	}

	/**
	 * Return the limits.
	 * @throws InvalidConfigurationPropertyValueException if one of them makes no sense
	 */
	static SamplingLimits of(XRaySamplingProperties properties, InstantSource clock, TracingSwitch control) {
		Integer max = properties.getMaxPerSecond();
		if (max != null && max < 0) {
			throw new InvalidConfigurationPropertyValueException("xray.sampling.max-per-second", max,
					"It is how many traces an instance records in a second at most. Write 0 or more, or leave it out "
							+ "for any number.");
		}
		int anomalies = properties.getMaxAnomaliesPerSecond();
		if (anomalies < 1) {
			throw new InvalidConfigurationPropertyValueException("xray.sampling.max-anomalies-per-second", anomalies,
					"It is how many requests that fail are recorded in a second without being sampled. Write 1 or "
							+ "more; xray.sampling.capture-anomalies=false records none.");
		}
		return new SamplingLimits(max, properties.isCaptureAnomalies() ? anomalies : 0, clock, control);
	}

}
