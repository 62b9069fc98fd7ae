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

package io.github.springxray.apacheclient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;

/**
 * Auto-configuration of the tracing of Apache HttpClient 5.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.APACHE_HTTP_CLIENT)
@EnableConfigurationProperties(XRayApacheHttpClientProperties.class)
@Import(ClientCalls.class)
public final class XRayApacheHttpClientAutoConfiguration {

	@Bean
	ActivePatch xrayApacheHttpClientPatch() {
		return new ActivePatch(PatchedLibrary.APACHE_HTTP_CLIENT);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ApacheHttpClientBeans xrayApacheHttpClientBeans(ClientCalls calls,
			ConfigurableListableBeanFactory beanFactory, ObjectProvider<LeftAlone> leftAlone) {
		return new ApacheHttpClientBeans(calls, beanFactory, leftAlone);
	}

}
