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

package io.github.springxray.awssdk;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

import org.springframework.test.util.ReflectionTestUtils;

/**
 * AWS's own DynamoDB Local, over HTTP on 127.0.0.1.
 */
final class DynamoDbLocal implements AutoCloseable {

	private final DynamoDBProxyServer proxy;

	private final int port;

	DynamoDbLocal() {
		try {
			this.proxy = ServerRunner
				.createServerFromCommandLineArgs(new String[] { "-inMemory", "-disableTelemetry", "-port", "8000" });
			Server server = (Server) ReflectionTestUtils.getField(this.proxy, "server");
			ServerConnector connector = (ServerConnector) server.getConnectors()[0];
			connector.setHost("127.0.0.1");
			connector.setPort(0);
			this.proxy.start();
			this.port = connector.getLocalPort();
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local does not start", ex);
		}
	}

	String endpoint() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public void close() {
		try {
			this.proxy.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("DynamoDB Local does not stop", ex);
		}
	}

}
