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

package com.example;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A function as AWS Lambda runs it: AWS's runtime in a process of its own, which asks the
 * Runtime API for one invocation after the other. The API is here.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime
 * API</a>
 */
final class LambdaFunction implements AutoCloseable {

	private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

	private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

	private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();

	private final List<String> calls = new ArrayList<>();

	private final StringBuffer output = new StringBuffer();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Daemon daemon = new Daemon();

	private final HttpServer server;

	private final Process process;

	private int count;

	/**
	 * Start a function.
	 * @param mainClass the application
	 * @param handler the class that takes events
	 * @param without which libraries are not on its class path
	 * @param environment more of its environment
	 */
	LambdaFunction(Class<?> mainClass, String handler, String without, Map<String, String> environment)
			throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
		String address = "127.0.0.1:" + this.server.getAddress().getPort();
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// As the managed runtime does, which stops and starts a context for a snapshot
		command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath(without), RUNTIME, handler));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment()
			.keySet()
			.removeIf((name) -> name.startsWith("AWS_") || name.startsWith("_X_AMZN") || name.startsWith("LAMBDA_"));
		builder.environment()
			.putAll(Map.of("AWS_LAMBDA_RUNTIME_API", address, "_HANDLER", handler, "LAMBDA_TASK_ROOT",
					System.getProperty("user.dir"), "AWS_XRAY_DAEMON_ADDRESS", this.daemon.address(),
					"AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR", "AWS_LAMBDA_FUNCTION_NAME", "users", "AWS_REGION",
					"eu-west-1", "MAIN_CLASS", mainClass.getName(), "DOWNSTREAM_URL", "http://" + address));
		builder.environment().putAll(environment);
		this.process = builder.start();
		this.threads.execute(this::read);
	}

	private static String classPath(String without) {
		Pattern excluded = Pattern.compile(without);
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !excluded.matcher(new File(entry).getName()).find())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			reader.lines().forEach((line) -> this.output.append(line).append('\n'));
		}
		catch (IOException | UncheckedIOException ex) {
			this.output.append(ex);
		}
	}

	/**
	 * Invoke the function and wait for it.
	 */
	Invocation invoke(String traceHeader, String event) throws InterruptedException {
		this.events.add(new Event("request-" + this.count++, traceHeader, event));
		Invocation invocation = this.invocations.poll(30, TimeUnit.SECONDS);
		if (invocation == null || !this.process.isAlive()) {
			throw new AssertionError("The function has not returned:\n" + this.output);
		}
		return invocation;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String path = exchange.getRequestURI().getPath();
		String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (path.endsWith("/invocation/next")) {
				next(exchange);
			}
			else if (path.startsWith("/2018-06-01/runtime/invocation/")) {
				this.invocations.add(new Invocation(path.endsWith("/error"), request, this.daemon.received()));
				answer(exchange, 202, "{}");
			}
			else if (path.startsWith("/2018-06-01/")) {
				record(path);
				answer(exchange, path.endsWith("/next") ? 200 : 202, "{}");
			}
			else {
				record(exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id"));
				answer(exchange, 200, "hello");
			}
		}
		catch (InterruptedException ex) {
			exchange.close();
		}
	}

	private void next(HttpExchange exchange) throws IOException, InterruptedException {
		Event event = this.events.take();
		exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", event.id());
		exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", event.traceHeader());
		exchange.getResponseHeaders()
			.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:users");
		exchange.getResponseHeaders()
			.set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + 60_000));
		answer(exchange, 200, event.body());
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		// The native part of the runtime needs it
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private synchronized void record(String call) {
		this.calls.add(call);
	}

	/**
	 * Return the trace headers of calls that the function has made since the last time,
	 * and paths of the Runtime API other than those of invocations.
	 */
	synchronized List<String> calls() {
		List<String> calls = List.copyOf(this.calls);
		this.calls.clear();
		return calls;
	}

	String output() {
		return this.output.toString();
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		this.server.stop(0);
		this.threads.shutdownNow();
		this.daemon.close();
	}

	/**
	 * What a function is invoked with.
	 *
	 * @param id the id of the invocation
	 * @param traceHeader its trace header
	 * @param body the event
	 */
	private record Event(String id, String traceHeader, String body) {

	}

}
