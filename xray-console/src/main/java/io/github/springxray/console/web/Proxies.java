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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells requests of this machine from those that a proxy of this machine passes on.
 */
public final class Proxies {

	private static final String[] HEADERS = { "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
			"X-Real-IP", "Via" };

	private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+(%.*)?");

	private Proxies() {
	}

	/**
	 * Return whether a request went through a proxy that says so.
	 * @param request the request
	 * @return whether it was passed on
	 */
	public static boolean isForwarded(ConsoleRequest request) {
		for (String header : HEADERS) {
			if (request.header(header) != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether an address is one of loopback.
	 * @param address the address
	 * @return {@code false} if it is not, or not known
	 */
	public static boolean isLoopback(@Nullable InetSocketAddress address) {
		return address != null && address.getAddress() != null && address.getAddress().isLoopbackAddress();
	}

	/**
	 * Return whether an address is one of loopback.
	 * @param address the address in digits; nothing is looked up
	 * @return {@code false} if it is not, or not known
	 */
	public static boolean isLoopback(@Nullable String address) {
		if (address == null || !LITERAL.matcher(address).matches()) {
			return false;
		}
		try {
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
