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

package io.github.springxray.console.otlp;

import org.jspecify.annotations.Nullable;

/**
 * URLs as documents of X-Ray have them: scheme, host, port and path. Names of users,
 * passwords and queries are not for records.
 */
final class RecordedUrls {

	private RecordedUrls() {
	}

	/**
	 * Drop user info, query and fragment.
	 */
	static String clean(String url) {
		int end = endOf(url, 0, "?#");
		int scheme = url.indexOf("://");
		int authority = (scheme >= 0 && scheme < end) ? scheme + 3 : 0;
		if (authority == 0) {
			return url.substring(0, end);
		}
		int user = url.lastIndexOf('@', endOf(url, authority, "/?#"));
		if (user < authority && !isPort(url, authority, endOf(url, authority, "/?#"))) {
			// A password with a slash or a question mark in it makes no URL, but happens
			user = url.lastIndexOf('@');
			end = (user > authority) ? endOf(url, user, "?#") : end;
		}
		return url.substring(0, authority) + url.substring((user >= authority) ? user + 1 : authority, end);
	}

	private static boolean isPort(String url, int start, int end) {
		int colon = url.indexOf(':', start);
		if (colon < 0 || colon >= end || url.charAt(start) == '[') {
			return true;
		}
		return url.substring(colon + 1, end).chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	private static int endOf(String text, int start, String ends) {
		for (int i = start; i < text.length(); i++) {
			if (ends.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return text.length();
	}

	/**
	 * Put a URL together.
	 */
	static String of(@Nullable String scheme, String host, @Nullable Long port, @Nullable String path) {
		boolean address = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
		StringBuilder url = new StringBuilder((scheme != null) ? scheme : "http").append("://")
			.append(address ? "[" + host + "]" : host);
		boolean usual = port == null || ("https".equals(scheme) ? port == 443 : port == 80);
		if (!usual && !url.toString().endsWith(":" + port)) {
			url.append(':').append(port);
		}
		if (path != null) {
			url.append(path.startsWith("/") ? "" : "/").append(path);
		}
		return clean(url.toString());
	}

	/**
	 * Return the host of a URL or of what has a port at its end.
	 */
	static String hostOf(String url) {
		String clean = clean(url);
		int scheme = clean.indexOf("://");
		int start = (scheme >= 0) ? scheme + 3 : 0;
		int end = endOf(clean, start, "/;");
		int colon = clean.lastIndexOf(':', end - 1);
		boolean port = colon >= start
				&& (clean.startsWith("[", start) ? clean.charAt(colon - 1) == ']' : clean.indexOf(':', start) == colon);
		return clean.substring(start, port ? colon : end);
	}

}
