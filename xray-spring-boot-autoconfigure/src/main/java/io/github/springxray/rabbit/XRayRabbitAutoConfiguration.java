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

package io.github.springxray.rabbit;

import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
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

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the tracing of messages that are sent and received over RabbitMQ.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnClass({ AbstractMessageListenerContainer.class, RabbitTemplate.class })
@EnableConfigurationProperties({ XRayRabbitProperties.class, XRayRabbitPatchProperties.class })
@ImportRuntimeHints(RabbitRuntimeHints.class)
public final class XRayRabbitAutoConfiguration {

	/**
	 * Code that creates containers or templates has these injected, so they are there
	 * even if nothing is traced.
	 */
	@Bean
	@ConditionalOnMissingBean
	RabbitListenerTracing xrayRabbitListenerTracing(ObjectProvider<ReceivedMessages> received,
			RabbitSenderTracing senders, TracingFaults faults) {
		ReceivedMessages active = received.getIfAvailable();
		return new RabbitListenerTracing((active != null) ? active.messages() : null, senders, faults);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static RabbitSenderTracing xrayRabbitSenderTracing(ObjectProvider<SentMessages> sent,
			ObjectProvider<TracingFaults> faults) {
		SentMessages active = sent.getIfAvailable();
		return new RabbitSenderTracing((active != null) ? active.tracing() : null, faults);
	}

	/**
	 * A template for tests without a broker calls the listeners itself, and knows
	 * Spring's own by their class.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.rabbit.enabled" }, matchIfMissing = true)
	@ConditionalOnMissingBean(type = "org.springframework.amqp.rabbit.test.TestRabbitTemplate")
	@Import(MessageTracing.class)
	static class ListenerConfiguration {

		@Bean
		ReceivedMessages xrayRabbitReceivedMessages(MessageTracing tracing, XRayRabbitProperties properties) {
			return new ReceivedMessages(tracing.incoming(properties.getTrustIncoming()));
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ListenerContainerBeans xrayRabbitListenerContainerBeans(ObjectProvider<RabbitListenerTracing> tracing) {
			return new ListenerContainerBeans(tracing);
		}

		@Bean
		ListenerRegistryTracing xrayRabbitListenerRegistryTracing(
				ObjectProvider<RabbitListenerEndpointRegistry> registries, RabbitListenerTracing tracing) {
			return new ListenerRegistryTracing(registries, tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnPatch(PatchedLibrary.RABBIT)
	@Import(MessageTracing.class)
	static class SenderConfiguration {

		@Bean
		ActivePatch xrayRabbitPatch() {
			return new ActivePatch(PatchedLibrary.RABBIT);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static SentMessages xrayRabbitSentMessages(ObjectProvider<MessageTracing> tracing) {
			return new SentMessages(tracing);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static TemplateBeans xrayRabbitTemplateBeans(ObjectProvider<RabbitSenderTracing> tracing) {
			return new TemplateBeans(tracing);
		}

	}

}
