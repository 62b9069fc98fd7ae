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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * As much of S3 as an upload, a copy or a download in parts needs, on a real socket.
 */
final class S3Multipart implements AutoCloseable {

	static final int PART = 5 * 1024 * 1024;

	static final int PARTS = 3;

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger uploads = new AtomicInteger();

	/** Method, query and trace header of each request. */
	final Queue<String[]> requests = new ConcurrentLinkedQueue<>();

	/** The part that is refused, 0 for none. */
	volatile int refused;

	/** Whether the bucket is in another region than the one that is asked. */
	volatile boolean elsewhere;

	S3Multipart() {
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

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			String query = String.valueOf(exchange.getRequestURI().getQuery());
			this.requests.add(new String[] { exchange.getRequestMethod(), query,
					exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id") });
			exchange.getResponseHeaders().set("ETag", "\"etag\"");
			exchange.getResponseHeaders().set("x-amz-request-id", "request");
			if (this.elsewhere && !exchange.getRequestHeaders().getFirst("Authorization").contains("/eu-west-1/")) {
				exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-1");
				answer(exchange, 301, "<Error><Code>PermanentRedirect</Code><Message>No</Message></Error>");
				return;
			}
			switch (exchange.getRequestMethod()) {
				case "HEAD" -> {
					exchange.getResponseHeaders().set("Content-Length", String.valueOf(PART * PARTS));
					exchange.sendResponseHeaders(200, -1);
				}
				case "GET" -> part(exchange, query);
				case "DELETE" -> exchange.sendResponseHeaders(204, -1);
				case "PUT" -> put(exchange, query);
				default -> answer(exchange, 200, query.startsWith("uploads") ? created()
						: "<CompleteMultipartUploadResult><ETag>\"etag\"</ETag></CompleteMultipartUploadResult>");
			}
		}
	}

	private String created() {
		return "<InitiateMultipartUploadResult><UploadId>upload-" + this.uploads.incrementAndGet()
				+ "</UploadId></InitiateMultipartUploadResult>";
	}

	private void put(HttpExchange exchange, String query) throws IOException {
		if (this.refused > 0 && query.contains("partNumber=" + this.refused)) {
			answer(exchange, 403, "<Error><Code>AccessDenied</Code><Message>No</Message></Error>");
			return;
		}
		boolean copy = exchange.getRequestHeaders().containsKey("x-amz-copy-source");
		answer(exchange, 200, copy ? "<CopyPartResult><ETag>\"etag\"</ETag></CopyPartResult>" : null);
	}

	private void part(HttpExchange exchange, String query) throws IOException {
		exchange.getResponseHeaders().set("x-amz-mp-parts-count", String.valueOf(PARTS));
		exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/" + 10 * PARTS);
		byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(query.contains("partNumber") ? 206 : 200, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
		byte[] bytes = (body != null) ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
