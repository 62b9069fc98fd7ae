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

package io.github.springxray.console.embedded;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Where in an application the console is.
 */
final class ConsolePath {

	private static final Pattern VALID = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");

	private final String value;

	ConsolePath(String value) {
		if (!VALID.matcher(value).matches()) {
			throw new InvalidConfigurationPropertyValueException("xray.console.path", value,
					"Write a path below the root such as /xray: a slash first, none last, and letters, digits, "
							+ "dots, dashes, underscores and tildes between them.");
		}
		this.value = value;
	}

	/**
	 * Return the path, within the context path, with a slash first and none last.
	 */
	String value() {
		return this.value;
	}

	/**
	 * Return whether a path is that of the console or below it.
	 */
	boolean includes(String path) {
		return path.startsWith(this.value)
				&& (path.length() == this.value.length() || path.charAt(this.value.length()) == '/');
	}

}
