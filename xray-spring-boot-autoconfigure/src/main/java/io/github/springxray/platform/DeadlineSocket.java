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

package io.github.springxray.platform;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * A socket all of whose reads together, and the connecting before them, are over at a
 * deadline. A timeout of the JDK is one of each read, which a peer can stretch for ever.
 * It goes through no proxy, whatever the properties of the JVM say.
 */
final class DeadlineSocket extends Socket {

	private final long deadline;

	/**
	 * Create a socket, whose time runs from now.
	 * @param millis the time it has
	 */
	DeadlineSocket(int millis) {
		super(Proxy.NO_PROXY);
		this.deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
	}

	void open(SocketAddress address) throws IOException {
		connect(address, left());
		setTcpNoDelay(true);
	}

	private int left() throws SocketTimeoutException {
		long nanos = this.deadline - System.nanoTime();
		if (nanos <= 0) {
			throw new SocketTimeoutException("It took too long");
		}
		return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new FilterInputStream(super.getInputStream()) {

			@Override
			public int read() throws IOException {
				setSoTimeout(left());
				return super.read();
			}

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				setSoTimeout(left());
				return super.read(bytes, offset, length);
			}

		};
	}

}
