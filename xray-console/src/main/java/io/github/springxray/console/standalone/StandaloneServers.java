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

package io.github.springxray.console.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import io.github.springxray.console.daemon.DaemonHttp;
import io.github.springxray.console.daemon.UdpListener;
import io.github.springxray.console.store.DocumentQueue;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.HttpListener;
import io.github.springxray.console.web.Urls;

/**
 * The sockets of a console that stands alone.
 */
final class StandaloneServers implements InitializingBean, DisposableBean {

	private static final Log logger = LogFactory.getLog(StandaloneServers.class);

	private static final int MAX_ATTEMPTS = 10;

	private final StandaloneProperties properties;

	private final TraceStore store;

	private final ConsoleHandler handler;

	private final DaemonHttp daemon;

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	private String serverHost = "";

	private int serverPort;

	private int daemonPort;

	StandaloneServers(StandaloneProperties properties, TraceStore store, ConsoleHandler handler, DaemonHttp daemon) {
		this.properties = properties;
		this.store = store;
		this.handler = handler;
		this.daemon = daemon;
	}

	/**
	 * Return the port of the page.
	 */
	int serverPort() {
		return this.serverPort;
	}

	/**
	 * Return the port of the daemon.
	 */
	int daemonPort() {
		return this.daemonPort;
	}

	@Override
	public void afterPropertiesSet() throws Exception {
		try {
			open();
		}
		catch (RuntimeException ex) {
			destroy();
			throw ex;
		}
		logger.info("X-Ray console at http://" + this.serverHost + ":" + this.serverPort + "/, daemon at "
				+ this.properties.getDaemon().getAddress() + ":" + this.daemonPort + " (UDP and TCP)");
	}

	private void open() {
		DocumentQueue queue = opened(new DocumentQueue(this.store));
		int port = this.properties.getDaemon().getPort();
		try {
			this.daemonPort = udp(address("daemon", this.properties.getDaemon().getAddress(), port), queue).port();
		}
		catch (IOException ex) {
			throw taken("daemon", port, ex);
		}
		port = this.properties.getServer().getPort();
		try {
			InetSocketAddress address = address("server", this.properties.getServer().getAddress(), port);
			this.serverHost = Urls.host(address.getAddress());
			this.serverPort = opened(
					new HttpListener(address, "xray-console-http", ConsoleHandler.MAX_BODY, this.handler::handle))
				.address()
				.getPort();
		}
		catch (IOException ex) {
			throw taken("server", port, ex);
		}
	}

	/**
	 * Listen at the same port over UDP and TCP. One that is free for the one need not be
	 * for the other.
	 */
	private UdpListener udp(InetSocketAddress address, DocumentQueue queue) throws IOException {
		for (int attempt = 1;; attempt++) {
			UdpListener udp = new UdpListener(address, queue, this.store);
			try {
				InetSocketAddress tcp = new InetSocketAddress(address.getAddress(), udp.port());
				opened(new HttpListener(tcp, "xray-console-daemon", DaemonHttp.MAX_BODY, this.daemon::handle));
				return opened(udp);
			}
			catch (IOException ex) {
				udp.close();
				if (address.getPort() != 0 || attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private <T extends AutoCloseable> T opened(T closeable) {
		this.open.push(closeable);
		return closeable;
	}

	private static InetSocketAddress address(String name, String host, int port) {
		if (port < 0 || port > 65535) {
			throw new InvalidConfigurationPropertyValueException("xray.console." + name + ".port", port,
					"Write a port from 0 to 65535.");
		}
		InetSocketAddress address = StringUtils.hasText(host) ? new InetSocketAddress(host, port) : null;
		if (address == null || address.isUnresolved()) {
			throw new InvalidConfigurationPropertyValueException("xray.console." + name + ".address", host,
					"It cannot be resolved. Write an address of this machine.");
		}
		return address;
	}

	private static InvalidConfigurationPropertyValueException taken(String name, int port, IOException ex) {
		return new InvalidConfigurationPropertyValueException("xray.console." + name + ".port", port,
				"Cannot listen there (" + ex.getMessage() + "). Stop what does, such as an X-Ray daemon, "
						+ "or write another port, 0 for any that is free.");
	}

	@Override
	public void destroy() throws Exception {
		while (!this.open.isEmpty()) {
			this.open.pop().close();
		}
	}

}
