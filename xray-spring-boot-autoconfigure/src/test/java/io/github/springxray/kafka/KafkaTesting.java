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

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications and records for tests that need no broker.
 */
final class KafkaTesting {

	static final String ROOT = "1-5759e988-bd862e3fe1be46a994272793";

	static final String PARENT = "53995c3f42cd8ad8";

	static final String SAMPLED = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1";

	static final String NOT_SAMPLED = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0";

	static final String HEADER = "X-Amzn-Trace-Id";

	private KafkaTesting() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
					XRayHttpAutoConfiguration.class, XRayKafkaAutoConfiguration.class,
					XRaySamplingAutoConfiguration.class, XRayTestAutoConfiguration.class))
			.withPropertyValues("spring.application.name=orders", "xray.sampling.strategy=all");
	}

	/**
	 * Run a test, which has to take each trace, to leave no thread with an entity, and to
	 * cause no fault of tracing.
	 */
	static void run(ApplicationContextRunner runner, KafkaTest test) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			test.run(context, traces);
			traces.assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	static ConsumerRecord<String, String> record(String topic, int offset, Object... headers) {
		ConsumerRecord<String, String> record = new ConsumerRecord<>(topic, 3, offset, "a key", "a value");
		for (int i = 0; i < headers.length; i += 2) {
			record.headers().add((String) headers[i], bytes(headers[i + 1]));
		}
		return record;
	}

	private static byte[] bytes(Object value) {
		return (value instanceof byte[] bytes) ? bytes : value.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Create a container that is never started.
	 */
	static ConcurrentMessageListenerContainer<String, String> container() {
		ContainerProperties properties = new ContainerProperties("orders");
		properties.setGroupId("group");
		return new ConcurrentMessageListenerContainer<>(
				new DefaultKafkaConsumerFactory<>(Map.of(), new StringDeserializer(), new StringDeserializer()),
				properties);
	}

	@FunctionalInterface
	interface KafkaTest {

		void run(ApplicationContext context, RecordedTraces traces) throws Exception;

	}

}
