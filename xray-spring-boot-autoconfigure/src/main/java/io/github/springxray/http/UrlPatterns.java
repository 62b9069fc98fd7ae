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
import java.util.Locale;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.SearchPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Patterns of URLs with the wildcards {@code *} and {@code ?}, which match slashes, too.
 * One that begins with a slash is that of a path on any host. Neither user, query nor
 * fragment is looked at.
 */
final class UrlPatterns {

	private static final String SCHEME_END = "://";

	/**
	 * A question mark is a wildcard, but one with an equals sign behind it was meant for
	 * a query.
	 */
	private static final Pattern VALID = Pattern
		.compile("(?!.*\\?.*=)(?:(?:[^\\s/@#:]+://)?[^\\s/@#]*[^\\s/@#:])?/(?!/)[^\\s#]*");

	private final List<String> patterns;

	UrlPatterns(List<String> patterns) {
		this.patterns = patterns.stream().map(UrlPatterns::normalize).toList();
	}

	/**
	 * Create an instance for the values of a property.
	 */
	static UrlPatterns of(String property, List<String> patterns) {
		for (String pattern : patterns) {
			if (!VALID.matcher(pattern).matches()) {
				throw new InvalidConfigurationPropertyValueException(property, pattern,
						"Write a path that begins with a slash, such as /status/*, or a URL without user, query and "
								+ "fragment, such as https://api.example.com/status/*. Hosts alone belong to "
								+ "xray.patch.http.exclude-hosts.");
			}
		}
		return new UrlPatterns(patterns);
	}

	/**
	 * Return whether a URL matches.
	 * @param scheme its scheme, {@code null} if it has none
	 * @param host its host
	 * @param port its port, negative if it has none
	 * @param rawPath its path, as it is sent
	 */
	@SuppressWarnings("deprecation")
	boolean match(@Nullable String scheme, String host, int port, @Nullable String rawPath) {
		if (this.patterns.isEmpty()) {
			return false;
		}
		String path = HttpUrls.pathOf((rawPath != null) ? rawPath : "");
		String url = HttpUrls.of((scheme != null) ? scheme.toLowerCase(Locale.ROOT) : "http", host, port, path);
		for (int i = 0; i < this.patterns.size(); i++) {
			String pattern = this.patterns.get(i);
			if (SearchPattern.wildcardMatch(pattern, (pattern.charAt(0) == '/') ? path : url, false)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Scheme and host have no case, and the port that the scheme means is not written.
	 */
	private static String normalize(String pattern) {
		if (pattern.startsWith("/")) {
			return pattern;
		}
		String url = pattern.contains(SCHEME_END) ? pattern : "*" + SCHEME_END + pattern;
		int path = url.indexOf('/', url.indexOf(SCHEME_END) + SCHEME_END.length());
		String origin = url.substring(0, path).toLowerCase(Locale.ROOT);
		if (origin.startsWith("https:") && origin.endsWith(":443")) {
			origin = origin.substring(0, origin.length() - ":443".length());
		}
		else if (origin.startsWith("http:") && origin.endsWith(":80")) {
			origin = origin.substring(0, origin.length() - ":80".length());
		}
		return origin + url.substring(path);
	}

}
