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

package io.github.springxray.observation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.springxray.sampling.WildcardPattern;

/**
 * Says by their names which observations are traced.
 */
final class ObservationNames {

	/**
	 * What libraries observe of their own housekeeping: there is much of it, and it says
	 * little about the application.
	 */
	static final List<String> HOUSEKEEPING = List.of("spring.security.*", "jdbc.connection", "jdbc.result-set");

	/**
	 * Names are few. Whoever makes them of values does not fill the memory.
	 */
	private static final int MAX_KNOWN = 2_000;

	private final List<WildcardPattern> include;

	private final List<WildcardPattern> exclude;

	private final Map<String, Boolean> known = new ConcurrentHashMap<>();

	ObservationNames(List<String> include, List<String> exclude) {
		this.include = compile(include);
		this.exclude = compile(include.isEmpty() ? join(HOUSEKEEPING, exclude) : exclude);
	}

	private static List<String> join(List<String> first, List<String> second) {
		return Stream.concat(first.stream(), second.stream()).toList();
	}

	private static List<WildcardPattern> compile(List<String> patterns) {
		return patterns.stream().map(String::trim).map(WildcardPattern::of).toList();
	}

	/**
	 * Return whether observations of a name are traced.
	 * @param name the name, {@code null} for one that has none
	 */
	boolean include(@Nullable String name) {
		if (name == null) {
			return this.include.isEmpty();
		}
		Boolean found = this.known.get(name);
		if (found == null) {
			found = !matches(this.exclude, name) && (this.include.isEmpty() || matches(this.include, name));
			if (this.known.size() < MAX_KNOWN) {
				this.known.put(name, found);
			}
		}
		return found;
	}

	private static boolean matches(List<WildcardPattern> patterns, String name) {
		for (WildcardPattern pattern : patterns) {
			if (pattern.matches(name)) {
				return true;
			}
		}
		return false;
	}

}
