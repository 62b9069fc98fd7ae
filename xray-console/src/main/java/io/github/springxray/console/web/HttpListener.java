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
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.springxray.console.api.ApiResponse;

/**
 * The server of the JDK in front of a handler. It is all that a console needs that stands
 * alone: few clients, short requests, no TLS.
 */
public final class HttpListener implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(HttpListener.class);

	private static final int THREADS = 32;

	private final HttpServer server;

	private final ExecutorService executor;

	private final Function<ConsoleRequest, ApiResponse> handler;

	/**
	 * Listen, and start to answer.
	 * @param address where to listen, port 0 for any that is free
	 * @param name what threads are named after
	 * @param handler what answers
	 * @throws IOException if the address is taken
	 */
	public HttpListener(InetSocketAddress address, String name, Function<ConsoleRequest, ApiResponse> handler)
			throws IOException {
		this.handler = handler;
		this.server = HttpServer.create(address, 0);
		this.executor = new ThreadPoolExecutor(1, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.CallerRunsPolicy());
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Return where it listens.
	 * @return the address with the port
	 */
	public InetSocketAddress address() {
		return this.server.getAddress();
	}

	private void handle(HttpExchange exchange) {
		try (exchange) {
			ApiResponse response = this.handler.apply(new JdkRequest(exchange));
			exchange.getResponseHeaders().set("Content-Type", response.contentType());
			response.headers().forEach(exchange.getResponseHeaders()::set);
			boolean head = exchange.getRequestMethod().equals("HEAD");
			if (head) {
				exchange.getResponseHeaders().set("Content-Length", Integer.toString(response.body().length));
			}
			boolean empty = head || response.body().length == 0;
			exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
			if (!empty) {
				exchange.getResponseBody().write(response.body());
			}
		}
		catch (IOException ex) {
			logger.debug("A client has gone", ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request to the JDK's server.
	 */
	private record JdkRequest(HttpExchange exchange) implements ConsoleRequest {

		@Override
		public String method() {
			return this.exchange.getRequestMethod();
		}

		@Override
		public @Nullable String path() {
			String path = this.exchange.getRequestURI().getRawPath();
			return (path == null || path.isEmpty()) ? "/" : Urls.decode(path);
		}

		@Override
		public String basePath() {
			return "";
		}

		@Override
		public @Nullable String query() {
			return this.exchange.getRequestURI().getRawQuery();
		}

		@Override
		public @Nullable String header(String name) {
			return this.exchange.getRequestHeaders().getFirst(name);
		}

		@Override
		public boolean isLocal() {
			return !Proxies.isForwarded(this) && Proxies.isLoopback(this.exchange.getRemoteAddress());
		}

		@Override
		public InputStream body() {
			return this.exchange.getRequestBody();
		}

	}

}
