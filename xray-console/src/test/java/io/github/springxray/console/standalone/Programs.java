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

package io.github.springxray.console.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of the machine, if they are there.
 */
final class Programs {

	private final Path directory;

	private final Map<String, String> environment;

	/**
	 * Create what runs programs.
	 * @param directory where they run
	 * @param environment what they find in their environment
	 */
	Programs(Path directory, Map<String, String> environment) {
		this.directory = directory;
		this.environment = environment;
	}

	/**
	 * Run a program to its end.
	 * @return its exit code, -1 if it is not there or does not end
	 */
	int run(List<String> command) throws InterruptedException {
		try {
			Process process = start(command);
			if (!process.waitFor(2, TimeUnit.MINUTES)) {
				process.destroyForcibly();
				return -1;
			}
			return process.exitValue();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	Process start(List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output.txt").toFile());
		builder.environment().putAll(this.environment);
		return builder.start();
	}

	String output() throws IOException {
		Path output = this.directory.resolve("output.txt");
		return Files.exists(output) ? Files.readString(output, StandardCharsets.UTF_8) : "";
	}

}
