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

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Names as X-Ray takes them: up to 200 characters, each a Unicode letter, a digit, white
 * space or one of {@code _ . : / % & # = + \ - @}. A document with any other name is
 * rejected by the service, and the SDK does not check.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html">X-Ray
 * segment documents</a>
 */
public final class SegmentNames {

	/**
	 * How long a name may be, in characters.
	 */
	public static final int MAX_LENGTH = 200;

	private static final String UNNAMED = "unnamed";

	private static final String DEFAULT_SERVICE = "application";

	private static final String ALLOWED = "_.:/%&#=+\\-@ ";

	/**
	 * Which of the first 128 characters are legal: names are looked at with each
	 * subsegment.
	 */
	private static final boolean[] LEGAL = new boolean[128];

	static {
		for (int c = 0; c < LEGAL.length; c++) {
			LEGAL[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
					|| ALLOWED.indexOf(c) >= 0;
		}
	}

	private SegmentNames() {
	}

	/**
	 * Return the name of the service, and so of the segments of all that comes in.
	 * @param name the value of {@code xray.name}, if it is set
	 * @param applicationName the value of {@code spring.application.name}, if it is set
	 * @return the first of the two that has text, made legal; {@code application} if none
	 * has
	 */
	public static String ofService(@Nullable String name, @Nullable String applicationName) {
		if (StringUtils.hasText(name)) {
			return sanitize(name);
		}
		return StringUtils.hasText(applicationName) ? sanitize(applicationName) : DEFAULT_SERVICE;
	}

	/**
	 * Make a name legal: illegal characters become {@code _}, the rest after 200
	 * characters is cut. A legal name is returned as it is.
	 * @param name the name, {@code null} and blank give {@code unnamed}
	 * @return a legal name
	 */
	public static String sanitize(@Nullable String name) {
		if (name == null || name.isBlank()) {
			return UNNAMED;
		}
		int length = name.length();
		if (length <= MAX_LENGTH && isLegal(name, length)) {
			return name;
		}
		StringBuilder legal = new StringBuilder(Math.min(length, MAX_LENGTH));
		for (int i = 0; i < length && legal.length() < MAX_LENGTH;) {
			int codePoint = name.codePointAt(i);
			int width = Character.charCount(codePoint);
			if (!isLegal(codePoint)) {
				legal.append('_');
			}
			else if (legal.length() + width <= MAX_LENGTH) {
				legal.appendCodePoint(codePoint);
			}
			i += width;
		}
		return legal.toString();
	}

	private static boolean isLegal(String name, int length) {
		for (int i = 0; i < length; i++) {
			char c = name.charAt(i);
			if (c >= LEGAL.length) {
				return name.codePoints().allMatch(SegmentNames::isLegal);
			}
			if (!LEGAL[c]) {
				return false;
			}
		}
		return true;
	}

	private static boolean isLegal(int c) {
		if (c < LEGAL.length) {
			return LEGAL[c];
		}
		return Character.isLetter(c) || Character.isDigit(c) || Character.isSpaceChar(c);
	}

}
