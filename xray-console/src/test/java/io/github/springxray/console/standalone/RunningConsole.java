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

package io.github.springxray.console.standalone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A console that stands alone, on free ports.
 */
final class RunningConsole implements AutoCloseable {

	private static final JsonMapper mapper = new JsonMapper();

	private final ConfigurableApplicationContext context;

	private final StandaloneServers servers;

	private final HttpClient client = HttpClient.newHttpClient();

	RunningConsole(String... properties) {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("xray.console.server.port", "0");
		values.put("xray.console.daemon.port", "0");
		values.put("xray.console.otlp.port", "0");
		for (String property : properties) {
			int equals = property.indexOf('=');
			values.put(property.substring(0, equals), property.substring(equals + 1));
		}
		List<String> arguments = new ArrayList<>();
		values.forEach((name, value) -> arguments.add("--" + name + "=" + value));
		this.context = XRayConsoleApplication.run(arguments.toArray(String[]::new));
		this.servers = this.context.getBean(StandaloneServers.class);
	}

	int daemonPort() {
		return this.servers.daemonPort();
	}

	URI otlp() {
		return URI.create("http://127.0.0.1:" + this.servers.otlpPort() + "/v1/traces");
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.servers.serverPort() + path);
	}

	void send(String document) throws IOException {
		sendRaw("{\"format\": \"json\", \"version\": 1}\n" + document);
	}

	void sendRaw(String datagram) throws IOException {
		byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
		try (DatagramSocket socket = new DatagramSocket()) {
			socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), daemonPort()));
		}
	}

	JsonNode get(String path) {
		HttpResponse<String> response = exchange(HttpRequest.newBuilder(uri(path)));
		if (response.statusCode() != 200) {
			throw new AssertionError(response.statusCode() + " " + response.body());
		}
		return mapper.readTree(response.body());
	}

	JsonNode postToDaemon(String path, String body) {
		URI uri = URI.create("http://127.0.0.1:" + daemonPort() + path);
		return mapper.readTree(exchange(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body))).body());
	}

	HttpResponse<String> exchange(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
