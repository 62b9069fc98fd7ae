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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import io.github.springxray.document.Utf8Buffer.OverLimitException;
import io.github.springxray.entity.FlatMap;

/**
 * Writes the entries of a map as fields while it goes through the map, without a copy.
 * That is for what nearly all maps are: one of a few classes, with string keys that can
 * be written as they are. For any other map, and for one that another thread is just
 * changing, what has been written is taken back.
 */
abstract class MapFields implements BiConsumer<@Nullable Object, @Nullable Object> {

	private final JsonOut json;

	private boolean plain = true;

	MapFields(JsonOut json) {
		this.json = json;
	}

	/**
	 * Write all entries.
	 * @return whether that was possible; if not, nothing has been written
	 */
	boolean write(Map<?, ?> map) {
		Class<?> type = map.getClass();
		if (type != ConcurrentHashMap.class && !(map instanceof FlatMap) && type != LinkedHashMap.class
				&& type != HashMap.class) {
			return false;
		}
		int mark = this.json.position();
		try {
			map.forEach(this);
		}
		catch (OverLimitException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.plain = false;
		}
		if (!this.plain) {
			this.json.rewind(mark);
		}
		return this.plain;
	}

	@Override
	public void accept(@Nullable Object key, @Nullable Object value) {
		if (key == null || value == null || !this.plain) {
			return;
		}
		if (key instanceof String name && isPlain(name)) {
			write(this.json, name, value);
		}
		else {
			this.plain = false;
		}
	}

	/**
	 * Whether a key can be written as it is.
	 */
	abstract boolean isPlain(String key);

	abstract void write(JsonOut json, String key, Object value);

}
