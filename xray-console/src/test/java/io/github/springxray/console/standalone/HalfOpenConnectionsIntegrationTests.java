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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that begin something and do not go on hold nobody else up.
 */
class HalfOpenConnectionsIntegrationTests {

	private static final int CLIENTS = 200;

	// What as many requests are answered with is more than the buffers of two sockets
	// hold
	private static final int MANY = 200;

	private final RunningConsole console = new RunningConsole();

	private final List<SocketChannel> open = new ArrayList<>();

	@AfterEach
	void close() throws IOException {
		for (SocketChannel channel : this.open) {
			channel.close();
		}
		this.console.close();
	}

	@ParameterizedTest
	@EnumSource
	void honestClientsAreAnsweredBeside(Kind kind) throws IOException {
		int server = this.console.uri("/").getPort();
		int daemon = this.console.daemonPort();
		int otlp = this.console.otlp().getPort();
		for (int i = 0; i < CLIENTS; i++) {
			open(server, kind.text("/assets/cytoscape.min.js"));
			open(daemon, kind.text("/GetSamplingRules"));
			open(otlp, kind.text("/v1/traces"));
		}
		for (int i = 0; i < 5; i++) {
			assertThat(answer(server, "GET /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
				.startsWith("HTTP/1.1 200")
				.contains("\"maxBytes\"");
			assertThat(answer(daemon,
					"POST /GetSamplingRules HTTP/1.1\r\nHost: localhost\r\n"
							+ "Content-Length: 2\r\nConnection: close\r\n\r\n{}"))
				.startsWith("HTTP/1.1 200")
				.contains("SamplingRuleRecords");
			assertThat(answer(otlp,
					"POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
							+ "Content-Length: 2\r\nConnection: close\r\n\r\n{}"))
				.startsWith("HTTP/1.1 200")
				.contains("\r\n\r\n{");
		}
	}

	private void open(int port, String text) throws IOException {
		SocketChannel channel = SocketChannel.open();
		this.open.add(channel);
		channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
		channel.connect(new InetSocketAddress("127.0.0.1", port));
		ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
		channel.configureBlocking(false);
		int pauses = 0;
		while (bytes.hasRemaining() && pauses < 1000) {
			pauses += (channel.write(bytes) == 0) ? 1 : 0;
		}
	}

	private static String answer(int port, String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", port)) {
			socket.setSoTimeout(8_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	enum Kind {

		NOTHING_SENT(""),

		HALF_A_REQUEST_LINE("GET /api/sta"),

		HALF_THE_HEADERS("POST %s HTTP/1.1\r\nHost: localhost\r\nX-More: "),

		HALF_A_BODY(
				"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"),

		HALF_A_CHUNK("POST %s HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"),

		HALF_A_BODY_OF_WHAT_IS_NOT_THERE(
				"POST /none HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1"),

		BODY_THAT_WAITS_TO_BE_ASKED_FOR(
				"POST %s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n"),

		IDLE_AFTER_ANSWER("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"),

		RESPONSE_THAT_IS_NOT_READ("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
				+ "GET %<s HTTP/1.1\r\nHost: localhost\r\n\r\n");

		private final String text;

		Kind(String text) {
			this.text = text;
		}

		String text(String path) {
			String request = String.format(this.text, path);
			return (this == RESPONSE_THAT_IS_NOT_READ) ? request.repeat(MANY) : request;
		}

	}

}
