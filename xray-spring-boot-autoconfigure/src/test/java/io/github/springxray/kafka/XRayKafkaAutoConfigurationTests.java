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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

import io.github.springxray.messaging.MessageTracing;
import io.github.springxray.patch.ActivePatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayKafkaAutoConfiguration}.
 */
class XRayKafkaAutoConfigurationTests {

	@Test
	void tracesByDefault() {
		KafkaTesting.runner()
			.run((context) -> assertThat(context).hasSingleBean(KafkaListenerTracing.class)
				.hasSingleBean(KafkaProducerTracing.class)
				.hasSingleBean(ListenerContainerBeans.class)
				.hasSingleBean(ListenerRegistryTracing.class)
				.hasSingleBean(ProducerFactoryBeans.class)
				.hasSingleBean(MessageTracing.class)
				.hasSingleBean(ActivePatch.class));
	}

	@Test
	void isNotThereWithoutSpringKafka() {
		KafkaTesting.runner()
			.withClassLoader(new FilteredClassLoader("org.springframework.kafka", "org.apache.kafka"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRayKafkaAutoConfiguration.class));
	}

	@Test
	void tracesContainersThatAreBeans() {
		KafkaTesting.runner().withBean(ConcurrentMessageListenerContainer.class, () -> {
			ConcurrentMessageListenerContainer<?, ?> container = KafkaTesting.container();
			container.setAutoStartup(false);
			return container;
		}).run((context) -> {
			ConcurrentMessageListenerContainer<?, ?> container = context
				.getBean(ConcurrentMessageListenerContainer.class);
			assertThat(container.getRecordInterceptor()).isInstanceOf(TracingRecordInterceptor.class);
			assertThat(container.getBatchInterceptor()).isInstanceOf(TracingBatchInterceptor.class);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.kafka.enabled=false" })
	void leavesContainersAloneWhereMessagesAreNotTraced(String property) {
		KafkaTesting.runner().withPropertyValues(property).run((context) -> {
			assertThat(context).doesNotHaveBean(ListenerContainerBeans.class)
				.doesNotHaveBean(ListenerRegistryTracing.class);
			ConcurrentMessageListenerContainer<?, ?> container = KafkaTesting.container();
			context.getBean(KafkaListenerTracing.class).trace(container);
			assertThat(container.getRecordInterceptor()).isNull();
			assertThat(container.getBatchInterceptor()).isNull();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xray.enabled=false", "xray.patch.enabled=false", "xray.patch.kafka.enabled=false" })
	void leavesFactoriesAloneWhereSendingIsNotTraced(String property) {
		KafkaTesting.runner()
			.withPropertyValues(property)
			.run((context) -> assertThat(context).doesNotHaveBean(ProducerFactoryBeans.class)
				.doesNotHaveBean(ActivePatch.class));
	}

}
