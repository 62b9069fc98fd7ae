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

package io.github.springxray.mongo;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.amazonaws.xray.entities.Entity;
import com.mongodb.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Carries who issues a command to where it is sent, beside what the application carries.
 */
final class CallerRequestContext implements RequestContext {

	private final RequestContext delegate;

	private final @Nullable Entity caller;

	CallerRequestContext(@Nullable RequestContext delegate, @Nullable Entity caller) {
		this.delegate = (delegate != null) ? delegate : new Values();
		this.caller = caller;
	}

	@Nullable Entity caller() {
		return this.caller;
	}

	@Override
	public <T> T get(Object key) {
		return this.delegate.get(key);
	}

	@Override
	public <T> @Nullable T getOrDefault(Object key, @Nullable T defaultValue) {
		return this.delegate.getOrDefault(key, defaultValue);
	}

	@Override
	public boolean hasKey(Object key) {
		return this.delegate.hasKey(key);
	}

	@Override
	public boolean isEmpty() {
		return this.delegate.isEmpty();
	}

	@Override
	public void put(Object key, Object value) {
		this.delegate.put(key, value);
	}

	@Override
	public void delete(Object key) {
		this.delegate.delete(key);
	}

	@Override
	public int size() {
		return this.delegate.size();
	}

	@Override
	public Stream<Map.Entry<Object, Object>> stream() {
		return this.delegate.stream();
	}

	/**
	 * For clients whose application carries nothing.
	 */
	private static final class Values implements RequestContext {

		private final Map<Object, Object> values = new ConcurrentHashMap<>();

		@Override
		@SuppressWarnings("unchecked")
		public <T> T get(Object key) {
			Object value = this.values.get(key);
			if (value == null) {
				throw new NoSuchElementException("The request context has no value of the key " + key);
			}
			return (T) value;
		}

		@Override
		public boolean hasKey(Object key) {
			return this.values.containsKey(key);
		}

		@Override
		public boolean isEmpty() {
			return this.values.isEmpty();
		}

		@Override
		public void put(Object key, Object value) {
			this.values.put(key, value);
		}

		@Override
		public void delete(Object key) {
			this.values.remove(key);
		}

		@Override
		public int size() {
			return this.values.size();
		}

		@Override
		public Stream<Map.Entry<Object, Object>> stream() {
			return this.values.entrySet().stream();
		}

	}

}
