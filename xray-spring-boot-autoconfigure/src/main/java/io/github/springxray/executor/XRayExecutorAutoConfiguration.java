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

package io.github.springxray.executor;

import java.util.Set;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of what carries the trace to the threads of executors. Executors may
 * be created before anything else, so its post-processors depend on nothing that is not
 * there yet.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.context.executors.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(XRayExecutorProperties.class)
@ImportRuntimeHints(ExecutorRuntimeHints.class)
public final class XRayExecutorAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ExecutorPostProcessor xrayExecutorPostProcessor(ObjectProvider<LeftAlone> leftAlone,
			Environment environment) {
		XRayExecutorProperties properties = Binder.get(environment)
			.bindOrCreate("xray.context.executors", XRayExecutorProperties.class);
		properties.validate();
		return new ExecutorPostProcessor(Set.copyOf(properties.getExclude()), leftAlone);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static AsyncMethodPostProcessor xrayAsyncMethodPostProcessor() {
		return new AsyncMethodPostProcessor();
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static EventMulticasterPostProcessor xrayEventMulticasterPostProcessor() {
		return new EventMulticasterPostProcessor();
	}

	@Bean
	UnknownExecutors xrayUnknownExecutors(ListableBeanFactory beans, XRayExecutorProperties properties) {
		return new UnknownExecutors(beans, properties.getExclude());
	}

}
