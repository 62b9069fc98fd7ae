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

package io.github.springxray.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of an application that are not traced although others of their kind are, and
 * why. For the starter's own packages.
 */
public final class LeftAlone implements TracingStatus {

	private static final int MAX_NAMES = 500;

	private final Map<String, Map<String, String>> kinds = new TreeMap<>();

	/**
	 * Say that something is left alone.
	 * @param kind what it is, in the plural and in lower camel case
	 * @param name its name
	 * @param reason why it is not traced
	 */
	public synchronized void add(String kind, String name, String reason) {
		Map<String, String> names = this.kinds.computeIfAbsent(kind, (key) -> new TreeMap<>());
		if (names.size() < MAX_NAMES) {
			names.putIfAbsent(name, reason);
		}
	}

	@Override
	public String name() {
		return "leftAlone";
	}

	@Override
	public synchronized Map<String, ?> describe() {
		Map<String, List<Map<String, String>>> copy = new TreeMap<>();
		this.kinds.forEach((kind, names) -> {
			List<Map<String, String>> list = new ArrayList<>();
			names.forEach((name, reason) -> list.add(Map.of("name", name, "reason", reason)));
			copy.put(kind, list);
		});
		return copy;
	}

}
