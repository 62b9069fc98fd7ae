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

package io.github.springxray.stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.messaging.ContainerTracing;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of what the binders of Spring Cloud Stream have in common: the
 * containers that they create are traced as those of their library are.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnClass(ListenerContainerCustomizer.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ImportRuntimeHints(StreamRuntimeHints.class)
public final class XRayStreamAutoConfiguration {

	/**
	 * Where the application has none. Binders ask for one of their container's type, so
	 * this one tells none.
	 */
	@Bean
	@ConditionalOnMissingBean
	@SuppressWarnings("rawtypes")
	ListenerContainerCustomizer xrayListenerContainerCustomizer() {
		return (container, destination, group) -> {
		};
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ContainerCustomizerBeans xrayContainerCustomizerBeans(ObjectProvider<ContainerTracing> tracings,
			ObjectProvider<TracingFaults> faults) {
		return new ContainerCustomizerBeans(tracings, faults);
	}

}
