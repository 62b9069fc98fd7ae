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

import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the sampling strategy.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties(XRaySamplingProperties.class)
public final class XRaySamplingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SamplingStrategy xraySamplingStrategy(XRaySamplingProperties properties) {
		return switch (properties.getStrategy()) {
			case LOCAL -> new LocalSamplingStrategy(properties.getFixedTarget(), properties.getRate());
			case ALL -> new AllSamplingStrategy();
			case NONE -> new NoSamplingStrategy();
		};
	}

}
