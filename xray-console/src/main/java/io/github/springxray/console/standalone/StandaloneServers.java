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
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.api.ConsoleWarnings;
import io.github.springxray.console.daemon.DaemonHttp;
import io.github.springxray.console.daemon.UdpListener;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.store.DocumentQueue;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.ConsoleRequest;
import io.github.springxray.console.web.HttpListener;
import io.github.springxray.console.web.OtlpHandler;
import io.github.springxray.console.web.Urls;

/**
 * The sockets of a console that stands alone.
 */
final class StandaloneServers implements InitializingBean, DisposableBean {

	private static final Log logger = LogFactory.getLog(StandaloneServers.class);

	private static final int MAX_ATTEMPTS = 10;

	private static final Map<String, String> RIVALS = Map.of("daemon", "an X-Ray daemon", "server", "another console",
			"otlp", "a collector of OpenTelemetry");

	private final StandaloneProperties properties;

	private final TraceStore store;

	private final ConsoleHandler handler;

	private final DaemonHttp daemon;

	private final OtlpHandler otlp;

	private final ConsoleWarnings warnings;

	private final Deque<AutoCloseable> open = new ArrayDeque<>();

	private String serverHost = "";

	private String otlpHost = "";

	private int serverPort;

	private int daemonPort;

	private int otlpPort;

	StandaloneServers(StandaloneProperties properties, TraceStore store, ConsoleHandler handler, DaemonHttp daemon,
			OtlpHandler otlp, ConsoleWarnings warnings) {
		this.properties = properties;
		this.store = store;
		this.handler = handler;
		this.daemon = daemon;
		this.otlp = otlp;
		this.warnings = warnings;
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

	/**
	 * Return the port of OTLP, 0 if another process has it.
	 */
	int otlpPort() {
		return this.otlpPort;
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
				+ this.properties.getDaemon().getAddress() + ":" + this.daemonPort + " (UDP and TCP), OTLP at http://"
				+ this.otlpHost + ":" + ((this.otlpPort != 0) ? this.otlpPort : this.serverPort) + OtlpReceiver.PATH);
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
		InetSocketAddress page = address("server", this.properties.getServer().getAddress(),
				this.properties.getServer().getPort());
		this.serverHost = Urls.host(page.getAddress());
		this.serverPort = http("server", page, "xray-console-http", this.handler::handle);
		InetSocketAddress spans = address("otlp", this.properties.getOtlp().getAddress(),
				this.properties.getOtlp().getPort());
		openOtlp(spans);
	}

	/**
	 * Many a machine has a collector at the port of OTLP. Without it the console lacks
	 * nothing that X-Ray needs, and it takes spans at the port of the page all the same.
	 */
	private void openOtlp(InetSocketAddress address) {
		try {
			this.otlpPort = listen(address, "xray-console-otlp", this.otlp::handle);
			this.otlpHost = Urls.host(address.getAddress());
		}
		catch (IOException ex) {
			if (!isFree(new InetSocketAddress(address.getAddress(), 0))) {
				throw taken("otlp", address.getPort(), ex);
			}
			this.otlpHost = this.serverHost;
			String warning = "Nothing listens for OTLP at " + Urls.host(address.getAddress()) + ":" + address.getPort()
					+ " (" + ex.getMessage() + "). Send spans to http://" + this.serverHost + ":" + this.serverPort
					+ OtlpReceiver.PATH + ", stop what is there, such as " + RIVALS.get("otlp")
					+ ", or set xray.console.otlp.port.";
			logger.warn(warning);
			this.warnings.add(warning);
		}
	}

	/**
	 * Whether one can listen at an address at all.
	 */
	private static boolean isFree(InetSocketAddress address) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(address);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private int http(String name, InetSocketAddress address, String threads,
			Function<ConsoleRequest, ApiResponse> answers) {
		try {
			return listen(address, threads, answers);
		}
		catch (IOException ex) {
			throw taken(name, address.getPort(), ex);
		}
	}

	private int listen(InetSocketAddress address, String threads, Function<ConsoleRequest, ApiResponse> answers)
			throws IOException {
		return opened(new HttpListener(address, threads, OtlpReceiver.MAX_BODY, answers)).address().getPort();
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
				"Cannot listen there (" + ex.getMessage() + "). Stop what does, such as " + RIVALS.get(name) + ", "
						+ "or write another port, 0 for any that is free.");
	}

	@Override
	public void destroy() throws Exception {
		while (!this.open.isEmpty()) {
			this.open.pop().close();
		}
	}

}
