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

package io.github.springxray.recorder;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Tells addresses in digits from names. The JDK takes what merely looks like one, such as
 * {@code 256.1.1.1} or {@code g::1}, for a name, and asks the name server for it.
 */
public final class AddressInDigits {

	private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d{1,2})(?:\\.(?!$)|$)){4}");

	private AddressInDigits() {
	}

	/**
	 * Read an address without ever asking a name server.
	 * @param host an IPv4 address, an IPv6 address without brackets, or anything else
	 * @return the address, or {@code null} if it is none in digits
	 */
	public static @Nullable InetAddress parse(String host) {
		try {
			if (IPV4.matcher(host).matches()) {
				return InetAddress.getByName(host);
			}
			// What stands in brackets is never looked up
			return (host.indexOf(':') >= 0) ? InetAddress.getByName("[" + host + "]") : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
