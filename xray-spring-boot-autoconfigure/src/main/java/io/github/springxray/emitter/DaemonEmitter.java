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

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * Sends documents to the X-Ray daemon, each as a datagram of its own with the daemon's
 * header in front. The calling thread sends, and waits for nothing: neither for DNS nor
 * for room in the socket's buffer. What cannot be sent is counted and lost.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-daemon">Sending
 * segment documents to the X-Ray daemon</a>
 */
final class DaemonEmitter extends Emitter implements AutoCloseable {

	/**
	 * The daemon takes 64 kB, and a datagram over IPv4 holds 65,507 bytes.
	 */
	static final int MAX_DATAGRAM = 63 * 1024;

	private static final byte[] HEADER = (PROTOCOL_HEADER + PROTOCOL_DELIMITER).getBytes(StandardCharsets.US_ASCII);

	private static final String PLACE = "sending to the X-Ray daemon";

	private final DocumentWriter writer;

	private final TracingFaults faults;

	private final HostAddress address;

	private final Object monitor = new Object();

	private @Nullable DatagramChannel channel;

	private @Nullable InetSocketAddress connected;

	private boolean closed;

	DaemonEmitter(DocumentWriter writer, DaemonAddress address, TracingFaults faults) {
		this(writer, new HostAddress(address.udpHost(), address.udpPort(), faults), faults);
	}

	DaemonEmitter(DocumentWriter writer, HostAddress address, TracingFaults faults) {
		this.writer = writer;
		this.address = address;
		this.faults = faults;
	}

	@Override
	public boolean sendSegment(Segment segment) {
		return send(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		return send(subsegment);
	}

	private boolean send(Entity entity) {
		List<byte[]> documents;
		try {
			documents = this.writer.writeAll(entity, MAX_DATAGRAM - HEADER.length);
		}
		catch (Throwable ex) {
			this.faults.record("writing a segment document", ex);
			return false;
		}
		boolean sent = true;
		for (byte[] document : documents) {
			sent &= send(ByteBuffer.allocate(HEADER.length + document.length).put(HEADER).put(document).flip());
		}
		return sent;
	}

	private boolean send(ByteBuffer datagram) {
		InetSocketAddress target = this.address.current();
		if (target == null) {
			this.faults.record(PLACE + ", whose address is not known", null);
			return false;
		}
		synchronized (this.monitor) {
			if (this.closed) {
				this.faults.record(PLACE + " after the application has shut down", null);
				return false;
			}
			try {
				if (write(open(target), datagram) > 0) {
					return true;
				}
				this.faults.record(PLACE + ", with the buffer of the socket full", null);
			}
			catch (Throwable ex) {
				release();
				this.address.failed();
				this.faults.record(PLACE, new IOException("Nothing could be sent to " + target, ex));
			}
			return false;
		}
	}

	/**
	 * That a datagram was refused is only said when the next one is sent, which is then
	 * not sent. By now somebody may listen.
	 */
	private int write(DatagramChannel channel, ByteBuffer datagram) throws IOException {
		try {
			return channel.write(datagram);
		}
		catch (PortUnreachableException ex) {
			this.address.failed();
			this.faults.record(PLACE, new IOException("No X-Ray daemon listens at " + this.connected, ex));
			return channel.write(datagram.rewind());
		}
	}

	private DatagramChannel open(InetSocketAddress target) throws IOException {
		DatagramChannel open = this.channel;
		if (open != null && open.isOpen() && target.equals(this.connected)) {
			return open;
		}
		release();
		open = DatagramChannel.open();
		this.channel = open;
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
	 * Release the socket. What is sent from now on is counted and dropped.
	 */
	@Override
	public void close() {
		synchronized (this.monitor) {
			this.closed = true;
			release();
		}
	}

}
