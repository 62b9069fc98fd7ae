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
import java.util.LinkedHashMap;
import java.util.Map;

import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

import io.github.springxray.recorder.DaemonTroubles;
import io.github.springxray.recorder.SamplingStrategyDecorator;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.TracingSwitch;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of the sampling strategy.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ XRaySamplingProperties.class, XRayProperties.class })
@ImportRuntimeHints(SamplingRuntimeHints.class)
public final class XRaySamplingAutoConfiguration {

	@Bean
	SamplingLimits xraySamplingLimits(XRaySamplingProperties properties, ObjectProvider<TracingSwitch> control) {
		return ConfiguredLimits.of(properties, InstantSource.system(), control.getIfAvailable(TracingSwitch::new));
	}

	@Bean
	SamplingStatus xraySamplingStatus(ObjectProvider<SamplingStrategy> strategy, SamplingLimits limits) {
		return new SamplingStatus(strategy.getIfUnique(), limits);
	}

	@Bean
	SamplingStrategyDecorator xraySamplingWithinLimits(SamplingLimits limits, ObjectProvider<SamplingWatch> watch) {
		boolean watched = watch.stream().findAny().isPresent();
		return (strategy) -> (watched || limits.isActive()) ? new LimitedSamplingStrategy(strategy, limits) : strategy;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(XRayClient.class)
	static class ApiConfiguration {

		@Bean
		ApiSamplingSourceFactory xrayApiSamplingSourceFactory(ObjectProvider<XRayClient> client,
				ObjectProvider<AwsCredentialsProvider> credentials, ObjectProvider<AwsRegionProvider> region) {
			return new ApiSamplingSourceFactory(client, credentials, region);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingBean(SamplingStrategy.class)
	static class StrategyConfiguration {

		@Bean
		SamplingSetup xraySamplingSetup(XRaySamplingProperties properties, XRayProperties xray,
				ListableBeanFactory beans, Environment environment, ObjectProvider<TracingFaults> faults,
				ObjectProvider<SamplingAttributesCustomizer> customizers, ObjectProvider<DaemonTroubles> troubles) {
			Map<String, String> constant = new LinkedHashMap<>();
			xray.getAnnotations().forEach((key, value) -> constant.put(key, String.valueOf(value)));
			RequestAttributes known = new RequestAttributes(constant, customizers.orderedStream().toList(),
					faults.getIfAvailable(TracingFaults::new));
			String application = environment.getProperty("spring.application.name", "application");
			return new SamplingSetup(properties, known, new SamplingSources(beans, environment)::find,
					() -> (xray.getName() != null) ? xray.getName() : application,
					troubles.getIfAvailable(DaemonTroubles::new));
		}

		@Bean
		SamplingStrategy xraySamplingStrategy(SamplingSetup setup) {
			return setup.strategy();
		}

		@Bean
		SamplingUpdates xraySamplingUpdates(SamplingSetup setup, ObjectProvider<TracingFaults> faults) {
			return new SamplingUpdates(setup.updates(), faults.getIfAvailable(TracingFaults::new));
		}

	}

}
