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

package io.github.springxray.entity;

import org.jspecify.annotations.Nullable;

/**
 * Tells values that never change and run no code of the application when they are
 * written.
 */
final class PlainValues {

	private PlainValues() {
	}

	/**
	 * Whether a block has only plain values. For a map the answer is that it has not, as
	 * it may be changing.
	 * @param stored the block as it is stored
	 * @param step how far the values are from one another, the first of them one less
	 * from the start
	 * @param max how long a string may be
	 */
	static boolean areAll(@Nullable Object stored, int step, int max) {
		if (stored == null) {
			return true;
		}
		if (stored instanceof FlatMap flat) {
			return isPlain(flat, max);
		}
		if (!(stored instanceof Object[] array)) {
			return false;
		}
		for (int i = step - 1; i < array.length; i += step) {
			Object value = array[i];
			if (value != null && !isPlain(value, max)) {
				return false;
			}
		}
		return true;
	}

	static boolean isPlain(Object value, int max) {
		if (value instanceof String text) {
			return text.length() <= max;
		}
		if (value instanceof FlatMap flat) {
			return isPlain(flat, max);
		}
		return value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Double
				|| value instanceof Float || value instanceof Short || value instanceof Byte;
	}

	private static boolean isPlain(FlatMap flat, int max) {
		return (flat instanceof SharedFields shared) ? shared.isPlain() : flat.isShort(max);
	}

}
