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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What the machine tells at no cost: variables of the environment and files. Nothing here
 * waits for a network.
 *
 * @param variables the variables of the environment
 * @param properties the system properties
 * @param root the directory that file names begin at
 */
record Machine(Map<String, ?> variables, Map<String, ?> properties, Path root) {

	/**
	 * No file that is read here has more.
	 */
	static final int MAX_FILE = 64 * 1024;

	private static final String HOST_NAME = "proc/sys/kernel/hostname";

	/**
	 * Return a variable of the environment.
	 * @param name the name
	 * @return the value without white space around it, {@code null} if there is none
	 */
	@Nullable String variable(String name) {
		return textOf(this.variables.get(name));
	}

	/**
	 * Return a setting of the AWS SDK for Java, whose system property wins over the
	 * variable.
	 */
	@Nullable String setting(String property, String variable) {
		String value = textOf(this.properties.get(property));
		return (value != null) ? value : variable(variable);
	}

	/**
	 * Return the content of a file.
	 * @param file the name of the file, without a slash at the beginning
	 * @return its first {@value #MAX_FILE} bytes, {@code null} if there is nothing that
	 * can be read
	 */
	byte @Nullable [] bytes(String file) {
		try {
			Path path = this.root.resolve(file);
			if (!Files.isRegularFile(path)) {
				return null;
			}
			try (InputStream in = Files.newInputStream(path)) {
				return in.readNBytes(MAX_FILE);
			}
		}
		catch (IOException | InvalidPathException | SecurityException ex) {
			return null;
		}
	}

	/**
	 * Return the text of a file.
	 * @param file the name of the file, without a slash at the beginning
	 * @return the text without white space around it, {@code null} if there is none
	 */
	@Nullable String text(String file) {
		byte[] bytes = bytes(file);
		return (bytes != null) ? textOf(new String(bytes, StandardCharsets.UTF_8)) : null;
	}

	/**
	 * Return the name that the machine has for itself. The JDK would ask DNS as well.
	 */
	@Nullable String hostName() {
		String name = text(HOST_NAME);
		return (name != null) ? name : variable("HOSTNAME");
	}

	private static @Nullable String textOf(@Nullable Object value) {
		String text = (value != null) ? value.toString().trim() : "";
		return StringUtils.hasText(text) ? text : null;
	}

}
