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

package io.github.springxray.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A machine of which a test says what it is.
 */
final class TestMachine {

	static final String CONTAINER = "5adf2f6a2b4bd2ebd3e8f4ee1a9fb3a2e7bd0d1e1a1e6cf1d8d2cf1f5a3b9c77";

	private final Map<String, String> variables = new HashMap<>();

	private final Map<String, String> properties = new HashMap<>();

	private final Path root;

	TestMachine(Path root) {
		this.root = root;
		file("proc/sys/kernel/hostname", "the-host\n");
	}

	TestMachine variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	TestMachine property(String name, String value) {
		this.properties.put(name, value);
		return this;
	}

	TestMachine file(String name, String content) {
		try {
			Path file = this.root.resolve(name);
			Files.createDirectories(file.getParent());
			Files.write(file, content.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	/**
	 * Let it run in a container of Docker.
	 */
	TestMachine container() {
		return file("proc/self/cgroup",
				"12:pids:/docker/" + CONTAINER + "\n11:cpu:/docker/" + CONTAINER + "\n0::/system.slice\n");
	}

	/**
	 * Let it be an instance of Amazon EC2.
	 */
	TestMachine instance() {
		return file("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
	}

	Machine machine() {
		return new Machine(this.variables, this.properties, this.root);
	}

}
