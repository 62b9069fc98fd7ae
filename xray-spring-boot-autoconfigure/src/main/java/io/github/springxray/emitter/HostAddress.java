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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.AddressInDigits;
import io.github.springxray.recorder.TracingFaults;

/**
 * The address of a host, which may change, as containers do. Asking for it never waits
 * for DNS: names are looked up in the background, on a thread that ends with the look-up.
 */
final class HostAddress {

	/**
	 * For how long an answer of DNS is good.
	 */
	static final long MAX_AGE = TimeUnit.SECONDS.toNanos(30);

	/**
	 * How much time passes between two look-ups at least.
	 */
	static final long MIN_PAUSE = TimeUnit.SECONDS.toNanos(5);

	private final String host;

	private final int port;

	private final TracingFaults faults;

	/**
	 * Whether nothing ever has to be looked up.
	 */
	private final boolean literal;

	private final Lookup lookup;

	private final Executor background;

	private final LongSupplier nanoTime;

	private volatile @Nullable InetSocketAddress current;

	private volatile boolean failed;

	private boolean running;

	private @Nullable Long lastLookup;

	HostAddress(String host, int port, TracingFaults faults) {
		this(host, port, faults, InetAddress::getByName, HostAddress::runInThread, System::nanoTime);
	}

	HostAddress(String host, int port, TracingFaults faults, Lookup lookup, Executor background,
			LongSupplier nanoTime) {
		this.host = host;
		this.port = port;
		this.faults = faults;
		this.lookup = lookup;
		this.background = background;
		this.nanoTime = nanoTime;
		this.current = withoutDns(host, port);
		this.literal = this.current != null;
		current();
	}

	/**
	 * Return the address as last known.
	 * @return the address, or {@code null} while there is none
	 */
	@Nullable InetSocketAddress current() {
		if (!this.literal && isDue()) {
			try {
				this.background.execute(this::resolve);
			}
			catch (Throwable ex) {
				finished(ex);
			}
		}
		return this.current;
	}

	/**
	 * Say that nobody is there, so that the name is looked up again before its time.
	 */
	void failed() {
		this.failed = true;
	}

	/**
	 * Look the name up again with the next use: time may have passed that no clock of
	 * this process knows of, and the network may be another.
	 */
	synchronized void expire() {
		this.lastLookup = null;
	}

	private synchronized boolean isDue() {
		if (this.running) {
			return false;
		}
		long now = this.nanoTime.getAsLong();
		boolean wanted = this.current == null || this.failed;
		if (this.lastLookup != null && now - this.lastLookup < (wanted ? MIN_PAUSE : MAX_AGE)) {
			return false;
		}
		this.running = true;
		this.failed = false;
		this.lastLookup = now;
		return true;
	}

	private void resolve() {
		try {
			this.current = new InetSocketAddress(this.lookup.find(this.host), this.port);
			finished(null);
		}
		catch (Throwable ex) {
			finished(ex);
		}
	}

	private void finished(@Nullable Throwable fault) {
		synchronized (this) {
			this.running = false;
		}
		if (fault != null) {
			// What was known before may still be right
			this.faults.record("looking up the X-Ray daemon",
					new IOException("The host " + this.host + " of xray.daemon.address cannot be resolved", fault));
		}
	}

	private static @Nullable InetSocketAddress withoutDns(String host, int port) {
		InetAddress address = host.equalsIgnoreCase("localhost") ? InetAddress.getLoopbackAddress()
				: AddressInDigits.parse(host);
		return (address != null) ? new InetSocketAddress(address, port) : null;
	}

	private static void runInThread(Runnable work) {
		Thread thread = new Thread(null, work, "xray-daemon-lookup", 0, false);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Finds the address of a name.
	 */
	interface Lookup {

		InetAddress find(String host) throws UnknownHostException;

	}

}
