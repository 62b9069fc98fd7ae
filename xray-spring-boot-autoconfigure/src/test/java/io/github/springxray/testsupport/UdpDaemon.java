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

package io.github.springxray.testsupport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Receives what the X-Ray daemon would, on a real socket.
 */
public final class UdpDaemon implements AutoCloseable {

	private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

	private static final String END = "end";

	private static final int MAX_DATAGRAM = 64 * 1024;

	private static final ObjectMapper mapper = new ObjectMapper();

	private final DatagramSocket socket;

	private final BlockingQueue<String> datagrams = new LinkedBlockingQueue<>();

	/**
	 * Listen on a free port of the loopback interface.
	 */
	public UdpDaemon() {
		this(0);
	}

	/**
	 * Listen on a given port of the loopback interface.
	 * @param port the port
	 */
	public UdpDaemon(int port) {
		try {
			this.socket = new DatagramSocket(null);
			this.socket.setReceiveBufferSize(4 * 1024 * 1024);
			this.socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
		}
		catch (IOException ex) {
			throw new AssertionError("Cannot listen on port " + port, ex);
		}
		Thread receiver = new Thread(this::receive, "udp-daemon-" + this.socket.getLocalPort());
		receiver.setDaemon(true);
		receiver.start();
	}

	/**
	 * Return the port that is listened on.
	 * @return the port
	 */
	public int port() {
		return this.socket.getLocalPort();
	}

	/**
	 * Return the address as {@code xray.daemon.address} takes it.
	 * @return the address
	 */
	public String address() {
		return "127.0.0.1:" + port();
	}

	/**
	 * Return the next document, and wait for it up to ten seconds. Fails if there is
	 * none, or if the datagram is not what the daemon takes.
	 * @return the document
	 */
	public JsonNode take() {
		try {
			String datagram = this.datagrams.poll(10, TimeUnit.SECONDS);
			if (datagram == null) {
				throw new AssertionError("No document arrived at " + address() + " within 10 seconds");
			}
			return parse(datagram);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a document", ex);
		}
	}

	/**
	 * Fail if there is a document that was not taken, among all that were sent before
	 * this call.
	 */
	public void assertNothingMore() {
		List<JsonNode> more = drain();
		if (!more.isEmpty()) {
			throw new AssertionError("Documents that were not expected: " + more);
		}
	}

	/**
	 * Return all documents that were sent before this call and not taken. Nothing is
	 * waited for: a datagram that is sent last marks the end.
	 * @return the documents
	 */
	public List<JsonNode> drain() {
		byte[] end = END.getBytes(StandardCharsets.US_ASCII);
		try (DatagramSocket sender = new DatagramSocket()) {
			sender.send(new DatagramPacket(end, end.length, this.socket.getLocalSocketAddress()));
			List<JsonNode> documents = new ArrayList<>();
			for (String next = poll(); !END.equals(next); next = poll()) {
				documents.add(parse(next));
			}
			return documents;
		}
		catch (IOException ex) {
			throw new AssertionError("Cannot send to " + address(), ex);
		}
	}

	private String poll() {
		try {
			String datagram = this.datagrams.poll(10, TimeUnit.SECONDS);
			return (datagram != null) ? datagram : END;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted while waiting for a document", ex);
		}
	}

	private static JsonNode parse(String datagram) {
		if (!datagram.startsWith(HEADER)) {
			throw new AssertionError("Without the daemon's header: " + datagram);
		}
		try {
			JsonNode document = mapper.readTree(datagram.substring(HEADER.length()));
			if (!document.isObject()) {
				throw new AssertionError("Not a document: " + datagram);
			}
			return document;
		}
		catch (IOException ex) {
			throw new AssertionError("Not well-formed: " + datagram, ex);
		}
	}

	private void receive() {
		byte[] buffer = new byte[MAX_DATAGRAM];
		while (!this.socket.isClosed()) {
			DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
			try {
				this.socket.receive(packet);
				this.datagrams.add(new String(buffer, 0, packet.getLength(), StandardCharsets.UTF_8));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
