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

package io.github.springxray.console.daemon;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The first line of each datagram.
 */
final class DaemonHeader {

	private static final int MAX_LENGTH = 200;

	private static final String FORMAT = "\"format\"\\s*:\\s*\"json\"";

	private static final String VERSION = "\"version\"\\s*:\\s*1";

	private static final Pattern HEADER = Pattern.compile(
			"\\s*\\{\\s*(?:" + FORMAT + "\\s*,\\s*" + VERSION + "|" + VERSION + "\\s*,\\s*" + FORMAT + ")\\s*}\\s*");

	private DaemonHeader() {
	}

	static boolean isValid(byte[] buffer, int length) {
		return length <= MAX_LENGTH
				&& HEADER.matcher(new String(buffer, 0, length, StandardCharsets.ISO_8859_1)).matches();
	}

}
