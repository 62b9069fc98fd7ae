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

package io.github.springxray.recorder;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.EntityJson;

/**
 * Auto-configuration of the recorder, which is the SDK's global one while the context
 * lives.
 */
@AutoConfiguration
@EnableConfigurationProperties(XRayProperties.class)
@ImportRuntimeHints(RecorderRuntimeHints.class)
public final class XRayAutoConfiguration {

	@Bean
	static ValueSetBindHandlerAdvisor xrayValueSetBindHandlerAdvisor() {
		return new ValueSetBindHandlerAdvisor();
	}

	@Bean
	@ConditionalOnMissingBean
	TracingFaults xrayTracingFaults() {
		return new TracingFaults();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static LeftAlone xrayLeftAlone() {
		return new LeftAlone();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	static class EnabledConfiguration {

		@Bean
		@ConditionalOnMissingBean(XRayDaemonConnectionDetails.class)
		PropertiesXRayDaemonConnectionDetails xrayDaemonConnectionDetails(XRayProperties properties) {
			return new PropertiesXRayDaemonConnectionDetails(properties);
		}

		/**
		 * Where the application was processed ahead of time, the beans are there although
		 * tracing is off now.
		 */
		@Bean
		TracingSwitch xrayTracingSwitch(Environment environment) {
			TracingSwitch control = new TracingSwitch();
			control.set(!environment.getProperty("xray.enabled", Boolean.class, true), null);
			return control;
		}

		@Bean
		DaemonTroubles xrayDaemonTroubles() {
			return new DaemonTroubles();
		}

		@Bean
		@ConditionalOnMissingBean
		AWSXRayRecorder xrayRecorder(XRayProperties properties, BeanFactory beans, TracingFaults faults) {
			SdkDaemonAddress.validate();
			return new RecorderFactory(properties, beans, faults).create();
		}

		@Bean
		@ConditionalOnMissingBean
		EntityFactory xrayEntityFactory(ObjectProvider<EntityJson> json) {
			return new EntityFactory((entity, independent, pretty) -> {
				EntityJson writer = json.getIfAvailable();
				return (writer != null) ? writer.write(entity, independent, pretty) : "";
			});
		}

		@Bean
		GlobalRecorderRegistration xrayGlobalRecorderRegistration(AWSXRayRecorder recorder) {
			return new GlobalRecorderRegistration(recorder);
		}

		@Bean
		RestoredIds xrayRestoredIds(AWSXRayRecorder recorder) {
			return new RestoredIds(recorder);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", havingValue = false)
	static class DisabledConfiguration {

		@Bean
		@ConditionalOnMissingBean
		AWSXRayRecorder xrayRecorder() {
			return DisabledRecorder.create();
		}

		@Bean
		GlobalRecorderRegistration xrayGlobalRecorderRegistration() {
			return new GlobalRecorderRegistration(DisabledRecorder.create());
		}

	}

}
