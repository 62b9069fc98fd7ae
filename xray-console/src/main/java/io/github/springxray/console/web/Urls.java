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

package io.github.springxray.console.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Decodes paths and queries.
 */
public final class Urls {

	private Urls() {
	}

	/**
	 * Decode a path.
	 * @param path the path as it was sent
	 * @return the decoded path, or {@code null} if it is not encoded as it should be
	 */
	public static @Nullable String decode(String path) {
		try {
			// A plus is a plus in a path
			return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Return how a browser of this machine names a server.
	 * @param address where the server listens, or {@code null} if at all addresses
	 * @return {@code localhost} where that works, or else the address
	 */
	public static String host(@Nullable InetAddress address) {
		if (address == null || address.isAnyLocalAddress() || address.getHostAddress().equals("127.0.0.1")) {
			return "localhost";
		}
		String text = address.getHostAddress();
		if (address instanceof Inet6Address) {
			// Browsers know no scopes
			int scope = text.indexOf('%');
			return "[" + ((scope >= 0) ? text.substring(0, scope) : text) + "]";
		}
		return text;
	}

	static Map<String, String> parameters(@Nullable String query) {
		Map<String, String> parameters = new HashMap<>();
		if (query == null) {
			return parameters;
		}
		for (String pair : query.split("&")) {
			int equals = pair.indexOf('=');
			if (equals > 0) {
				try {
					String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
					String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
					parameters.putIfAbsent(name, value);
				}
				catch (IllegalArgumentException ex) {
					// As if it were not there
				}
			}
		}
		return parameters;
	}

}
