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

package io.github.springxray.http;

import java.util.List;

import com.amazonaws.xray.entities.SearchPattern;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Patterns of host names, with the wildcards {@code *} and {@code ?}, in any case.
 */
final class HostPatterns {

	private final List<String> patterns;

	private final boolean all;

	HostPatterns(List<String> patterns) {
		this.patterns = List.copyOf(patterns);
		this.all = patterns.contains("*");
	}

	/**
	 * Return patterns of hosts without ports.
	 * @throws InvalidConfigurationPropertyValueException if one of them is none
	 */
	static HostPatterns of(String property, List<String> patterns) {
		for (String pattern : patterns) {
			boolean port = pattern.indexOf(':') >= 0 && pattern.indexOf(':') == pattern.lastIndexOf(':');
			if (port || !isHost(pattern)) {
				throw new InvalidConfigurationPropertyValueException(property, pattern,
						"Write hosts without scheme, port and path, such as api.example.com or *.internal.");
			}
		}
		return new HostPatterns(patterns);
	}

	/**
	 * Return patterns of what stands in the header {@code Host}.
	 * @throws InvalidConfigurationPropertyValueException if one of them is none
	 */
	static HostPatterns withPorts(String property, List<String> patterns) {
		for (String pattern : patterns) {
			if (!isHost(pattern)) {
				throw new InvalidConfigurationPropertyValueException(property, pattern,
						"Write hosts without scheme and path, such as api.example.com or *.example.com.");
			}
		}
		return new HostPatterns(patterns);
	}

	private static boolean isHost(String pattern) {
		return !pattern.isBlank() && pattern.indexOf('/') < 0 && pattern.indexOf('@') < 0;
	}

	boolean isEmpty() {
		return this.patterns.isEmpty();
	}

	@SuppressWarnings("deprecation")
	boolean match(String host) {
		if (this.all) {
			return true;
		}
		for (int i = 0; i < this.patterns.size(); i++) {
			if (SearchPattern.wildcardMatch(this.patterns.get(i), host)) {
				return true;
			}
		}
		return false;
	}

}
