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

package io.github.springxray.platform;

import java.nio.file.Path;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.springxray.recorder.Development;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of what segments say about where the application runs.
 */
@AutoConfiguration(before = XRayAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties(XRayPlatformProperties.class)
public final class XRayPlatformAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Machine xrayMachine(ConfigurableEnvironment environment) {
		return new Machine(environment.getSystemEnvironment(), environment.getSystemProperties(), Path.of("/"));
	}

	@Bean
	Whereabouts xrayWhereabouts(XRayPlatformProperties properties, Machine machine, ConfigurableEnvironment environment,
			ObjectProvider<TracingFaults> faults) {
		Detection detection = new Detection(properties.getPlugins(), Development.isBootTest(environment));
		return new Whereabouts(detection, machine, faults.getIfAvailable(TracingFaults::new));
	}

}
