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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The fields that all segments of a recorder have in common, such as where the process
 * runs.
 */
public final class SharedFields extends FlatMap {

	private static final int MAX_DEPTH = 3;

	private static final int MAX_TEXT = 1000;

	private final @Nullable Object[] fields;

	/**
	 * Whether the values never change and run no code when they are written.
	 */
	private final boolean plain;

	private SharedFields(@Nullable Object[] fields, boolean plain) {
		this.fields = fields;
		this.plain = plain;
	}

	/**
	 * Copy a map.
	 * @param map the map, safe for use by several threads
	 * @return the same fields
	 */
	public static SharedFields of(Map<String, ?> map) {
		return of(map, MAX_DEPTH);
	}

	/**
	 * Maps in it are copied too, so that nobody changes them.
	 */
	private static SharedFields of(Map<?, ?> map, int depth) {
		List<Object> fields = new ArrayList<>();
		boolean plain = true;
		for (Map.Entry<?, ?> entry : map.entrySet()) {
			Object value = entry.getValue();
			if (value instanceof Map<?, ?> inner && depth > 0) {
				value = of(inner, depth - 1);
			}
			fields.add(String.valueOf(entry.getKey()));
			fields.add(value);
			plain = plain && PlainValues.isPlain(value, MAX_TEXT);
		}
		return new SharedFields(fields.toArray(), plain);
	}

	/**
	 * The fields of an array, which may end with {@code null}.
	 */
	static SharedFields of(@Nullable Object[] fields) {
		return new SharedFields(fields, false);
	}

	boolean isPlain() {
		return this.plain;
	}

	@Override
	int slots() {
		return this.fields.length / 2;
	}

	@Override
	String keyOf(int slot) {
		Object key = this.fields[2 * slot];
		return (key != null) ? (String) key : "";
	}

	@Override
	@Nullable Object valueOf(int slot) {
		return this.fields[2 * slot + 1];
	}

}
