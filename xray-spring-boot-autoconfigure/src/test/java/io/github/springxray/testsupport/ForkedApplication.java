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

package io.github.springxray.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The {@link TracedApplication} in a JVM of its own, which has an environment of its own.
 */
public final class ForkedApplication implements AutoCloseable {

	private static final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

	private final Process process;

	private final StringBuffer output = new StringBuffer();

	private final int port;

	/**
	 * Start the application and wait until it serves.
	 * @param environment environment variables to add to those of this process, of which
	 * none that concerns AWS is passed on
	 * @param arguments arguments of the application
	 */
	public ForkedApplication(Map<String, String> environment, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
						TracedApplication.class.getName()));
		command.addAll(List.of(arguments));
		// Levels outlive an application, so only one that has a JVM of its own sets any
		command.add("--logging.level.root=warn");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment()
			.keySet()
			.removeIf((name) -> name.startsWith("AWS_") || name.startsWith("_X_AMZN") || name.startsWith("LAMBDA_"));
		builder.environment().putAll(environment);
		CompletableFuture<Integer> ready = new CompletableFuture<>();
		try {
			this.process = builder.start();
			Thread reader = new Thread(() -> read(ready), "forked-application-output");
			reader.setDaemon(true);
			reader.start();
			this.port = ready.get(50, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			close();
			throw new AssertionError("The application does not start:\n" + this.output, ex);
		}
	}

	private void read(CompletableFuture<Integer> ready) {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				this.output.append(line).append('\n');
				if (line.startsWith(TracedApplication.READY)) {
					ready.complete(Integer.valueOf(line.substring(TracedApplication.READY.length())));
				}
			}
			ready.completeExceptionally(new IllegalStateException("It has ended"));
		}
		catch (IOException ex) {
			ready.completeExceptionally(ex);
		}
	}

	/**
	 * Ask the application.
	 * @param path the path
	 * @param headers names and values of headers
	 * @return its response
	 */
	public HttpResponse<String> get(String path, String... headers) {
		return get(this.port, path, headers);
	}

	/**
	 * Ask an application.
	 * @param port the port it listens on
	 * @param path the path
	 * @param headers names and values of headers
	 * @return its response
	 */
	public static HttpResponse<String> get(int port, String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(20));
		for (int i = 0; i < headers.length; i += 2) {
			request.header(headers[i], headers[i + 1]);
		}
		try {
			return client.send(request.build(), BodyHandlers.ofString());
		}
		catch (Exception ex) {
			throw new AssertionError("GET " + path, ex);
		}
	}

	/**
	 * Return what the application has written.
	 * @return its output so far
	 */
	public String output() {
		return this.output.toString();
	}

	/**
	 * Stop the application.
	 */
	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroy();
		}
	}

}
