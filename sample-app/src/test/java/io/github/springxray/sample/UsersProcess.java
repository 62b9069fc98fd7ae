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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The application in a process of its own, with an environment of its own.
 */
final class UsersProcess implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private static final long TIMEOUT_SECONDS = 120;

	private final Process process;

	private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private final CompletableFuture<Void> outputRead;

	private UsersProcess(Process process) {
		this.process = process;
		this.outputRead = CompletableFuture.runAsync(this::readOutput);
	}

	/**
	 * Start the application.
	 * @param environment the variables of AWS to set; all others of them are unset
	 * @return the process
	 */
	static UsersProcess start(Map<String, String> environment) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		ProcessBuilder builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8",
				"-Dfile.encoding=UTF-8", "-cp", applicationClassPath(), UsersApplication.class.getName(),
				"--server.port=0", "--sample.statistics.initial-delay=24h");
		builder.environment().keySet().removeIf((name) -> name.startsWith("AWS_"));
		builder.environment().putAll(environment);
		return new UsersProcess(builder.redirectErrorStream(true).start());
	}

	private static String applicationClassPath() {
		return System.getProperty("java.class.path")
			.replace(Path.of("target", "test-classes").toAbsolutePath() + File.pathSeparator, "");
	}

	String url() throws Exception {
		return "http://localhost:" + this.port.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
	}

	/**
	 * Return the lines that were written so far; all of them once this is closed.
	 */
	List<String> output() {
		return List.copyOf(this.output);
	}

	/**
	 * Ask the application to end, and wait until it has.
	 */
	@Override
	public void close() {
		// Process.destroy() would close the output with what is still in it
		this.process.toHandle().destroy();
		try {
			this.outputRead.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
		}
		finally {
			this.process.destroyForcibly();
		}
	}

	private void readOutput() {
		try (BufferedReader lines = this.process.inputReader(StandardCharsets.UTF_8)) {
			lines.lines().forEach((line) -> {
				this.output.add(line);
				Matcher matcher = STARTED.matcher(line);
				if (matcher.find()) {
					this.port.complete(Integer.valueOf(matcher.group(1)));
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.port.completeExceptionally(new AssertionError(String.join("\n", this.output)));
		}
	}

}
