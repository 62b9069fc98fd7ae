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
import java.util.HashSet;

/**
 * Keeps the keys of an object apart that became the same when they were made legal.
 */
final class UniqueKeys {

	/**
	 * Up to this number a look at each is cheaper than a hash table.
	 */
	private static final int FEW = 16;

	private Collection<String> keys = new ArrayList<>();

	String unique(String key) {
		String unique = key;
		for (int i = 2; this.keys.contains(unique); i++) {
			unique = key + "_" + i;
		}
		if (this.keys.size() == FEW) {
			this.keys = new HashSet<>(this.keys);
		}
		this.keys.add(unique);
		return unique;
	}

}
