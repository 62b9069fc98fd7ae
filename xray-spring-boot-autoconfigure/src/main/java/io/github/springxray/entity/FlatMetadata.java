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
 * A few values of metadata in one array: each a namespace, a key and a value. An array
 * that is not full ends with {@code null}. What has more of them becomes a map of maps.
 */
final class FlatMetadata {

	static final int MAX_VALUES = 16;

	private static final int FIRST_LENGTH = 6;

	private FlatMetadata() {
	}

	/**
	 * Put a value where the present ones are an array or nothing.
	 * @return the array or map that has it; the one that there was, if there was room
	 */
	static Object put(@Nullable Object @Nullable [] values, String namespace, String key, Object value) {
		if (values == null) {
			@Nullable Object[] first = new @Nullable Object[FIRST_LENGTH];
			first[0] = namespace;
			first[1] = key;
			first[2] = value;
			return first;
		}
		int i = 0;
		for (; i < values.length && values[i] != null; i += 3) {
			if (key.equals(values[i + 1]) && namespace.equals(values[i])) {
				values[i + 2] = value;
				return values;
			}
		}
		if (i >= 3 * MAX_VALUES) {
			Map<String, Map<String, Object>> map = toMap(values);
			put(map, namespace, key, value);
			return map;
		}
		@Nullable Object[] roomy = (i < values.length) ? values : Arrays.copyOf(values, 2 * values.length);
		roomy[i + 2] = value;
		roomy[i + 1] = key;
		roomy[i] = namespace;
		return roomy;
	}

	static void put(Map<String, Map<String, Object>> map, String namespace, String key, Object value) {
		map.computeIfAbsent(namespace, (name) -> new ConcurrentHashMap<>()).put(key, value);
	}

	/**
	 * Return a map with the same values, for use by several threads.
	 */
	static Map<String, Map<String, Object>> toMap(@Nullable Object @Nullable [] values) {
		Map<String, Map<String, Object>> map = new ConcurrentHashMap<>();
		if (values != null) {
			for (int i = 0; i < values.length && values[i] != null; i += 3) {
				put(map, (String) Objects.requireNonNull(values[i]), (String) Objects.requireNonNull(values[i + 1]),
						Objects.requireNonNull(values[i + 2]));
			}
		}
		return map;
	}

}
