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

package io.github.springxray.benchmarks.sidebyside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * One variant of the application, running.
 */
final class Application implements AutoCloseable {

	private static final long START_TIMEOUT = TimeUnit.SECONDS.toNanos(120);

	private final Process process;

	private final int port;

	private final double startSeconds;

	private final double startCpuSeconds;

	private Application(Process process, int port, double startSeconds) {
		this.process = process;
		this.port = port;
		this.startSeconds = startSeconds;
		this.startCpuSeconds = cpuTime().toNanos() / 1e9;
	}

	/**
	 * Start a variant and wait for its first answer.
	 */
	static Application start(Variant variant, Path root, SinkAddress sink) throws IOException {
		int port = freePort();
		Path log = Files.createDirectories(root.resolve("target")).resolve(variant.name() + ".log");
		long begin = System.nanoTime();
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xms64m", "-Xmx512m", "-jar", variant.jar(root).toString(), "--server.port=" + port,
				"--benchmark.sink.http=" + sink.url(""), "--benchmark.sink.daemon=" + sink.daemon());
		builder.command().addAll(variant.arguments());
		builder.environment().put("AWS_XRAY_DAEMON_ADDRESS", sink.daemon());
		Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		while (!answers(port)) {
			if (!process.isAlive() || System.nanoTime() - begin > START_TIMEOUT) {
				process.destroyForcibly();
				throw new IOException(variant + " has not started, see " + log);
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
		}
		return new Application(process, port, (System.nanoTime() - begin) / 1e9);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static boolean answers(int port) {
		try (Connection connection = new Connection(port, "/hello")) {
			connection.request();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	int port() {
		return this.port;
	}

	double startSeconds() {
		return this.startSeconds;
	}

	/**
	 * CPU time until the first answer.
	 */
	double startCpuSeconds() {
		return this.startCpuSeconds;
	}

	Duration cpuTime() {
		return this.process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * In megabytes, or 0 where the operating system does not tell in a file.
	 */
	long residentMegabytes() throws IOException {
		Path status = Path.of("/proc", Long.toString(this.process.pid()), "status");
		if (!Files.isReadable(status)) {
			return 0;
		}
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
				.findFirst()
				.orElse(0);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(20, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
