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

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

/**
 * A map that cannot be changed and whose few possible keys are known, so that each value
 * is a field of an object. What has no value is not in the map.
 */
public abstract class FlatMap extends AbstractMap<String, Object> {

	/**
	 * How many slots there are.
	 */
	abstract int slots();

	/**
	 * The key of a slot.
	 */
	abstract String keyOf(int slot);

	/**
	 * The value of a slot, {@code null} if there is none.
	 */
	abstract @Nullable Object valueOf(int slot);

	/**
	 * Whether no string is longer. All other values are numbers and booleans.
	 */
	boolean isShort(int max) {
		for (int slot = 0; slot < slots(); slot++) {
			if (valueOf(slot) instanceof String text && text.length() > max) {
				return false;
			}
		}
		return true;
	}

	@Override
	public final void forEach(BiConsumer<? super String, ? super Object> action) {
		int slots = slots();
		for (int slot = 0; slot < slots; slot++) {
			Object value = valueOf(slot);
			if (value != null) {
				action.accept(keyOf(slot), value);
			}
		}
	}

	@Override
	@SuppressWarnings("NullAway") // of a map, null means that there is nothing
	public final @Nullable Object get(@Nullable Object key) {
		for (int slot = 0; slot < slots(); slot++) {
			if (keyOf(slot).equals(key)) {
				return valueOf(slot);
			}
		}
		return null;
	}

	@Override
	public final boolean containsKey(@Nullable Object key) {
		return get(key) != null;
	}

	@Override
	public final int size() {
		int size = 0;
		for (int slot = 0; slot < slots(); slot++) {
			if (valueOf(slot) != null) {
				size++;
			}
		}
		return size;
	}

	@Override
	public final Set<Map.Entry<String, Object>> entrySet() {
		return new Entries();
	}

	private final class Entries extends AbstractSet<Map.Entry<String, Object>> {

		@Override
		public Iterator<Map.Entry<String, Object>> iterator() {
			return new EntryIterator();
		}

		@Override
		public int size() {
			return FlatMap.this.size();
		}

	}

	private final class EntryIterator implements Iterator<Map.Entry<String, Object>> {

		private int slot = -1;

		private EntryIterator() {
			advance();
		}

		private void advance() {
			this.slot++;
			while (this.slot < slots() && valueOf(this.slot) == null) {
				this.slot++;
			}
		}

		@Override
		public boolean hasNext() {
			return this.slot < slots();
		}

		@Override
		public Map.Entry<String, Object> next() {
			Object value = hasNext() ? valueOf(this.slot) : null;
			if (value == null) {
				throw new NoSuchElementException();
			}
			Map.Entry<String, Object> entry = Map.entry(keyOf(this.slot), value);
			advance();
			return entry;
		}

	}

}
