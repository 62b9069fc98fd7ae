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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.springxray.testsupport.SegmentDocumentSchema;

/**
 * Plays the X-Ray API on a real socket, as far as it takes documents. What it answers can
 * be given in advance; without that it processes everything.
 */
final class XRayApi implements AutoCloseable {

	private static final ObjectMapper mapper = new ObjectMapper();

	private final HttpServer server;

	private final Deque<Answer> answers = new ConcurrentLinkedDeque<>();

	private final BlockingQueue<List<JsonNode>> calls = new LinkedBlockingQueue<>();

	private final BlockingQueue<String> authorizations = new LinkedBlockingQueue<>();

	XRayApi() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		this.server.createContext("/TraceSegments", this::handle);
		this.server.start();
	}

	URI uri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * The documents of each call so far.
	 */
	BlockingQueue<List<JsonNode>> calls() {
		return this.calls;
	}

	/**
	 * The credentials of each call so far, with the region they are for.
	 */
	BlockingQueue<String> authorizations() {
		return this.authorizations;
	}

	void failNext(int status, String code) {
		this.answers.add(new Answer(status, (documents) -> "{\"__type\":\"" + code + "\",\"message\":\"no\"}", code));
	}

	/**
	 * Do not process the first document of the next call.
	 */
	void leaveOutNext(String code) {
		this.answers.add(new Answer(200, (documents) -> "{\"UnprocessedTraceSegments\":[{\"Id\":\""
				+ documents.get(0).get("id").asText() + "\",\"ErrorCode\":\"" + code + "\",\"Message\":\"left out\"}]}",
				null));
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			JsonNode request = mapper.readTree(exchange.getRequestBody());
			List<JsonNode> documents = new ArrayList<>();
			for (JsonNode document : request.get("TraceSegmentDocuments")) {
				documents.add(SegmentDocumentSchema.assertValid(document.asText()));
			}
			this.authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
			Answer answer = this.answers.poll();
			String body = (answer != null) ? answer.body.apply(documents) : "{\"UnprocessedTraceSegments\":[]}";
			if (answer != null && answer.code != null) {
				exchange.getResponseHeaders().add("x-amzn-ErrorType", answer.code);
			}
			exchange.getResponseHeaders().add("Content-Type", "application/json");
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			this.calls.add(documents);
			exchange.sendResponseHeaders((answer != null) ? answer.status : 200, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private record Answer(int status, Function<List<JsonNode>, String> body, String code) {

	}

}
