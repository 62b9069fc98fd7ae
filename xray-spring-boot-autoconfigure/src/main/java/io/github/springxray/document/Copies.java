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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies of plain maps and collections that other threads may be changing.
 */
final class Copies {

	private static final int ATTEMPTS = 3;

	private Copies() {
	}

	/**
	 * The entries of a plain map, without those that have no key or value.
	 */
	static List<Map.Entry<String, Object>> entries(@Nullable Map<?, ?> map) {
		if (map == null || !Plain.isMap(map) || map.isEmpty()) {
			return List.of();
		}
		List<Map.Entry<String, Object>> entries = new ArrayList<>();
		for (int i = 0; i < ATTEMPTS; i++) {
			entries.clear();
			try {
				map.forEach((key, value) -> {
					if (key != null && value != null) {
						entries.add(Map.entry(Plain.text(key), value));
					}
				});
				return entries;
			}
			catch (RuntimeException ex) {
				// Try again; in the end what could be read is better than nothing
			}
		}
		return entries;
	}

	/**
	 * The elements of a plain collection, without those that are {@code null}.
	 */
	static <E> List<E> elements(@Nullable Collection<? extends E> collection) {
		if (collection == null || !Plain.isCollection(collection) || collection.isEmpty()) {
			return List.of();
		}
		List<E> elements = new ArrayList<>();
		for (int i = 0; i < ATTEMPTS; i++) {
			elements.clear();
			try {
				for (E element : collection) {
					if (element != null) {
						elements.add(element);
					}
				}
				return elements;
			}
			catch (RuntimeException ex) {
				// As above
			}
		}
		return elements;
	}

}
