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

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * A few fields in one array, each a key followed by its value, in the order in which they
 * came. An array that is not full ends with {@code null}. What has more fields becomes a
 * map.
 */
final class FlatFields {

	/**
	 * With more fields than these, looking through all of them is slower than a map.
	 */
	static final int MAX_FIELDS = 16;

	private static final int FIRST_LENGTH = 4;

	private FlatFields() {
	}

	/**
	 * Put a field where the present fields are an array or nothing.
	 * @return the array or map that has it; the one that there was, if there was room
	 */
	static Object put(@Nullable Object @Nullable [] fields, String key, Object value) {
		if (fields == null) {
			@Nullable Object[] first = new @Nullable Object[FIRST_LENGTH];
			first[0] = key;
			first[1] = value;
			return first;
		}
		int i = 0;
		for (; i < fields.length && fields[i] != null; i += 2) {
			if (key.equals(fields[i])) {
				fields[i + 1] = value;
				return fields;
			}
		}
		if (i >= 2 * MAX_FIELDS) {
			Map<String, Object> map = toMap(fields);
			map.put(key, value);
			return map;
		}
		@Nullable Object[] roomy = (i < fields.length) ? fields : Arrays.copyOf(fields, 2 * fields.length);
		// Whoever looks at them without the lock finds no key that has no value
		roomy[i + 1] = value;
		roomy[i] = key;
		return roomy;
	}

	/**
	 * Return a map with the same fields, for use by several threads. What is fixed in it
	 * becomes a map as well, as whoever asks for maps may want to change them.
	 */
	static Map<String, Object> toMap(@Nullable Object @Nullable [] fields) {
		Map<String, Object> map = new ConcurrentHashMap<>();
		if (fields != null) {
			for (int i = 0; i < fields.length && fields[i] != null; i += 2) {
				Object value = Objects.requireNonNull(fields[i + 1]);
				map.put((String) Objects.requireNonNull(fields[i]),
						(value instanceof FlatMap flat) ? new ConcurrentHashMap<>(flat) : value);
			}
		}
		return map;
	}

	/**
	 * Return an array with the fields of a map that cannot be changed.
	 */
	static @Nullable Object[] of(FlatMap map) {
		@Nullable Object[] fields = new @Nullable Object[2 * (map.size() + 1)];
		int i = 0;
		for (int slot = 0; slot < map.slots(); slot++) {
			Object value = map.valueOf(slot);
			if (value != null) {
				fields[i++] = map.keyOf(slot);
				fields[i++] = value;
			}
		}
		return fields;
	}

	/**
	 * Return fields that do not change with others, unless they are a map.
	 */
	static @Nullable Object copy(@Nullable Object stored) {
		return (stored instanceof Object[] array) ? array.clone() : stored;
	}

	/**
	 * Return the value of a field.
	 */
	static @Nullable Object get(@Nullable Object stored, String key) {
		if (stored instanceof Map<?, ?> map) {
			return map.get(key);
		}
		@Nullable Object[] fields = (@Nullable Object[]) stored;
		for (int i = 0; fields != null && i < fields.length && fields[i] != null; i += 2) {
			if (key.equals(fields[i])) {
				return fields[i + 1];
			}
		}
		return null;
	}

	static void put(Map<?, ?> map, String key, Object value) {
		FlatFields.<Map<String, Object>>cast(map).put(key, value);
	}

	@SuppressWarnings("unchecked")
	static <T> T cast(Object map) {
		return (T) map;
	}

}
