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

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Keeps something beside an object for as long as the object lives. Objects are told
 * apart by identity, so that none of their code runs. A value must not refer to its key,
 * or neither is ever collected.
 *
 * @param <K> the type of the objects
 * @param <V> the type of what is kept
 */
public final class WeakIdentityMap<K, V> {

	private final ConcurrentMap<Object, V> entries = new ConcurrentHashMap<>();

	private final ReferenceQueue<K> collected = new ReferenceQueue<>();

	/**
	 * Return what is kept beside an object.
	 * @param key the object
	 * @return the value, or {@code null} if there is none
	 */
	public @Nullable V get(K key) {
		return this.entries.get(new Lookup(key));
	}

	/**
	 * Return what is kept beside an object, and create it if there is nothing.
	 * @param key the object
	 * @param creator creates the value. It may be called in vain where two threads come
	 * at the same time.
	 * @return the value
	 */
	public V computeIfAbsent(K key, Supplier<V> creator) {
		V known = get(key);
		if (known != null) {
			return known;
		}
		forgetCollected();
		V created = creator.get();
		V other = this.entries.putIfAbsent(new WeakKey<>(key, this.collected), created);
		return (other != null) ? other : created;
	}

	/**
	 * Return for how many objects something is kept.
	 * @return the number
	 */
	public int size() {
		forgetCollected();
		return this.entries.size();
	}

	private void forgetCollected() {
		for (Reference<?> key = this.collected.poll(); key != null; key = this.collected.poll()) {
			this.entries.remove(key);
		}
	}

	private static boolean same(@Nullable Object first, Object second) {
		Object other = (second instanceof WeakKey<?> key) ? key.get()
				: (second instanceof Lookup lookup) ? lookup.key() : null;
		return first != null && first == other;
	}

	private static final class WeakKey<K> extends WeakReference<K> {

		private final int hash;

		WeakKey(K key, ReferenceQueue<K> collected) {
			super(key, collected);
			this.hash = System.identityHashCode(key);
		}

		@Override
		public boolean equals(Object other) {
			return other == this || same(get(), other);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	/**
	 * Finds an entry without a reference of its own.
	 */
	private record Lookup(Object key) {

		@Override
		public boolean equals(Object other) {
			return same(this.key, other);
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.key);
		}

	}

}
