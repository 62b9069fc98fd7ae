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

package io.github.springxray.actuate;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.tracer.common.SpanContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.springxray.emitter.EmitterStatistics;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.TracingStatus;
import io.github.springxray.recorder.TracingSwitch;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayProperties;
import io.github.springxray.sampling.SamplingLimits;
import io.github.springxray.sampling.SamplingWatch;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

/**
 * Auto-configuration of what the actuator and Micrometer tell of tracing.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayEmitterAutoConfiguration.class,
		XRaySamplingAutoConfiguration.class })
@EnableConfigurationProperties(XRayProperties.class)
public final class XRayActuatorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnBean(TracingSwitch.class)
	static class ControlConfiguration {

		@Bean
		TracingControl xrayTracingControl(TracingSwitch control) {
			return new TracingControl(control);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnClass(EnvironmentChangeEvent.class)
	@ConditionalOnBean(TracingSwitch.class)
	static class EnvironmentConfiguration {

		@Bean
		EnvironmentSwitch xrayEnvironmentSwitch(TracingControl control, Environment environment) {
			return new EnvironmentSwitch(control, environment);
		}

		@Bean
		SamplingWatch xrayEnvironmentSamplingWatch() {
			return new SamplingWatch();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
	@ConditionalOnAvailableEndpoint(XRayEndpoint.class)
	@EnableConfigurationProperties(XRayEndpointProperties.class)
	static class EndpointConfiguration {

		@Bean
		@ConditionalOnMissingBean
		XRayEndpoint xrayEndpoint(Environment environment, XRayProperties properties,
				ObjectProvider<TracingStatus> statuses, TracingFaults faults, ObjectProvider<RecentTraces> traces,
				ObjectProvider<SanitizingFunction> sanitizing, ObjectProvider<TracingControl> control) {
			TracingControl switches = control.getIfAvailable();
			TracingReport report = new TracingReport(environment, properties, statuses, faults, switches);
			return new XRayEndpoint(report, traces.getIfAvailable(),
					new SanitizedValues(sanitizing.orderedStream().toList()), switches);
		}

		@Bean
		NamedForArgument xrayNamedForArgument() {
			return new NamedForArgument();
		}

		@Bean
		@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
		SamplingWatch xrayEndpointSamplingWatch() {
			return new SamplingWatch();
		}

		@Bean
		@Conditional(OnRecentTraces.class)
		RecentTraces xrayRecentTraces(XRayEndpointProperties properties) {
			int count = properties.getRecentTraces();
			if (count < 0 || count > RecentTraces.MAX_TRACES) {
				throw new InvalidConfigurationPropertyValueException("xray.endpoint.recent-traces", count,
						"Write a number of traces from 1 to " + RecentTraces.MAX_TRACES + ", or 0 to keep none.");
			}
			return new RecentTraces(count);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
	@ConditionalOnEnabledHealthIndicator("xray")
	@ConditionalOnBean(EmitterStatistics.class)
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "xrayHealthIndicator")
		XRayHealthIndicator xrayHealthIndicator(EmitterStatistics statistics) {
			return new XRayHealthIndicator(statistics);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnClass(MeterBinder.class)
	static class MeterConfiguration {

		@Bean
		@ConditionalOnBean(EmitterStatistics.class)
		@ConditionalOnMissingBean
		EmitterMeters xrayEmitterMeters(EmitterStatistics statistics) {
			return new EmitterMeters(statistics);
		}

		@Bean
		@ConditionalOnBean(SamplingLimits.class)
		@ConditionalOnMissingBean
		SamplingMeters xraySamplingMeters(SamplingLimits limits) {
			return new SamplingMeters(limits.decisions());
		}

		@Bean
		SamplingWatch xrayMeterSamplingWatch() {
			return new SamplingWatch();
		}

		@Bean
		@ConditionalOnMissingBean
		FaultMeters xrayFaultMeters(TracingFaults faults) {
			return new FaultMeters(faults);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnClass(SpanContext.class)
	static class ExemplarConfiguration {

		@Bean
		@ConditionalOnMissingBean(SpanContext.class)
		EntitySpanContext xraySpanContext() {
			return new EntitySpanContext();
		}

	}

}
