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

package io.github.springxray.sample;

import java.util.List;

import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * Orders over Kafka, with the profile {@code kafka}: a broker that the application starts
 * by itself.
 */
@Configuration(proxyBeanMethods = false)
@Profile("kafka")
class KafkaConfiguration {

	@Bean
	EmbeddedKafkaKraftBroker kafka() {
		return new EmbeddedKafkaKraftBroker(1, 1, OrderEvents.TOPIC);
	}

	@Bean
	KafkaConnectionDetails kafkaConnectionDetails(EmbeddedKafkaKraftBroker kafka) {
		return () -> List.of(kafka.getBrokersAsString());
	}

}
