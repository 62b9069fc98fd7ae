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

package io.github.springxray.context;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is recorded of a URL of any scheme that stands in a text: scheme, hosts, ports and
 * path. User info, query, fragment and parameters of the path go.
 */
final class RecordedUrls {

	/**
	 * Several URLs in a row.
	 */
	private static final Pattern NEXT = Pattern.compile("(?i),(?=[a-z][a-z0-9+.-]*+://)");

	private static final String JDBC = "jdbc:";

	/**
	 * A port, or several hosts with ports, behind the first colon of an authority.
	 */
	private static final Pattern PORT = Pattern.compile("\\d*+(?:,.*+)?");

	/**
	 * Databases whose URLs name a file or a memory and have their secrets behind a
	 * semicolon or a question mark.
	 */
	private static final Pattern EMBEDDED = Pattern.compile("jdbc:(?:h2|hsqldb|derby|sqlite):[\\w.:~/\\\\-]*+");

	private RecordedUrls() {
	}

	static String of(String url) {
		Matcher next = NEXT.matcher(url);
		StringBuilder urls = new StringBuilder();
		int from = 0;
		while (next.find()) {
			urls.append(one(url.substring(from, next.start()))).append(',');
			from = next.end();
		}
		return urls.append(one(url.substring(from))).toString();
	}

	private static String one(String url) {
		return url.toLowerCase(Locale.ROOT).startsWith(JDBC) ? jdbc(url) : hierarchical(url);
	}

	private static String jdbc(String url) {
		int authority = url.indexOf("//");
		if (authority >= 0 && url.lastIndexOf('@', authority) < 0) {
			return hierarchical(url);
		}
		int at = url.lastIndexOf('@');
		if (at >= 0) {
			// Oracle's: the user and the password stand in front of the sign
			int name = url.indexOf(':', JDBC.length());
			return url.substring(0, (name >= 0) ? name + 1 : JDBC.length()) + "@"
					+ upToParameters(url.substring(at + 1));
		}
		String kept = upToParameters(url);
		if (EMBEDDED.matcher(kept.toLowerCase(Locale.ROOT)).matches()) {
			return kept;
		}
		int name = url.indexOf(':', JDBC.length());
		return url.substring(0, (name >= 0) ? name + 1 : JDBC.length()) + RecordedText.REDACTED;
	}

	private static String hierarchical(String url) {
		int authority = url.indexOf("//") + 2;
		int end = endOfAuthority(url, authority);
		int userInfo = url.lastIndexOf('@', end - 1);
		String hosts;
		if (userInfo >= authority) {
			hosts = url.substring(userInfo + 1);
		}
		else {
			hosts = url.substring(authority);
			int colon = hosts.indexOf(':');
			boolean port = colon < 0 || hosts.startsWith("[")
					|| PORT.matcher(hosts.substring(colon + 1, Math.max(colon + 1, end - authority))).matches();
			// A password with a slash or a question mark in it is none of a URL, but
			// happens
			int late = hosts.lastIndexOf('@');
			if (late >= 0 && !port) {
				hosts = hosts.substring(late + 1);
			}
			else if (!port && "${".indexOf(hosts.charAt(colon + 1)) < 0) {
				// What should be a port may be a password without its host
				hosts = hosts.substring(0, colon + 1) + RecordedText.REDACTED;
			}
		}
		return url.substring(0, authority) + upToParameters(hosts);
	}

	private static int endOfAuthority(String url, int start) {
		int end = start;
		while (end < url.length() && "/?#;\\".indexOf(url.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	private static String upToParameters(String url) {
		int end = 0;
		while (end < url.length() && "?#;".indexOf(url.charAt(end)) < 0) {
			end++;
		}
		return url.substring(0, end);
	}

}
