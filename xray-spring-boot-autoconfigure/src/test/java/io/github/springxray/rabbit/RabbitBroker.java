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

package io.github.springxray.rabbit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;

/**
 * A broker that speaks AMQP 0-9-1, in the JVM of a test.
 */
final class RabbitBroker implements AutoCloseable {

	private static final String CONFIGURATION = """
			{
			  "name": "broker",
			  "modelVersion": "9.0",
			  "authenticationproviders": [
			    { "name": "plain", "type": "Plain", "secureOnlyMechanisms": [],
			      "users": [ { "name": "guest", "type": "managed", "password": "guest" } ] }
			  ],
			  "ports": [
			    { "name": "AMQP", "port": "%d", "bindingAddress": "127.0.0.1", "protocols": [ "AMQP_0_9_1" ],
			      "authenticationProvider": "plain",
			      "virtualhostaliases": [
			        { "name": "nameAlias", "type": "nameAlias" },
			        { "name": "defaultAlias", "type": "defaultAlias" }
			      ] }
			  ],
			  "virtualhostnodes": [
			    { "name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
			      "virtualHostInitialConfiguration": "{ \\"type\\": \\"Memory\\" }" }
			  ]
			}
			""";

	private final SystemLauncher launcher = new SystemLauncher();

	private final int port;

	RabbitBroker() throws Exception {
		this.port = freePort();
		Path configuration = Files.createTempFile("qpid", ".json");
		Path work = Files.createTempDirectory("qpid");
		configuration.toFile().deleteOnExit();
		work.toFile().deleteOnExit();
		Files.writeString(configuration, CONFIGURATION.formatted(this.port), StandardCharsets.UTF_8);
		Map<String, Object> attributes = new HashMap<>();
		attributes.put("type", "Memory");
		attributes.put("initialConfigurationLocation", configuration.toString());
		attributes.put("startupLoggedToSystemOut", "false");
		attributes.put("qpid.work_dir", work.toString());
		attributes.put("context", Map.of("qpid.work_dir", work.toString()));
		this.launcher.startup(attributes);
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return free.getLocalPort();
		}
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.launcher.shutdown();
	}

}
