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

package io.github.springxray.logging;

import org.slf4j.MDC;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

import io.github.springxray.context.CurrentEntityListener;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.datadog.DatadogAgent;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of ids of traces in log lines.
 */
@AutoConfiguration(before = XRayContextAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.logging.mdc" }, matchIfMissing = true)
@EnableConfigurationProperties(XRayLoggingProperties.class)
@ImportRuntimeHints(LoggingRuntimeHints.class)
public final class XRayLoggingAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MDC.class)
	@Conditional(OnMdc.class)
	static class MdcConfiguration {

		@Bean
		@ConditionalOnMissingBean(CurrentEntityListener.class)
		MdcIds xrayMdcIds(ConfigurableListableBeanFactory beans, Environment environment, TracingFaults faults,
				ObjectProvider<DatadogAgent> datadog) {
			boolean linked = datadog.stream().anyMatch((agent) -> !agent.isPresent());
			return new MdcIds(new OtherTracers(beans, environment)::areAbsent, linked, faults);
		}

	}

}
