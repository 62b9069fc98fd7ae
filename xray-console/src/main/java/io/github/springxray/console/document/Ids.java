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

package io.github.springxray.console.document;

/**
 * Ids of segments and traces.
 */
public final class Ids {

	private static final int TRACE_ID_LENGTH = 35;

	private static final int ID_LENGTH = 16;

	private Ids() {
	}

	/**
	 * Return whether text has the form of a trace id.
	 * @param text the text
	 * @return {@code true} for {@code 1-}, 8 hexadecimal digits, a dash, and 24 more
	 */
	public static boolean isTraceId(String text) {
		return text.length() == TRACE_ID_LENGTH && text.startsWith("1-") && text.charAt(10) == '-' && isHex(text, 2, 10)
				&& isHex(text, 11, TRACE_ID_LENGTH);
	}

	/**
	 * Return the id of a segment or subsegment as a number.
	 * @param text 16 hexadecimal digits
	 * @return the number, or 0 if it is no id
	 */
	public static long parse(String text) {
		if (text.length() != ID_LENGTH || !isHex(text, 0, ID_LENGTH)) {
			return 0;
		}
		return Long.parseUnsignedLong(text, 16);
	}

	/**
	 * Return the id of a segment or subsegment as it is written.
	 * @param id the id
	 * @return 16 hexadecimal digits
	 */
	public static String format(long id) {
		String digits = Long.toHexString(id);
		return "0".repeat(ID_LENGTH - digits.length()) + digits;
	}

	private static boolean isHex(String text, int from, int to) {
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
				return false;
			}
		}
		return true;
	}

}
