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

package io.github.springxray.sample.local;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

import org.springframework.beans.factory.DisposableBean;

/**
 * DynamoDB Local, in memory, on a free port of the loopback address. Its own main class
 * would listen on all addresses and tell AWS of the start.
 */
final class LocalDynamoDb implements DisposableBean {

	private final Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

	private final LocalDynamoDBServerHandler handler = new LocalDynamoDBServerHandler(
			new LocalDynamoDBRequestHandler(0, true, null, false, false), null);

	LocalDynamoDb() throws Exception {
		this.server.setHandler(this.handler);
		this.server.start();
	}

	URI url() {
		int port = ((NetworkConnector) this.server.getConnectors()[0]).getLocalPort();
		return URI.create("http://127.0.0.1:" + port);
	}

	@Override
	public void destroy() throws Exception {
		this.server.stop();
		this.handler.close();
	}

}
