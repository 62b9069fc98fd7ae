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

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.http.server.PathContainer;
import org.springframework.util.StringUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Excludes requests by {@code xray.server.exclude-paths}.
 */
final class PathPatternExclusion implements RequestExclusion {

	/** The path is decoded already; what is left of percent signs stands for itself. */
	private static final PathContainer.Options DECODED = PathContainer.Options.create('/', false);

	private final List<PathPattern> patterns;

	PathPatternExclusion(List<String> patterns) {
		this.patterns = new ArrayList<>(patterns.size());
		for (int i = 0; i < patterns.size(); i++) {
			this.patterns.add(parse(i, patterns.get(i)));
		}
	}

	private static PathPattern parse(int index, String pattern) {
		if (!StringUtils.hasText(pattern)) {
			throw invalid(index, pattern, "It is empty.");
		}
		try {
			PathPatternParser parser = PathPatternParser.defaultInstance;
			return parser.parse(parser.initFullPathPattern(pattern));
		}
		catch (PatternParseException ex) {
			throw invalid(index, pattern, "It is no path pattern (" + ex.getMessage() + ").");
		}
	}

	private static RuntimeException invalid(int index, String pattern, String problem) {
		return new InvalidConfigurationPropertyValueException("xray.server.exclude-paths[" + index + "]", pattern,
				problem + " Write a path within the application, such as /health/**, where ? stands for one "
						+ "character, * for any number of them within a segment and ** for any number of segments.");
	}

	@Override
	public boolean isExcluded(TracedRequest request) {
		if (this.patterns.isEmpty()) {
			return false;
		}
		PathContainer path = PathContainer.parsePath(request.path(), DECODED);
		for (PathPattern pattern : this.patterns) {
			if (pattern.matches(path)) {
				return true;
			}
		}
		return false;
	}

}
