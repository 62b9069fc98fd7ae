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

package io.github.springxray.document;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Remembers how strings are encoded that come again and again, such as names. It takes
 * those that come first while it has room for them, and then no others, so that strings
 * which are different each time cost next to nothing. Safe for use by several threads: at
 * worst they encode the same string twice.
 */
final class EncodedStrings {

	private static final int SIZE = 512;

	/**
	 * How many places to look at.
	 */
	private static final int PLACES = 4;

	/**
	 * Others are hardly the same twice, and would hold memory.
	 */
	private static final int MAX_LENGTH = 200;

	private final @Nullable Encoded[] places = new @Nullable Encoded[SIZE];

	private final Function<String, byte[]> encoding;

	EncodedStrings(Function<String, byte[]> encoding) {
		this.encoding = encoding;
	}

	/**
	 * Return a string as it is encoded.
	 * @return the bytes, {@code null} if there is no room to remember them
	 */
	byte @Nullable [] get(String string) {
		int hash = string.hashCode();
		int place = hash ^ hash >>> 16;
		for (int i = 0; i < PLACES; i++) {
			int index = (place + i) & SIZE - 1;
			Encoded encoded = this.places[index];
			if (encoded == null) {
				return encode(string, index);
			}
			if (encoded.string.equals(string)) {
				return encoded.bytes;
			}
		}
		return null;
	}

	private byte @Nullable [] encode(String string, int index) {
		if (string.length() > MAX_LENGTH) {
			return null;
		}
		byte[] bytes = this.encoding.apply(string);
		this.places[index] = new Encoded(string, bytes);
		return bytes;
	}

	/**
	 * A string and its bytes.
	 */
	private record Encoded(String string, byte[] bytes) {
	}

}
