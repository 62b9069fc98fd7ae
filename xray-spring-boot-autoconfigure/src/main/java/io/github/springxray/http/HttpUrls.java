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

/**
 * URLs as they are recorded: scheme, host, port and path. What may hold secrets or makes
 * each URL a different one is dropped. No method here throws.
 */
public final class HttpUrls {

	private HttpUrls() {
	}

	/**
	 * Drop user info, path parameters, query and fragment of a URL.
	 * @param url the URL, absolute or not
	 * @return the rest, the same string if there is nothing to drop
	 */
	public static String clean(String url) {
		if (!needsCleaning(url)) {
			return url;
		}
		int end = endOfPath(url);
		int authority = startOfAuthority(url, end);
		int path = indexOf(url, '/', authority, end);
		int late = endOfLateUserInfo(url, authority, path);
		if (late > 0) {
			return clean(url.substring(0, authority) + url.substring(late));
		}
		StringBuilder clean = new StringBuilder(end);
		clean.append(url, 0, authority);
		if (authority > 0) {
			int userInfo = url.lastIndexOf('@', path - 1);
			clean.append(url, (userInfo >= authority) ? userInfo + 1 : authority, path);
		}
		else {
			path = 0;
		}
		appendPath(clean, url, path, end);
		return clean.toString();
	}

	/**
	 * Return the path of a URL, without path parameters.
	 * @param url the URL or a template of one, absolute or not
	 * @return the path, {@code /} if there is none
	 */
	public static String pathOf(String url) {
		String clean = clean(url);
		int authority = startOfAuthority(clean, clean.length());
		int path = indexOf(clean, '/', authority, clean.length());
		String pathOnly = (authority > 0) ? clean.substring(path) : clean;
		return pathOnly.isEmpty() ? "/" : pathOnly;
	}

	/**
	 * Put a URL together from its parts.
	 * @param scheme the scheme
	 * @param host the host, an IPv6 address with or without its brackets
	 * @param port the port; left out if it is the default one of the scheme or not
	 * positive
	 * @param rawPath the path as it was sent; path parameters and what follows it are
	 * dropped
	 * @return the URL
	 */
	public static String of(String scheme, String host, int port, String rawPath) {
		StringBuilder url = new StringBuilder(scheme.length() + host.length() + rawPath.length() + 12);
		url.append(scheme).append("://");
		if (host.indexOf(':') >= 0 && host.charAt(0) != '[') {
			url.append('[').append(host).append(']');
		}
		else {
			url.append(host);
		}
		if (port > 0 && port != defaultPort(scheme)) {
			url.append(':').append(port);
		}
		if (!rawPath.isEmpty() && rawPath.charAt(0) != '/') {
			url.append('/');
		}
		appendPath(url, rawPath, 0, endOfPath(rawPath));
		return url.toString();
	}

	private static int defaultPort(String scheme) {
		if ("http".equalsIgnoreCase(scheme)) {
			return 80;
		}
		return "https".equalsIgnoreCase(scheme) ? 443 : -1;
	}

	private static boolean needsCleaning(String url) {
		for (int i = 0; i < url.length(); i++) {
			char c = url.charAt(i);
			if (c == '?' || c == '#' || c == ';' || c == '@') {
				return true;
			}
		}
		return false;
	}

	private static int endOfPath(String url) {
		return indexOf(url, '#', 0, indexOf(url, '?', 0, url.length()));
	}

	/**
	 * Return 0 if there is no authority.
	 */
	private static int startOfAuthority(String url, int end) {
		int slash = indexOf(url, '/', 0, end);
		boolean afterScheme = (slash == 0 || url.charAt(slash - 1) == ':');
		return (afterScheme && slash + 1 < end && url.charAt(slash + 1) == '/') ? slash + 2 : 0;
	}

	private static void appendPath(StringBuilder target, String url, int start, int end) {
		for (int from = start; from < end;) {
			int parameter = indexOf(url, ';', from, end);
			target.append(url, from, parameter);
			from = indexOf(url, '/', parameter, end);
		}
	}

	/**
	 * A password with a slash, a question mark or a hash in it makes no URL, but may be
	 * there. What is behind its colon is no port then, and the sign comes later.
	 * @return what follows user info of that kind, 0 if there is none
	 */
	private static int endOfLateUserInfo(String url, int authority, int path) {
		if (authority == 0 || url.charAt(Math.min(authority, url.length() - 1)) == '['
				|| url.lastIndexOf('@', path - 1) >= authority) {
			return 0;
		}
		int colon = indexOf(url, ':', authority, path);
		for (int i = colon + 1; i < path; i++) {
			if (url.charAt(i) < '0' || url.charAt(i) > '9') {
				return url.lastIndexOf('@') + 1;
			}
		}
		return 0;
	}

	private static int indexOf(String url, char c, int start, int end) {
		int index = url.indexOf(c, start);
		return (index < 0 || index > end) ? end : index;
	}

}
