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

package io.github.springxray.benchmarks.sidebyside;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection on which the same request is made again and again. Knows just enough of
 * HTTP/1.1 to cost next to nothing.
 */
final class Connection implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 2_000;

	private static final String LENGTH = "content-length:";

	private final Socket socket;

	private final InputStream input;

	private final OutputStream output;

	private final byte[] request;

	private final byte[] buffer = new byte[8192];

	Connection(int port, String path) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setTcpNoDelay(true);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.input = new BufferedInputStream(this.socket.getInputStream());
		this.output = this.socket.getOutputStream();
		this.request = ("GET " + path + " HTTP/1.1\r\nHost: localhost:" + port
				+ "\r\nUser-Agent: benchmark/1.0\r\nAccept: text/plain\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Make the request and read all of its response.
	 * @throws IOException if the response is anything but a 200 with a length
	 */
	void request() throws IOException {
		this.output.write(this.request);
		String status = readLine();
		if (!status.startsWith("HTTP/1.1 200")) {
			throw new IOException("Not the expected response: " + status);
		}
		int length = -1;
		String header = readLine();
		while (!header.isEmpty()) {
			if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
				length = Integer.parseInt(header.substring(LENGTH.length()).trim().toLowerCase(Locale.ROOT));
			}
			header = readLine();
		}
		if (length < 0) {
			throw new IOException("The response has no length");
		}
		if (this.input.readNBytes(this.buffer, 0, length) < length) {
			throw new EOFException();
		}
	}

	private String readLine() throws IOException {
		int length = 0;
		int next = this.input.read();
		while (next != '\n') {
			if (next < 0) {
				throw new EOFException();
			}
			this.buffer[length++] = (byte) next;
			next = this.input.read();
		}
		return new String(this.buffer, 0, length, StandardCharsets.ISO_8859_1).trim();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
