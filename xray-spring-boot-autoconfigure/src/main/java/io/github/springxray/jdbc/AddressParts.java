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

package io.github.springxray.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Tells hosts, ports and names in a JDBC URL from what is none and may be secret.
 */
final class AddressParts {

	private static final int MAX_SCHEME = 30;

	private static final int MAX_HOST = 253;

	private static final int MAX_NAME = 128;

	private static final int MAX_HOSTS = 32;

	private AddressParts() {
	}

	static boolean isScheme(String text) {
		return consistsOf(text, "+-._", MAX_SCHEME);
	}

	static @Nullable String name(@Nullable String text) {
		return (text != null && isName(text)) ? text : null;
	}

	private static boolean isName(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Character.isLetterOrDigit(c) && "_-.$+~% ".indexOf(c) < 0) {
				return false;
			}
		}
		return !text.isBlank() && text.length() <= MAX_NAME;
	}

	/**
	 * Return the position of the first of some characters, or the length of the text.
	 */
	static int endAt(String text, String characters) {
		int end = 0;
		while (end < text.length() && characters.indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	/**
	 * Return whether what was taken for hosts may be the first half of a password with a
	 * slash or a question mark in it.
	 * @param rest what follows the hosts
	 */
	static boolean hasUserInfo(String rest) {
		int path = endAt(rest, "?;#");
		int end = path + endAt(rest.substring(path), "=");
		return rest.substring(0, end).indexOf('@') >= 0;
	}

	/**
	 * Return hosts with their ports, without user names and passwords.
	 * @param authority the hosts of a URL, separated by commas
	 * @return the hosts, which may be none, or {@code null} if something is not a host
	 */
	static @Nullable List<String> hosts(String authority) {
		List<String> hosts = new ArrayList<>();
		// A comma may also be in a password, so nothing in front of an @ is kept.
		for (String host : unbracketed(authority.substring(authority.lastIndexOf('@') + 1)).split(",")) {
			if (host.isBlank()) {
				continue;
			}
			if (!isHostAndPort(host.trim()) || hosts.size() == MAX_HOSTS) {
				return null;
			}
			hosts.add(host.trim());
		}
		return hosts;
	}

	private static String unbracketed(String hosts) {
		boolean list = hosts.startsWith("[") && hosts.endsWith("]") && hosts.indexOf(',') > 0;
		return list ? hosts.substring(1, hosts.length() - 1) : hosts;
	}

	private static boolean isHostAndPort(String text) {
		int port = text.indexOf(':', Math.max(text.lastIndexOf(']'), 0));
		return (port < 0) ? isHost(text) : isHost(text.substring(0, port)) && isPort(text.substring(port + 1));
	}

	static boolean isPort(String text) {
		return !text.isEmpty() && text.length() <= 5 && text.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	static boolean isHost(String text) {
		if (text.startsWith("[") && text.endsWith("]")) {
			return text.indexOf(':') > 0 && consistsOf(text.substring(1, text.length() - 1), ":.%-_", MAX_HOST);
		}
		return consistsOf(text, ".-_", MAX_HOST);
	}

	private static boolean consistsOf(String text, String others, int maxLength) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
			if (!letter && !(c >= '0' && c <= '9') && others.indexOf(c) < 0) {
				return false;
			}
		}
		return !text.isEmpty() && text.length() <= maxLength;
	}

	static String withoutPort(String host) {
		int port = host.indexOf(':', Math.max(host.lastIndexOf(']'), 0));
		return (port < 0) ? host : host.substring(0, port);
	}

	static @Nullable String first(List<String> hosts) {
		return hosts.isEmpty() ? null : withoutPort(hosts.get(0));
	}

	/**
	 * Return the hosts and ports in a text such as {@code (host=a)(port=1),(host=b)}.
	 */
	static List<String> describedHosts(String description) {
		List<String> hosts = new ArrayList<>();
		boolean port = false;
		for (String pair : description.split("[(),]")) {
			String host = value(pair, "host");
			if (host != null) {
				if (!isHost(host) || hosts.size() == MAX_HOSTS) {
					return Collections.emptyList();
				}
				hosts.add(host);
				port = false;
			}
			String number = value(pair, "port");
			if (number != null && isPort(number) && !hosts.isEmpty() && !port) {
				hosts.add(hosts.remove(hosts.size() - 1) + ":" + number);
				port = true;
			}
		}
		return hosts;
	}

	/**
	 * Return the first value of a key in a text such as {@code (key=a)(other=b)}.
	 */
	static @Nullable String described(String description, String key) {
		for (String pair : description.split("[(),]")) {
			String value = value(pair, key);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private static @Nullable String value(String pair, String key) {
		int equals = pair.indexOf('=');
		boolean found = equals > 0 && pair.substring(0, equals).trim().toLowerCase(Locale.ROOT).equals(key);
		return found ? pair.substring(equals + 1).trim() : null;
	}

}
