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

package io.github.springxray.sample;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A socket that receives what the X-Ray daemon would.
 */
final class DaemonSocket implements AutoCloseable {

	private static final int BUFFER_SIZE = 1 << 20;

	private static final String HEADER = "{\"format\": \"json\", \"version\": 1}\n";

	private final DatagramSocket socket;

	DaemonSocket() throws IOException {
		this.socket = new DatagramSocket(null);
		this.socket.setReceiveBufferSize(BUFFER_SIZE);
		this.socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
	}

	String address() {
		return this.socket.getLocalAddress().getHostAddress() + ":" + this.socket.getLocalPort();
	}

	/**
	 * Return the documents that have arrived. To be called when no more can come.
	 */
	List<String> documents() throws IOException {
		List<String> documents = new ArrayList<>();
		this.socket.setSoTimeout(1);
		DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
		while (true) {
			try {
				this.socket.receive(packet);
			}
			catch (SocketTimeoutException ex) {
				return documents;
			}
			String content = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
			assertThat(content).startsWith(HEADER);
			documents.add(content.substring(HEADER.length()));
		}
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
