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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

import io.github.springxray.testsupport.OtlpReader;

/**
 * A receiver of OTLP on a real socket, which reads with OpenTelemetry's own protocol.
 * What it answers can be given in advance; without that it takes everything.
 */
final class OtlpServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();

	private final BlockingQueue<Received> requests = new LinkedBlockingQueue<>();

	OtlpServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				handle(exchange);
			}
		});
		this.server.start();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces");
	}

	/**
	 * The requests so far.
	 */
	BlockingQueue<Received> requests() {
		return this.requests;
	}

	void answerNext(int status, String contentType, String body, String... headers) {
		this.answers.add((exchange) -> {
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
			}
			exchange.getResponseHeaders().add("Content-Type", contentType);
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
		});
	}

	/**
	 * Do something else with the next request.
	 */
	void handleNext(Answer answer) {
		this.answers.add(answer);
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
		byte[] json = "gzip".equals(encoding) ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes()
				: body;
		this.requests.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI(),
				exchange.getRequestHeaders(), body, json));
		Answer answer = this.answers.poll();
		if (answer != null) {
			answer.give(exchange);
		}
		else {
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	@FunctionalInterface
	interface Answer {

		void give(HttpExchange exchange) throws IOException;

	}

	/**
	 * A request.
	 */
	record Received(String method, URI uri, Headers headers, byte[] body, byte[] json) {

		String header(String name) {
			return this.headers.getFirst(name);
		}

		ExportTraceServiceRequest traces() {
			return OtlpReader.read(this.json);
		}

		List<Span> spans() {
			List<Span> spans = new ArrayList<>();
			traces().getResourceSpansList()
				.forEach((resource) -> resource.getScopeSpansList()
					.forEach((scope) -> spans.addAll(scope.getSpansList())));
			return spans;
		}

	}

}
