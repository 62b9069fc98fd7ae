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

package io.github.springxray.console.graph;

import java.util.Objects;
import java.util.regex.Pattern;

import io.github.springxray.console.document.Node;

/**
 * What requests have in common that differ in ids.
 *
 * @param service the name of the segment
 * @param method the method of the request
 * @param route the pattern that the application has recorded, or the path without ids
 */
public record Route(String service, String method, String route) {

	// Where the starter records the pattern of the handler
	private static final String ANNOTATION = "http_route";

	private static final Pattern ID = Pattern
		.compile("(?<=/)(?:\\d+|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9a-fA-F]{16,})(?=/|$)");

	static Route of(Node segment) {
		Object pattern = segment.annotations().get(ANNOTATION);
		String route = (pattern instanceof String string) ? string : path(Objects.toString(segment.url(), ""));
		return new Route(segment.name(), Objects.toString(segment.method(), ""), route);
	}

	private static String path(String url) {
		int host = url.indexOf("://");
		int start = (host >= 0) ? url.indexOf('/', host + 3) : url.indexOf('/');
		if (start < 0) {
			return "/";
		}
		int end = start;
		while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
			end++;
		}
		return ID.matcher(url.substring(start, end)).replaceAll("{id}");
	}

}
