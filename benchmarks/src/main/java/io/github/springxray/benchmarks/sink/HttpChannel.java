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

package io.github.springxray.benchmarks.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes what is meant for an OpenTelemetry collector or for Zipkin, and is the service
 * that the applications call.
 */
final class HttpChannel {

	private static final byte[] TRACE_ID = Bytes.of("\"traceId\"");

	private static final byte[] PARENT_ID = Bytes.of("\"parentId\"");

	private static final byte[] NOTHING = new byte[0];

	private static final byte[] PONG = Bytes.of("pong");

	private final HttpServer server;

	private final SinkCounter counter;

	HttpChannel(SinkCounter counter, Supplier<SinkCounts> counts) throws IOException {
		this.counter = counter;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newFixedThreadPool(4, HttpChannel::daemonThread));
		this.server.createContext("/v1/traces", this::otlp);
		this.server.createContext("/api/v2/spans", this::zipkin);
		this.server.createContext("/pong", (exchange) -> answer(exchange, 200, PONG));
		this.server.createContext("/counts",
				(exchange) -> answer(exchange, 200, counts.get().toLine().getBytes(StandardCharsets.US_ASCII)));
	}

	private static Thread daemonThread(Runnable work) {
		Thread thread = new Thread(work, "http");
		thread.setDaemon(true);
		return thread;
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	void start() {
		this.server.start();
	}

	private void otlp(HttpExchange exchange) throws IOException {
		byte[] request = content(exchange);
		OtlpSpans spans = new OtlpSpans(request);
		this.counter.add(spans.roots(), spans.spans(), request.length);
		exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
		answer(exchange, 200, NOTHING);
	}

	private void zipkin(HttpExchange exchange) throws IOException {
		byte[] request = content(exchange);
		int spans = Bytes.count(request, request.length, TRACE_ID);
		int children = Bytes.count(request, request.length, PARENT_ID);
		this.counter.add(spans - children, spans, request.length);
		answer(exchange, 202, NOTHING);
	}

	private static byte[] content(HttpExchange exchange) throws IOException {
		InputStream body = exchange.getRequestBody();
		boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		return (compressed ? new GZIPInputStream(body) : body).readAllBytes();
	}

	private static void answer(HttpExchange exchange, int status, byte[] content) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(status, (content.length == 0) ? -1 : content.length);
			if (content.length > 0) {
				exchange.getResponseBody().write(content);
			}
		}
	}

}
