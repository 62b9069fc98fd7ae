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

package io.github.springxray.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The parts of an address of HTTP, or of a database, as it was recorded.
 *
 * @param scheme the scheme
 * @param host the host, an address of IPv6 without its brackets
 * @param port the port, as it is written there
 * @param path the path of HTTP, or the name of the database with a slash in front
 */
record UrlParts(@Nullable String scheme, @Nullable String host, @Nullable Integer port, @Nullable String path) {

	private static final Pattern URL = Pattern.compile(
			"([A-Za-z][A-Za-z0-9+.:-]{0,60})://(\\[[0-9A-Fa-f:.]{1,60}]|[^/:\\[\\]]{1,253})(?::([0-9]{1,5}))?(/.*)?");

	private static final UrlParts NONE = new UrlParts(null, null, null, null);

	static UrlParts of(String url) {
		Matcher matcher = URL.matcher(url);
		if (!matcher.matches()) {
			return NONE;
		}
		String host = matcher.group(2);
		boolean bracketed = host.startsWith("[");
		return new UrlParts(matcher.group(1), bracketed ? host.substring(1, host.length() - 1) : host,
				(matcher.group(3) != null) ? Integer.valueOf(matcher.group(3)) : null, matcher.group(4));
	}

}
