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

package io.github.springxray.http.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A server on 127.0.0.1 that keeps what it received.
 * <ul>
 * <li>{@code /status/<n>}: answers with that status</li>
 * <li>{@code /hello/<name>}: answers {@code hello <name>} with its length</li>
 * <li>{@code /redirect}: redirects to {@code /hello/redirected}</li>
 * <li>{@code /stream}: sends a byte, waits for {@link #proceed()}, sends another</li>
 * <li>{@code /silent}: does not answer until {@link #proceed()}</li>
 * <li>{@code /cut}: promises 1000 bytes, sends 10 and hangs up</li>
 * <li>{@code /upload}: counts down {@link #firstByteReceived()} when the first byte of
 * the body is there, answers with the number of bytes at its end</li>
 * <li>{@code /flaky}: answers 503 once and then 200, over and over</li>
 * </ul>
 */
public final class HttpTestServer implements AutoCloseable {

	private static final int TIMEOUT_SECONDS = 20;

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final AtomicInteger flaky = new AtomicInteger();

	private volatile CountDownLatch proceed = new CountDownLatch(1);

	private volatile CountDownLatch firstByte = new CountDownLatch(1);

	public HttpTestServer() {
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

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url(String path) {
		return "http://127.0.0.1:" + port() + path;
	}

	/**
	 * Let what waits go on, also what comes later.
	 */
	public void proceed() {
		this.proceed.countDown();
	}

	public CountDownLatch firstByteReceived() {
		return this.firstByte;
	}

	/**
	 * Take the next request that arrived, and wait for it.
	 */
	public Received take() {
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

	/**
	 * Forget what arrived and let requests wait again.
	 */
	public void reset() {
		proceed();
		this.received.clear();
		this.flaky.set(0);
		this.proceed = new CountDownLatch(1);
		this.firstByte = new CountDownLatch(1);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String path = exchange.getRequestURI().getPath();
			this.received.add(new Received(exchange.getRequestMethod(), path, exchange.getRequestHeaders()));
			if (path.startsWith("/hello/")) {
				answer(exchange, 200, "hello " + path.substring(7));
			}
			else if (path.startsWith("/status/")) {
				answer(exchange, Integer.parseInt(path.substring(8)), "status");
			}
			else {
				handleSpecial(exchange, path);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void handleSpecial(HttpExchange exchange, String path) throws IOException, InterruptedException {
		switch (path) {
			case "/redirect" -> {
				exchange.getResponseHeaders().set("Location", "/hello/redirected");
				exchange.sendResponseHeaders(302, -1);
			}
			case "/stream" -> {
				exchange.sendResponseHeaders(200, 0);
				exchange.getResponseBody().write('a');
				exchange.getResponseBody().flush();
				await(this.proceed);
				exchange.getResponseBody().write('b');
			}
			case "/silent" -> {
				await(this.proceed);
				answer(exchange, 200, "late");
			}
			case "/cut" -> {
				exchange.sendResponseHeaders(200, 1000);
				exchange.getResponseBody().write(new byte[10]);
				exchange.getResponseBody().flush();
			}
			case "/upload" -> answer(exchange, 200, Long.toString(count(exchange.getRequestBody())));
			case "/flaky" -> answer(exchange, (this.flaky.getAndIncrement() % 2 == 0) ? 503 : 200, "flaky");
			default -> answer(exchange, 404, "no such path");
		}
	}

	private long count(InputStream body) throws IOException {
		long count = 0;
		while (body.read() >= 0) {
			count++;
			this.firstByte.countDown();
		}
		return count;
	}

	private static void answer(HttpExchange exchange, int status, String text) throws IOException {
		byte[] body = text.getBytes(StandardCharsets.UTF_8);
		boolean none = (status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD"));
		exchange.sendResponseHeaders(status, none ? -1 : body.length);
		if (!none) {
			exchange.getResponseBody().write(body);
		}
	}

	private static void await(CountDownLatch latch) throws InterruptedException {
		if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("Nobody let the server go on");
		}
	}

	@Override
	public void close() {
		proceed();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request that arrived.
	 *
	 * @param method its method
	 * @param path its path
	 * @param headers its headers
	 */
	public record Received(String method, String path, Headers headers) {

		public @Nullable String header(String name) {
			return this.headers.getFirst(name);
		}

	}

}
