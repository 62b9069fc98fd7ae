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
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.broker.BrokerService;
import org.junit.jupiter.api.BeforeAll;

/**
 * Holds ActiveMQ to the contract.
 */
class ActiveMqTracingIntegrationTests extends JmsTracingContract {

	@BeforeAll
	static void start() throws Exception {
		start(new ActiveMqBroker());
	}

	@Override
	Class<?> connectionType() {
		return ActiveMQConnection.class;
	}

	private static final class ActiveMqBroker implements JmsBroker {

		private final BrokerService broker = new BrokerService();

		private final String address;

		ActiveMqBroker() throws Exception {
			this.broker.setPersistent(false);
			this.broker.setUseJmx(false);
			this.broker.setUseShutdownHook(false);
			this.broker.setBrokerName("xray");
			this.broker.addConnector("tcp://127.0.0.1:0");
			this.broker.start();
			this.broker.waitUntilStarted();
			this.address = this.broker.getTransportConnectors().get(0).getConnectUri().toString();
		}

		@Override
		public ConnectionFactory connectionFactory() {
			ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(this.address);
			RedeliveryPolicy policy = new RedeliveryPolicy();
			policy.setInitialRedeliveryDelay(0);
			policy.setRedeliveryDelay(0);
			factory.setRedeliveryPolicy(policy);
			return factory;
		}

		@Override
		public void stop() throws Exception {
			this.broker.stop();
		}

	}

}
