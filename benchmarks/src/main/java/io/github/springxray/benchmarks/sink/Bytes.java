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

package io.github.springxray.benchmarks.sink;

import java.nio.charset.StandardCharsets;

/**
 * Looks for text in bytes without making strings of them.
 */
final class Bytes {

	private Bytes() {
	}

	static byte[] of(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static int count(byte[] content, int length, byte[] text) {
		int count = 0;
		for (int i = 0; i <= length - text.length; i++) {
			// The second byte is rarer than the quotation mark that all of these begin
			// with
			if (content[i + 1] == text[1] && matches(content, i, text)) {
				count++;
				i += text.length - 1;
			}
		}
		return count;
	}

	private static boolean matches(byte[] content, int offset, byte[] text) {
		for (int i = 0; i < text.length; i++) {
			if (content[offset + i] != text[i]) {
				return false;
			}
		}
		return true;
	}

}
