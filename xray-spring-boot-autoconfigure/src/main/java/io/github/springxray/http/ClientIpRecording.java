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

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the address of a client.
 */
public enum ClientIpRecording {

	/**
	 * The whole address.
	 */
	TRUE,

	/**
	 * Nothing.
	 */
	FALSE,

	/**
	 * The address without its last octet, or without the last 80 bits of IPv6.
	 */
	TRUNCATED;

	private static final Pattern IPV4 = Pattern
		.compile("(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

	private static final Pattern IPV6 = Pattern.compile("(?=.{0,4}:)[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

	private static final int KEPT_OF_IPV4 = 3;

	private static final int KEPT_OF_IPV6 = 6;

	/**
	 * Return what is recorded of an address.
	 * @param address the address as somebody has claimed it
	 * @return the address or a part of it, {@code null} for nothing, also where a text
	 * that is no address in digits was to be truncated
	 */
	public @Nullable String of(@Nullable String address) {
		if (address == null || address.isBlank() || this == FALSE) {
			return null;
		}
		return (this == TRUE) ? address : truncate(withoutPort(address.trim()));
	}

	private static String withoutPort(String address) {
		if (address.startsWith("[")) {
			int end = address.indexOf(']');
			return (end > 0) ? address.substring(1, end) : "";
		}
		int colon = address.indexOf(':');
		return (colon > 0 && address.indexOf(':', colon + 1) < 0) ? address.substring(0, colon) : address;
	}

	/**
	 * The JDK looks up whatever it cannot read as an address, which for the client's word
	 * must never happen. It reads four octets, and what has a colon and begins as an IPv6
	 * address does.
	 */
	private static @Nullable String truncate(String address) {
		int zone = address.indexOf('%');
		String digits = (zone >= 0) ? address.substring(0, zone) : address;
		if (!IPV4.matcher(digits).matches() && !IPV6.matcher(digits).matches()) {
			return null;
		}
		try {
			InetAddress parsed = InetAddress.getByName(digits);
			byte[] bytes = parsed.getAddress();
			Arrays.fill(bytes, (parsed instanceof Inet4Address) ? KEPT_OF_IPV4 : KEPT_OF_IPV6, bytes.length, (byte) 0);
			return InetAddress.getByAddress(bytes).getHostAddress();
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
