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

import java.net.InetAddress;
import java.net.ServerSocket;

import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.BeforeAll;

/**
 * Holds Artemis to the contract.
 */
class ArtemisTracingIntegrationTests extends JmsTracingContract {

	@BeforeAll
	static void start() throws Exception {
		start(new ArtemisBroker());
	}

	@Override
	Class<?> connectionType() {
		return ActiveMQConnection.class;
	}

	private static final class ArtemisBroker implements JmsBroker {

		private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

		private final String address;

		ArtemisBroker() throws Exception {
			try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				this.address = "tcp://127.0.0.1:" + free.getLocalPort();
			}
			Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(false)
				.setSecurityEnabled(false)
				.setJMXManagementEnabled(false)
				.setGracefulShutdownEnabled(false);
			configuration.addAcceptorConfiguration("tcp", this.address);
			this.broker.setConfiguration(configuration);
			this.broker.start();
		}

		@Override
		public ConnectionFactory connectionFactory() {
			return new ActiveMQConnectionFactory(this.address);
		}

		@Override
		public void stop() throws Exception {
			this.broker.stop();
		}

	}

}
