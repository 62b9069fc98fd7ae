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

package io.github.springxray.jdbc;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a driver and PostgreSQL and counts the round trips: each simple query,
 * and each sync at the end of an extended one, makes the server answer.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html">Message flow
 * of PostgreSQL</a>
 */
final class CountingServer implements Closeable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Socket> sockets = new ArrayList<>();

	private final AtomicInteger roundTrips = new AtomicInteger();

	private final int target;

	CountingServer(int target) throws IOException {
		this.target = target;
		start(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	int roundTrips() {
		return this.roundTrips.get();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.server.accept();
			Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
			synchronized (this.sockets) {
				this.sockets.add(client);
				this.sockets.add(database);
			}
			start(() -> forward(client.getInputStream(), database.getOutputStream()));
			start(() -> database.getInputStream().transferTo(client.getOutputStream()));
		}
	}

	/**
	 * Each message but the first is a letter, and a length that counts itself.
	 */
	private void forward(InputStream client, OutputStream database) throws IOException {
		DataInputStream input = new DataInputStream(client);
		int startUp = input.readInt();
		send(database, new byte[0], startUp, input.readNBytes(startUp - 4));
		while (true) {
			byte type = input.readByte();
			int length = input.readInt();
			if (type == 'Q' || type == 'S') {
				this.roundTrips.incrementAndGet();
			}
			send(database, new byte[] { type }, length, input.readNBytes(length - 4));
		}
	}

	private static void send(OutputStream output, byte[] type, int length, byte[] body) throws IOException {
		byte[] size = { (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length };
		output.write(type);
		output.write(size);
		output.write(body);
		output.flush();
	}

	private static void start(Io work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// One side has closed
			}
		}, "counting-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		synchronized (this.sockets) {
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
	}

	@FunctionalInterface
	private interface Io {

		void run() throws IOException;

	}

}
