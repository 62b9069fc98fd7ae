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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads the length of a body as a header tells it, which may be any text. No method here
 * throws.
 */
public final class ContentLengths {

	private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

	private ContentLengths() {
	}

	/**
	 * Return the length that a header tells.
	 * @param header the value of the header, {@code null} if there is none
	 * @return the number of bytes; -1 if it is no number. The same number several times,
	 * with commas in between, is that number.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.6">RFC 9110,
	 * Content-Length</a>
	 */
	public static long parse(@Nullable String header) {
		long length = -1;
		if (header == null) {
			return length;
		}
		for (String part : header.split(",", -1)) {
			String digits = part.trim();
			if (!DIGITS.matcher(digits).matches()) {
				return -1;
			}
			long value = Long.parseLong(digits);
			if (length >= 0 && length != value) {
				return -1;
			}
			length = value;
		}
		return length;
	}

	/**
	 * Return whether a response has no body, whatever its headers tell.
	 * @param method the method of the request
	 * @param status the status of the response
	 * @return {@code true} for what answers HEAD, and for informational responses, 204
	 * and 304
	 */
	public static boolean isBodiless(@Nullable String method, int status) {
		return "HEAD".equals(method) || status == 204 || status == 304 || (status >= 100 && status < 200);
	}

}
