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

package io.github.springxray.emitter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.DaemonTroubles;
import io.github.springxray.recorder.TracingFaults;

/**
 * Sends documents to the X-Ray daemon, each as a datagram of its own with the daemon's
 * header in front, through one socket.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon">Sending
 * segment documents to the X-Ray daemon</a>
 */
final class DaemonSender implements TraceSender {

	/**
	 * The daemon takes 64 kB, and a datagram over IPv4 holds 65,507 bytes.
	 */
	static final int MAX_DATAGRAM = 63 * 1024;

	private static final byte[] HEADER = "{\"format\": \"json\", \"version\": 1}\n".getBytes(StandardCharsets.US_ASCII);

	/**
	 * What is left of a datagram for a document. Within what the X-Ray API takes, too.
	 */
	static final int MAX_DOCUMENT = MAX_DATAGRAM - HEADER.length;

	private static final String PLACE = "sending to the X-Ray daemon";

	/**
	 * How often to look again whether the socket has room.
	 */
	private static final int ATTEMPTS = 10;

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

	private final HostAddress address;

	private final EmitterStatistics statistics;

	private final TracingFaults faults;

	private final DaemonTroubles troubles;

	/**
	 * Outside the heap, or the channel would copy each datagram there. Begins with the
	 * header.
	 */
	private final ByteBuffer datagram = ByteBuffer.allocateDirect(MAX_DATAGRAM).put(HEADER);

	private @Nullable DatagramChannel channel;

	private @Nullable InetSocketAddress connected;

	DaemonSender(HostAddress address, EmitterStatistics statistics, TracingFaults faults) {
		this(address, statistics, faults, new DaemonTroubles());
	}

	DaemonSender(HostAddress address, EmitterStatistics statistics, TracingFaults faults, DaemonTroubles troubles) {
		this.troubles = troubles;
		this.address = address;
		this.statistics = statistics;
		this.faults = faults;
	}

	@Override
	public synchronized void send(List<TraceDocument> documents) {
		for (TraceDocument document : documents) {
			send(document);
		}
	}

	private void send(TraceDocument document) {
		InetSocketAddress target = this.address.current();
		if (target == null) {
			document.drop(DropReasons.ADDRESS_UNKNOWN);
			return;
		}
		this.datagram.clear().position(HEADER.length).put(document.content()).flip();
		try {
			if (!write(open(target))) {
				document.drop(DropReasons.SOCKET_FULL);
			}
			this.troubles.sent();
		}
		catch (Throwable ex) {
			release();
			this.address.failed();
			document.drop(DropReasons.SOCKET_FAILED);
			failed(new IOException("Nothing could be sent to " + target, ex));
		}
	}

	private boolean write(DatagramChannel channel) throws IOException {
		for (int i = 0; i < ATTEMPTS; i++) {
			if (writeOnce(channel) > 0) {
				return true;
			}
			LockSupport.parkNanos(PAUSE);
		}
		return false;
	}

	/**
	 * That a datagram was refused is only said when the next one is sent, which is then
	 * not sent. By now somebody may listen.
	 */
	private int writeOnce(DatagramChannel channel) throws IOException {
		try {
			return channel.write(this.datagram.rewind());
		}
		catch (PortUnreachableException ex) {
			String message = "No X-Ray daemon listens at " + this.connected;
			this.address.failed();
			this.statistics.refused(message);
			this.faults.count(PLACE, message);
			this.troubles.refused(String.valueOf(this.connected));
			return channel.write(this.datagram.rewind());
		}
	}

	private void failed(IOException ex) {
		this.statistics.failed(String.valueOf(ex.getMessage()));
		this.faults.record(PLACE, ex);
	}

	private DatagramChannel open(InetSocketAddress target) throws IOException {
		DatagramChannel open = this.channel;
		if (open != null && open.isOpen() && target.equals(this.connected)) {
			return open;
		}
		release();
		open = DatagramChannel.open();
		this.channel = open;
		// A full buffer must not keep the thread in the kernel when the application stops
		open.configureBlocking(false);
		// Some systems have a default that is smaller than a datagram
		open.setOption(StandardSocketOptions.SO_SNDBUF, 4 * MAX_DATAGRAM);
		open.connect(target);
		this.connected = target;
		return open;
	}

	private void release() {
		DatagramChannel open = this.channel;
		this.channel = null;
		this.connected = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				this.faults.record("closing the socket to the X-Ray daemon", ex);
			}
		}
	}

	/**
	 * Release the socket. Another one is opened if there is something to send again,
	 * which after a checkpoint may be on another host.
	 */
	@Override
	public synchronized void close() {
		release();
		this.address.expire();
	}

}
