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

package io.github.springxray.sqs;

import io.awspring.cloud.sqs.listener.AbstractMessageListenerContainer;
import io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry;
import software.amazon.awssdk.services.sqs.model.Message;

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
import org.springframework.context.annotation.Role;

import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the segments of messages that are received from Amazon SQS.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnClass(Message.class)
@EnableConfigurationProperties(XRaySqsProperties.class)
public final class XRaySqsAutoConfiguration {

	/**
	 * Poll loops have it injected, so it is there even if nothing is traced.
	 */
	@Bean
	@ConditionalOnMissingBean
	SqsTracing xraySqsTracing(ObjectProvider<MessageTraces> traces) {
		MessageTraces active = traces.getIfAvailable();
		return (active != null) ? new TracedMessages(active) : SqsTracing.none();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.sqs.enabled" }, matchIfMissing = true)
	@Import(MessageTracing.class)
	static class EnabledConfiguration {

		@Bean
		MessageTraces xrayMessageTraces(MessageTracing tracing, XRaySqsProperties sqs) {
			return new MessageTraces(tracing.incoming(sqs.getTrustIncoming()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AbstractMessageListenerContainer.class)
	static class ListenerConfiguration {

		/**
		 * May be injected, too.
		 */
		@Bean
		@ConditionalOnMissingBean
		SqsListenerTracing xraySqsListenerTracing(ObjectProvider<MessageTraces> traces, TracingFaults faults) {
			return new SqsListenerTracing(traces.getIfAvailable(), faults);
		}

		@Configuration(proxyBeanMethods = false)
		@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.sqs.enabled" }, matchIfMissing = true)
		static class EnabledListenerConfiguration {

			@Bean
			@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
			static ListenerContainerPostProcessor xraySqsListenerContainerPostProcessor(
					ObjectProvider<SqsListenerTracing> tracing) {
				return new ListenerContainerPostProcessor(tracing);
			}

			@Bean
			ListenerRegistryTracing xraySqsListenerRegistryTracing(
					ObjectProvider<MessageListenerContainerRegistry> registries, SqsListenerTracing tracing) {
				return new ListenerRegistryTracing(registries, tracing);
			}

		}

	}

}
