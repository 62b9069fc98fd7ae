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

package io.github.springxray.console.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sends requests as they are, with whatever headers.
 */
final class EmbeddedClient {

	private final int port;

	EmbeddedClient(ConfigurableApplicationContext context) {
		this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int port() {
		return this.port;
	}

	/**
	 * Send a request and return the answer with its head.
	 */
	String send(String method, String path, String... headers) {
		return send(InetAddress.getLoopbackAddress(), method, path, headers);
	}

	String send(InetAddress address, String method, String path, String... headers) {
		StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
		boolean host = false;
		for (String header : headers) {
			host |= header.startsWith("Host:");
			request.append(header).append("\r\n");
		}
		request.append(host ? "" : "Host: localhost:" + this.port + "\r\n").append("Connection: close\r\n\r\n");
		try (Socket socket = new Socket(address, this.port)) {
			socket.setSoTimeout(10_000);
			OutputStream out = socket.getOutputStream();
			out.write(request.toString().getBytes(StandardCharsets.US_ASCII));
			out.flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	int status(String method, String path, String... headers) {
		return Integer.parseInt(send(method, path, headers).substring(9, 12));
	}

	JsonNode json(String path) {
		String answer = send("GET", path);
		return new JsonMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
	}

}
