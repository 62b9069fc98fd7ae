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

package io.github.springxray.console.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import io.github.springxray.console.api.ApiResponse;

/**
 * Jetty in front of a handler. It reads requests and writes answers without a thread that
 * waits, so that clients which do neither hold up nobody else.
 */
public final class HttpListener implements AutoCloseable {

	// Handlers compute and do not wait. More of them at once would only take more memory
	private static final int THREADS = 8;

	private final Server server;

	private final ServerConnector connector;

	/**
	 * Listen, and start to answer.
	 * @param address where to listen, port 0 for any that is free
	 * @param name what threads are named after
	 * @param maxBody how many bytes of a body to read; the handler gets one more of those
	 * that are longer
	 * @param handler what answers
	 * @throws IOException if the address is taken
	 */
	public HttpListener(InetSocketAddress address, String name, int maxBody,
			Function<ConsoleRequest, ApiResponse> handler) throws IOException {
		this(address, name, maxBody, handler, Limits.DEFAULT);
	}

	HttpListener(InetSocketAddress address, String name, int maxBody, Function<ConsoleRequest, ApiResponse> handler,
			Limits limits) throws IOException {
		QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
		threads.setName(name);
		threads.setDaemon(true);
		this.server = new Server(threads);
		this.server.setErrorHandler(new PlainErrors());
		this.server.setHandler(new Answering(handler, maxBody, new ExchangeMemory(limits.memory())));
		this.connector = new ServerConnector(this.server, 1, 1, new HttpConnectionFactory(configuration()));
		this.connector.setHost(address.getAddress().getHostAddress());
		this.connector.setPort(address.getPort());
		this.connector.setIdleTimeout(limits.idle().toMillis());
		this.connector.addBean(new ConnectionLimits(limits, this.connector));
		this.server.addConnector(this.connector);
		start();
	}

	private static HttpConfiguration configuration() {
		HttpConfiguration configuration = new HttpConfiguration();
		configuration.setSendServerVersion(false);
		return configuration;
	}

	private void start() throws IOException {
		try {
			// Says that the address is taken before anything was started
			this.connector.open();
			this.server.start();
		}
		catch (IOException | RuntimeException ex) {
			close();
			throw ex;
		}
		catch (Exception ex) {
			close();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return where it listens.
	 * @return the address with the port
	 */
	public InetSocketAddress address() {
		return new InetSocketAddress(this.connector.getHost(), this.connector.getLocalPort());
	}

	@Override
	public void close() {
		try {
			this.connector.close();
			this.server.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException("The server could not be stopped", ex);
		}
	}

	/**
	 * What clients may take.
	 *
	 * @param idle how long a client may send and read nothing
	 * @param total how long it may take to send one request, or to read one answer
	 * @param connections how many may be open
	 * @param memory how many bytes of bodies and answers may be on their way
	 */
	record Limits(Duration idle, Duration total, int connections, long memory) {

		static final Limits DEFAULT = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 1000,
				32 * 1024 * 1024);

	}

	/**
	 * Hands each request over.
	 */
	private static final class Answering extends Handler.Abstract {

		private final Function<ConsoleRequest, ApiResponse> handler;

		private final int maxBody;

		private final ExchangeMemory memory;

		Answering(Function<ConsoleRequest, ApiResponse> handler, int maxBody, ExchangeMemory memory) {
			this.handler = handler;
			this.maxBody = maxBody;
			this.memory = memory;
		}

		@Override
		public boolean handle(Request request, Response response, Callback callback) {
			new Exchange(request, response, callback, this.memory).answer(this.maxBody, this.handler);
			return true;
		}

	}

}
