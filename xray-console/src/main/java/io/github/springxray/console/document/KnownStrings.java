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
 * Strings that come again and again, so that each is in memory once. It forgets: a string
 * takes the place of another one. Races between threads cost a second copy and no more.
 */
final class KnownStrings {

	private static final int SIZE = 4096;

	private static final int MAX_LENGTH = 256;

	// Header, hash and flags of the string, header and length of its array
	private static final int OVERHEAD = 40;

	private final String[] strings = new String[SIZE];

	/**
	 * Return the string, or an equal one that is in memory already.
	 * @param reading where the bytes of a string that is new are counted
	 */
	String share(String string, DocumentParser.Reading reading) {
		if (string.length() > MAX_LENGTH) {
			reading.size += sizeOf(string);
			return string;
		}
		int hash = string.hashCode();
		int index = (hash ^ (hash >>> 12)) & (SIZE - 1);
		String known = this.strings[index];
		if (string.equals(known)) {
			return known;
		}
		reading.size += sizeOf(string);
		this.strings[index] = string;
		return string;
	}

	static long sizeOf(String string) {
		for (int i = 0; i < string.length(); i++) {
			if (string.charAt(i) > 0xFF) {
				return OVERHEAD + 2L * string.length();
			}
		}
		return OVERHEAD + string.length();
	}

}
