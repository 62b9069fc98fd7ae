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

package io.github.springxray.console.daemon;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.springxray.console.document.InvalidDocumentException;
import io.github.springxray.console.store.DocumentQueue;
import io.github.springxray.console.store.TraceStore;

/**
 * Takes datagrams as the X-Ray daemon does: a line of JSON that says the format, and a
 * document.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon">Sending
 * segment documents to the X-Ray daemon</a>
 */
public final class UdpListener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(UdpListener.class);

	private static final int MAX_DATAGRAM = 64 * 1024;

	private static final int RECEIVE_BUFFER = 8 * 1024 * 1024;

	private final DatagramSocket socket;

	private final DocumentQueue queue;

	private final TraceStore store;

	/**
	 * Listen, and start to receive.
	 * @param address where to listen, port 0 for any that is free
	 * @param queue where documents go
	 * @param store where datagrams are counted that have no document
	 * @throws IOException if the address is taken
	 */
	public UdpListener(InetSocketAddress address, DocumentQueue queue, TraceStore store) throws IOException {
		this.queue = queue;
		this.store = store;
		this.socket = new DatagramSocket(null);
		try {
			this.socket.setReceiveBufferSize(RECEIVE_BUFFER);
			this.socket.bind(address);
		}
		catch (IOException ex) {
			this.socket.close();
			throw ex;
		}
		Thread thread = new Thread(this::receive, "xray-console-udp");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Return where it listens.
	 * @return the port
	 */
	public int port() {
		return this.socket.getLocalPort();
	}

	private void receive() {
		byte[] buffer = new byte[MAX_DATAGRAM];
		DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
		while (!this.socket.isClosed()) {
			try {
				packet.setLength(buffer.length);
				this.socket.receive(packet);
				accept(buffer, packet.getLength());
			}
			catch (SocketException ex) {
				if (!this.socket.isClosed()) {
					logger.debug("Could not receive", ex);
				}
			}
			catch (IOException | RuntimeException ex) {
				logger.warn("Could not receive", ex);
			}
		}
	}

	private void accept(byte[] buffer, int length) {
		int line = 0;
		while (line < length && buffer[line] != '\n') {
			line++;
		}
		if (line == length || !DaemonHeader.isValid(buffer, line)) {
			this.store.reject(new InvalidDocumentException("header",
					"A datagram does not start with {\"format\": \"json\", \"version\": 1} and a line feed"));
			return;
		}
		this.queue.offer(Arrays.copyOfRange(buffer, line + 1, length));
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
