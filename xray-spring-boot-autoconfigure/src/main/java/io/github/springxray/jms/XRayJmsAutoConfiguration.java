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

package io.github.springxray.jms;

import jakarta.jms.ConnectionFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.listener.AbstractMessageListenerContainer;

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the tracing of messages that are sent and received over JMS.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnClass({ AbstractMessageListenerContainer.class, ConnectionFactory.class })
@EnableConfigurationProperties({ XRayJmsProperties.class, XRayJmsPatchProperties.class })
@ImportRuntimeHints(JmsRuntimeHints.class)
public final class XRayJmsAutoConfiguration {

	/**
	 * Code that creates containers or connections has these injected, so they are there
	 * even if nothing is traced.
	 */
	@Bean
	@ConditionalOnMissingBean
	JmsListenerTracing xrayJmsListenerTracing(ObjectProvider<ReceivedMessages> received, TracingFaults faults) {
		ReceivedMessages active = received.getIfAvailable();
		return new JmsListenerTracing((active != null) ? active.messages() : null, faults);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static JmsSenderTracing xrayJmsSenderTracing(ObjectProvider<SentMessages> sent,
			ObjectProvider<TracingFaults> faults) {
		SentMessages active = sent.getIfAvailable();
		return new JmsSenderTracing((active != null) ? active.tracing() : null, faults);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.jms.enabled" }, matchIfMissing = true)
	@Import(MessageTracing.class)
	static class ListenerConfiguration {

		@Bean
		ReceivedMessages xrayJmsReceivedMessages(MessageTracing tracing, XRayJmsProperties properties) {
			return new ReceivedMessages(tracing.incoming(properties.getTrustIncoming()));
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ListenerContainerBeans xrayJmsListenerContainerBeans(ObjectProvider<JmsListenerTracing> tracing) {
			return new ListenerContainerBeans(tracing);
		}

		@Bean
		ListenerRegistryTracing xrayJmsListenerRegistryTracing(ObjectProvider<JmsListenerEndpointRegistry> registries,
				JmsListenerTracing tracing) {
			return new ListenerRegistryTracing(registries, tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnPatch(PatchedLibrary.JMS)
	@Import(MessageTracing.class)
	static class SenderConfiguration {

		@Bean
		ActivePatch xrayJmsPatch() {
			return new ActivePatch(PatchedLibrary.JMS);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static SentMessages xrayJmsSentMessages(ObjectProvider<MessageTracing> tracing) {
			return new SentMessages(tracing);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ConnectionFactoryBeans xrayJmsConnectionFactoryBeans(ObjectProvider<JmsSenderTracing> tracing,
				ObjectProvider<LeftAlone> leftAlone) {
			return new ConnectionFactoryBeans(tracing, leftAlone);
		}

	}

}
