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

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A broker of Kafka, started once for all tests of a JVM.
 */
final class KafkaBroker {

	private static final EmbeddedKafkaKraftBroker BROKER = start();

	private KafkaBroker() {
	}

	static String address() {
		return BROKER.getBrokersAsString();
	}

	/**
	 * It stops with the JVM.
	 */
	private static EmbeddedKafkaKraftBroker start() {
		LoggingSystem logging = LoggingSystem.get(KafkaBroker.class.getClassLoader());
		for (String logger : new String[] { "org.apache.kafka", "kafka", "state.change.logger",
				"org.springframework.kafka" }) {
			logging.setLogLevel(logger, LogLevel.OFF);
		}
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, KafkaApplication.TOPICS);
		broker.brokerProperty("transaction.state.log.replication.factor", "1");
		broker.brokerProperty("transaction.state.log.min.isr", "1");
		broker.brokerProperty("transaction.state.log.num.partitions", "1");
		broker.brokerProperty("offsets.topic.num.partitions", "1");
		broker.afterPropertiesSet();
		Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
		return broker;
	}

}
