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

package io.github.springxray.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.web.HttpListener.Limits;

import static org.assertj.core.api.Assertions.assertThat;

class HttpListenerTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration SHORT = Duration.ofMillis(500);

	private static final int MAX_BODY = 100_000;

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.open) {
			closeable.close();
		}
	}

	private HttpListener listen(Limits limits) throws IOException {
		HttpListener listener = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "test",
				MAX_BODY, HttpListenerTests::answer, limits);
		this.open.add(listener);
		return listener;
	}

	private static ApiResponse answer(ConsoleRequest request) {
		if ("/large".equals(request.path())) {
			return new ApiResponse(200, "text/plain", new byte[20_000_000], Map.of());
		}
		try {
			String text = request.method() + " " + request.path() + " " + request.query() + " "
					+ request.body().readAllBytes().length;
			return new ApiResponse(200, "text/plain", text.getBytes(StandardCharsets.UTF_8), Map.of());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Socket connect(HttpListener listener) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(4096);
		socket.connect(listener.address());
		socket.setSoTimeout(20_000);
		this.open.add(socket);
		return socket;
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static boolean isClosed(Socket socket) {
		try {
			InputStream stream = socket.getInputStream();
			while (stream.read() >= 0) {
				// What was answered before does not matter
			}
			return true;
		}
		catch (SocketException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private String exchange(HttpListener listener, String request) throws IOException {
		try (Socket socket = connect(listener)) {
			send(socket, request);
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void handsOverWhatClientHasSent() throws IOException {
		HttpListener listener = listen(Limits.DEFAULT);
		assertThat(exchange(listener,
				"PUT /a%20b+c?d=%2B HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nxyz"))
			.endsWith("\r\n\r\nPUT /a b+c d=%2B 3");
		assertThat(exchange(listener, "HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
			.contains("Content-Length: 13\r\n")
			.endsWith("\r\n\r\n");
		assertThat(exchange(listener, "GET / HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nGET / null 0");
	}

	@Test
	void readsNoMoreOfBodyThanHandlerNeedsToRefuseIt() throws IOException {
		HttpListener listener = listen(Limits.DEFAULT);
		String start = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
		String body = "x".repeat(300_000);
		assertThat(exchange(listener, start + "Content-Length: 100000\r\n\r\n" + body.substring(0, 100_000)))
			.endsWith(" 100000");
		try (Socket socket = connect(listener)) {
			send(socket, start + "Content-Length: 1000000000\r\n\r\n" + body.substring(0, 100_001));
			byte[] answer = socket.getInputStream().readNBytes(15);
			assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
			assertThat(isClosed(socket)).isTrue();
		}
		try (Socket socket = connect(listener)) {
			send(socket, start + "Transfer-Encoding: chunked\r\n\r\n186a1\r\n" + body.substring(0, 100_001));
			assertThat(isClosed(socket)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
			"GET /a/..%2f HTTP/1.1\r\nConnection: close\r\nHost: a\r\n\r\n",
			"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
			"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" })
	void whatIsNoRequestGetsShortAnswerInJson(String request) throws IOException {
		String answer = exchange(listen(Limits.DEFAULT), request);
		assertThat(answer).startsWith("HTTP/1.1 400 ")
			.contains("Content-Type: application/json")
			.contains("{\"message\":\"Bad Request\"}")
			.doesNotContain("org.eclipse", "Server:");
	}

	@Test
	void clientThatSendsNothingIsLeft() throws IOException {
		HttpListener listener = listen(new Limits(SHORT, LONG, 100, 1_000_000));
		for (String text : new String[] { "", "GET", "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
				"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1" }) {
			Socket socket = connect(listener);
			send(socket, text);
			assertThat(isClosed(socket)).as(text).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n1" })
	void clientThatSendsByteByByteIsLeftToo(String text) throws IOException {
		HttpListener listener = listen(new Limits(LONG, SHORT, 100, 1_000_000));
		Socket socket = connect(listener);
		send(socket, text);
		Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> isBroken(socket));
	}

	private static boolean isBroken(Socket socket) {
		try {
			send(socket, "1");
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void clientThatReadsByteByByteIsLeftToo() throws IOException {
		HttpListener listener = listen(new Limits(LONG, SHORT, 100, 100_000_000));
		Socket socket = connect(listener);
		send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
		InputStream stream = socket.getInputStream();
		AtomicLong read = new AtomicLong();
		Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> isAtEnd(stream, read));
		assertThat(read).hasValueLessThan(15_000_000);
	}

	private static boolean isAtEnd(InputStream stream, AtomicLong read) {
		try {
			int count = stream.readNBytes(50_000).length;
			read.addAndGet(count);
			return count < 50_000;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void oldestConnectionGoesForNewestOne() throws IOException {
		HttpListener listener = listen(new Limits(LONG, LONG, 10, 1_000_000));
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			Socket socket = connect(listener);
			sockets.add(socket);
			send(socket, "GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
		assertThat(sockets.subList(0, 20)).allMatch(HttpListenerTests::isClosed);
		send(sockets.get(20), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
		assertThat(new String(sockets.get(20).getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
			.contains("GET / null 0");
	}

	@Test
	void bodiesThatAreNeverCompleteTakeNoMemoryFromLaterOnes() throws IOException {
		HttpListener listener = listen(new Limits(LONG, LONG, 1000, 1_000_000));
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Socket socket = connect(listener);
			sockets.add(socket);
			send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n" + "x".repeat(90_000));
			assertThat(exchange(listener, "PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 90000"
					+ "\r\n\r\n" + "x".repeat(90_000)))
				.endsWith("PUT / null 90000");
		}
		assertThat(sockets.subList(0, 25)).allMatch(HttpListenerTests::isClosed);
		send(sockets.get(39), "x".repeat(9_999));
		assertThat(sockets.get(39).getInputStream().read()).isEqualTo('H');
	}

	@Test
	void answersThatAreNeverReadTakeNoMemoryFromLaterOnes() throws IOException {
		HttpListener listener = listen(new Limits(LONG, LONG, 1000, 50_000_000));
		List<Socket> sockets = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Socket socket = connect(listener);
			sockets.add(socket);
			send(socket, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
			assertThat(socket.getInputStream().read()).isEqualTo('H');
		}
		assertThat(sockets.subList(0, 4)).allMatch(HttpListenerTests::isClosed);
		assertThat(exchange(listener, "GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
			.hasSizeGreaterThan(20_000_000);
	}

}
