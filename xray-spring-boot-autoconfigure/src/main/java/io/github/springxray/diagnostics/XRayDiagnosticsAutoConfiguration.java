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

package io.github.springxray.diagnostics;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of what the log says at the start.
 */
@AutoConfiguration(after = XRayAutoConfiguration.class)
@EnableConfigurationProperties(XRayProperties.class)
@ImportRuntimeHints(DiagnosticsRuntimeHints.class)
public final class XRayDiagnosticsAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	static class EnabledConfiguration {

		@Bean
		StartupReport xrayStartupReport(ConfigurableApplicationContext context, XRayProperties properties,
				TracingFaults faults) {
			ConfigurableListableBeanFactory factory = context.getBeanFactory();
			StartedBeans beans = new StartedBeans(factory);
			// It was on when the application was processed ahead of time, and is off now
			boolean off = !context.getEnvironment().getProperty("xray.enabled", Boolean.class, true);
			return new StartupReport(context, beans,
					off ? null : new StartupLine(beans, factory, nameOf(properties, context.getEnvironment())), faults);
		}

		@Bean
		UnknownProperties xrayUnknownProperties(ConfigurableEnvironment environment, ResourceLoader resources) {
			return new UnknownProperties(environment, classLoaderOf(resources));
		}

		@Bean
		OtherTracers xrayOtherTracers(ListableBeanFactory beans, ResourceLoader resources) {
			return new OtherTracers(beans, classLoaderOf(resources));
		}

		@Bean
		AotSwitches xrayAotSwitches(Environment environment, ResourceLoader resources) {
			return new AotSwitches(environment, classLoaderOf(resources));
		}

		@Bean
		AgentCheck xrayAgentCheck(XRayProperties properties) {
			return new AgentCheck(properties.getAgent(), JavaAgents::find);
		}

		@Bean
		UntracedAnnotations xrayUntracedAnnotations(ListableBeanFactory beans, Environment environment) {
			return new UntracedAnnotations(beans, environment);
		}

		private static ClassLoader classLoaderOf(ResourceLoader resources) {
			ClassLoader classLoader = resources.getClassLoader();
			return (classLoader != null) ? classLoader : ClassLoader.getSystemClassLoader();
		}

		private static String nameOf(XRayProperties properties, Environment environment) {
			return SegmentNames.ofService(properties.getName(), environment.getProperty("spring.application.name"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnWebApplication
	static class WebConfiguration {

		@Bean
		IncomingParts xrayIncomingParts(ListableBeanFactory beans, Environment environment) {
			return new IncomingParts(beans, environment, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnNotWebApplication
	static class OtherConfiguration {

		@Bean
		IncomingParts xrayIncomingParts(ListableBeanFactory beans, Environment environment) {
			return new IncomingParts(beans, environment, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", havingValue = false)
	static class DisabledConfiguration {

		@Bean
		StartupReport xrayStartupReport(ConfigurableApplicationContext context, TracingFaults faults) {
			return new StartupReport(context, new StartedBeans(context.getBeanFactory()), null, faults);
		}

	}

}
