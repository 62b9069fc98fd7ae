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

import java.util.Locale;

import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * Reads ids strictly. The SDK makes up a new trace where it cannot read an id.
 */
final class TraceIds {

	private static final int LENGTH = 35;

	private static final int TIME_START = 2;

	private static final int TIME_END = 10;

	private static final int PARENT_LENGTH = 16;

	private TraceIds() {
	}

	/**
	 * Read {@code 1-<8 hex>-<24 hex>}. Neither part is ever zero in an X-Ray id; a time
	 * of zero is how Datadog pads its ids of 64 bits.
	 */
	static @Nullable TraceID parse(String value) {
		if (value.length() != LENGTH || value.charAt(0) != '1' || value.charAt(1) != '-'
				|| value.charAt(TIME_END) != '-') {
			return null;
		}
		if (!isId(value, TIME_START, TIME_END) || !isId(value, TIME_END + 1, LENGTH)) {
			return null;
		}
		return TraceID.fromString(value.toLowerCase(Locale.ROOT));
	}

	static @Nullable String parseParent(String value) {
		return (value.length() == PARENT_LENGTH && isId(value, 0, PARENT_LENGTH)) ? value.toLowerCase(Locale.ROOT)
				: null;
	}

	/**
	 * Return whether a part of a string is hex and not all zero.
	 */
	static boolean isId(String value, int start, int end) {
		boolean zero = true;
		for (int i = start; i < end; i++) {
			char c = value.charAt(i);
			if (!isHex(c)) {
				return false;
			}
			zero &= (c == '0');
		}
		return !zero;
	}

	static boolean isHex(char c) {
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
	}

}
