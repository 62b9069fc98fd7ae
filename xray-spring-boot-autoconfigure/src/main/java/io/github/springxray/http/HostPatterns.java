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
