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

package io.github.springxray.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.messaging.ContainerTracing;
import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the tracing of messages that are sent to and received from Apache
 * Kafka.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnClass({ AbstractMessageListenerContainer.class, ConsumerRecord.class })
@EnableConfigurationProperties({ XRayKafkaProperties.class, XRayKafkaPatchProperties.class })
@ImportRuntimeHints(KafkaRuntimeHints.class)
public final class XRayKafkaAutoConfiguration {

	/**
	 * Code that creates containers or producers has these injected, so they are there
	 * even if nothing is traced.
	 */
	@Bean
	@ConditionalOnMissingBean
	KafkaListenerTracing xrayKafkaListenerTracing(ObjectProvider<ReceivedRecords> received, TracingFaults faults) {
		ReceivedRecords active = received.getIfAvailable();
		return new KafkaListenerTracing((active != null) ? active.messages() : null, faults);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	@ConditionalOnMissingBean
	static KafkaProducerTracing xrayKafkaProducerTracing(ObjectProvider<SentRecords> sent,
			ObjectProvider<TracingFaults> faults) {
		SentRecords active = sent.getIfAvailable();
		return new KafkaProducerTracing((active != null) ? active.tracing() : null, faults);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.kafka.enabled" }, matchIfMissing = true)
	@Import(MessageTracing.class)
	static class ListenerConfiguration {

		@Bean
		ReceivedRecords xrayKafkaReceivedRecords(MessageTracing tracing, XRayKafkaProperties properties) {
			return new ReceivedRecords(tracing.incoming(properties.getTrustIncoming()));
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ListenerContainerBeans xrayKafkaListenerContainerBeans(ObjectProvider<KafkaListenerTracing> tracing) {
			return new ListenerContainerBeans(tracing);
		}

		@Bean
		ContainerTracing xrayKafkaContainerTracing(KafkaListenerTracing tracing) {
			return (container) -> {
				if (container instanceof MessageListenerContainer known) {
					tracing.trace(known);
				}
			};
		}

		@Bean
		ListenerRegistryTracing xrayKafkaListenerRegistryTracing(
				ObjectProvider<KafkaListenerEndpointRegistry> registries, KafkaListenerTracing tracing) {
			return new ListenerRegistryTracing(registries, tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	@ConditionalOnPatch(PatchedLibrary.KAFKA)
	@Import(MessageTracing.class)
	static class ProducerConfiguration {

		@Bean
		ActivePatch xrayKafkaPatch() {
			return new ActivePatch(PatchedLibrary.KAFKA);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static SentRecords xrayKafkaSentRecords(ObjectProvider<MessageTracing> tracing) {
			return new SentRecords(tracing);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ProducerFactoryBeans xrayKafkaProducerFactoryBeans(ObjectProvider<KafkaProducerTracing> tracing) {
			return new ProducerFactoryBeans(tracing);
		}

		/**
		 * The binder of Spring Cloud Stream has factories of its own, which are no beans.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(ClientFactoryCustomizer.class)
		static class BinderConfiguration {

			@Bean
			ClientFactoryCustomizer xrayKafkaClientFactoryCustomizer(KafkaProducerTracing tracing) {
				return new TracingClientFactoryCustomizer(tracing);
			}

		}

	}

}
