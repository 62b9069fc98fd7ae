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

package io.github.springxray.datadog;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingTrust;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.http.XRayServerProperties;

/**
 * Auto-configuration of links to Datadog.
 */
@AutoConfiguration(before = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("xray.datadog.enabled")
@EnableConfigurationProperties(XRayDatadogProperties.class)
@ImportRuntimeHints(DatadogRuntimeHints.class)
public final class XRayDatadogAutoConfiguration {

	@Bean
	DatadogAgent xrayDatadogAgent() {
		return new DatadogAgent(ClassUtils.getDefaultClassLoader(), System.getenv("JAVA_TOOL_OPTIONS"));
	}

	@Bean
	DatadogHeaders xrayDatadogHeaders(DatadogAgent agent, Subsegments subsegments, XRayDatadogProperties properties,
			ObjectProvider<XRayServerProperties> server) {
		boolean trusting = server.stream().noneMatch((known) -> known.getTrustIncoming() == IncomingTrust.FALSE);
		return new DatadogHeaders(subsegments, trusting && !agent.isPresent(),
				properties.isPropagate() && !agent.isPresent());
	}

}
