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

package io.github.springxray.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.springxray.console.otlp.OtlpRequest;

/**
 * A port that takes what a collector of OpenTelemetry would.
 */
final class OtlpSocket implements AutoCloseable {

	private final ConcurrentLinkedQueue<OtlpRequest> requests = new ConcurrentLinkedQueue<>();

	private final HttpServer server;

	OtlpSocket() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/v1/traces", this::take);
		this.server.start();
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.requests.add(new OtlpRequest(exchange.getRequestURI().getPath(), exchange.getRequestMethod(),
					exchange.getRequestHeaders().getFirst("Content-Type"),
					exchange.getRequestHeaders().getFirst("Content-Encoding"),
					exchange.getRequestBody().readAllBytes()));
			exchange.sendResponseHeaders(200, 2);
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(new byte[] { '{', '}' });
			}
		}
	}

	String endpoint() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Return the requests that have arrived. To be called when no more can come.
	 */
	List<OtlpRequest> requests() {
		return List.copyOf(this.requests);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
