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

package io.github.springxray.redis;

import io.lettuce.core.resource.ClientResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.springxray.context.LazySubsegments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of Lettuce. Connection factories may be created
 * before most other beans, so what traces them depends on nothing that is not there yet.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.LETTUCE)
@EnableConfigurationProperties(XRayLettuceProperties.class)
@ImportRuntimeHints(LettuceRuntimeHints.class)
public final class XRayLettuceAutoConfiguration {

	@Bean
	RunningLettuce xrayRunningLettuce(ObjectProvider<Subsegments> subsegments, ObjectProvider<TracingFaults> faults,
			XRayLettuceProperties properties) {
		return new RunningLettuce(
				new LettuceCalls(new LazySubsegments(subsegments, faults), properties.isRecordArguments()));
	}

	@Bean
	ActivePatch xrayLettucePatch() {
		return new ActivePatch(PatchedLibrary.LETTUCE);
	}

	/**
	 * Where Spring Boot makes the connection factory. The resources that it gets are
	 * wrapped, whoever has made them.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ClientResources.class, LettuceClientConfigurationBuilderCustomizer.class })
	static class SpringBootConfiguration {

		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		LettuceClientConfigurationBuilderCustomizer xrayLettuceClientConfigurationBuilderCustomizer(
				RunningLettuce lettuce) {
			return (builder) -> builder.build()
				.getClientResources()
				.ifPresent((resources) -> builder.clientResources(LettuceTracing.trace(resources, lettuce.calls())));
		}

	}

	/**
	 * Spring Data's connection factories.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ClientResources.class, LettuceConnectionFactory.class })
	static class SpringDataConfiguration {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static LettuceConnectionFactories xrayLettuceConnectionFactories(ObjectProvider<LeftAlone> leftAlone) {
			return new LettuceConnectionFactories(leftAlone);
		}

	}

}
