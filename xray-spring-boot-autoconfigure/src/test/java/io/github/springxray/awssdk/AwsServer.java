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

package io.github.springxray.awssdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that answers what it is told to, in the way of an AWS service,
 * and keeps what it received. It answers an empty object to what it was not told of.
 */
final class AwsServer implements AutoCloseable {

	private static final int TIMEOUT_SECONDS = 20;

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	AwsServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	AwsServer answer(Reply... replies) {
		this.replies.addAll(List.of(replies));
		return this;
	}

	Received take() {
		try {
			Received next = this.received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			if (next == null) {
				throw new AssertionError("No request arrived");
			}
			return next;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
					exchange.getRequestHeaders(), body));
			Reply next = this.replies.poll();
			Reply reply = (next != null) ? next : Reply.of(200, "{}");
			if (reply.status() == 0) {
				this.closed.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
				return;
			}
			reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
			byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
			boolean none = exchange.getRequestMethod().equals("HEAD") || reply.status() == 304;
			exchange.sendResponseHeaders(reply.status(), none ? -1 : bytes.length);
			if (!none) {
				exchange.getResponseBody().write(bytes);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * What to answer.
	 *
	 * @param status the status, 0 not to answer
	 * @param headers the headers
	 * @param body the body
	 */
	record Reply(int status, Map<String, String> headers, String body) {

		static final Reply NONE = of(0, "");

		static Reply of(int status, String body) {
			return new Reply(status, Map.of("x-amzn-RequestId", "request-" + status), body);
		}

		/**
		 * An error as services that speak JSON answer it.
		 */
		static Reply error(int status, String code, String message) {
			return of(status, "{\"__type\":\"com.amazonaws#" + code + "\",\"message\":\"" + message + "\"}");
		}

		Reply with(String name, String value) {
			Map<String, String> all = new LinkedHashMap<>(this.headers);
			all.put(name, value);
			return new Reply(this.status, all, this.body);
		}

	}

	/**
	 * A request that arrived.
	 *
	 * @param method its method
	 * @param target its path and query
	 * @param headers its headers
	 * @param body its body
	 */
	record Received(String method, String target, Headers headers, String body) {

		@Nullable String header(String name) {
			return this.headers.getFirst(name);
		}

		List<String> headersNamed(String name) {
			return this.headers.getOrDefault(name, List.of());
		}

	}

}
