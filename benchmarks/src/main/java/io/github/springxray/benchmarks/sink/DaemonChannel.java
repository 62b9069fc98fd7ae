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

package io.github.springxray.benchmarks.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes what is meant for the X-Ray daemon.
 */
final class DaemonChannel {

	private static final byte[] START_TIME = Bytes.of("\"start_time\"");

	private static final byte[] SUBSEGMENT = Bytes.of("\"type\":\"subsegment\"");

	private static final Path SOCKETS = Path.of("/proc/net/udp");

	private final DatagramChannel channel;

	private final SinkCounter counter;

	private final int port;

	DaemonChannel(SinkCounter counter) throws IOException {
		this.counter = counter;
		this.channel = DatagramChannel.open();
		this.channel.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024 * 1024);
		this.channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		this.port = ((InetSocketAddress) this.channel.getLocalAddress()).getPort();
	}

	int port() {
		return this.port;
	}

	void start() {
		Thread thread = new Thread(this::receive, "daemon-" + this.port);
		thread.setDaemon(true);
		thread.start();
	}

	private void receive() {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		byte[] content = new byte[64 * 1024];
		try {
			while (true) {
				this.channel.receive(buffer.clear());
				int length = buffer.flip().remaining();
				buffer.get(content, 0, length);
				boolean alone = Bytes.count(content, length, SUBSEGMENT) > 0;
				this.counter.add(alone ? 0 : 1, Bytes.count(content, length, START_TIME), length);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the kernel says about the socket: its last column is the number of datagrams
	 * for which there was no room.
	 */
	long lost() {
		if (!Files.isReadable(SOCKETS)) {
			return 0;
		}
		String local = String.format(":%04X", this.port);
		try {
			for (String line : Files.readAllLines(SOCKETS)) {
				String[] columns = line.trim().split("\\s+");
				if (columns[1].endsWith(local)) {
					return Long.parseLong(columns[columns.length - 1]);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return 0;
	}

}
