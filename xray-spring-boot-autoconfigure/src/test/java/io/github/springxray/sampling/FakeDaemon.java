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

package io.github.springxray.sampling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.github.springxray.recorder.DaemonAddress;

/**
 * A daemon's TCP port: a real HTTP server that answers as a test tells it.
 */
final class FakeDaemon implements AutoCloseable {

	private static final String RULE = """
			{"SamplingRuleRecords":[{"SamplingRule":{"RuleName":"Default","Priority":10000,"FixedRate":%s,
			"ReservoirSize":1,"ServiceName":"*","ServiceType":"*","Host":"*","HTTPMethod":"*","URLPath":"*",
			"ResourceARN":"*","Version":1,"Attributes":{}}}]}""";

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

	private volatile Function<Request, Answer> answers = (request) -> Answer.of(request.path().endsWith("Rules")
			? rules(1) : "{\"SamplingTargetDocuments\":[],\"UnprocessedStatistics\":[]}");

	FakeDaemon() {
		this(0);
	}

	FakeDaemon(int port) {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Return the default rule alone.
	 */
	static String rules(double rate) {
		return RULE.formatted(rate);
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(),
					new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
			Answer answer = this.answers.apply(request);
			this.requests.add(request);
			byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(answer.status(), (body.length == 0) ? -1 : body.length);
			exchange.getResponseBody().write(body);
		}
	}

	void answer(Function<Request, Answer> answers) {
		this.answers = answers;
	}

	Request take() throws InterruptedException {
		Request request = this.requests.poll(20, TimeUnit.SECONDS);
		if (request == null) {
			throw new AssertionError("The daemon was not asked");
		}
		return request;
	}

	/**
	 * Return whether it was asked since what was taken.
	 */
	boolean isAsked() {
		return !this.requests.isEmpty();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	DaemonAddress address() {
		return DaemonAddress.parse(property());
	}

	String property() {
		return "tcp:127.0.0.1:" + port() + " udp:127.0.0.1:1";
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	record Request(String method, String path, String body) {

	}

	record Answer(int status, String body) {

		static Answer of(String body) {
			return new Answer(200, body);
		}

	}

}
