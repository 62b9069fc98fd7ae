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
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of one entity within a budget, in place. What is plain comes first,
 * as its size is known without reading it. Objects of the application are read only as
 * long as there is room for them, and not read any more once much was read in vain.
 */
final class MetadataReading {

	/**
	 * How many characters of metadata an entity may have. With more of it a document has
	 * no room for the rest of the entity, and then loses all of its metadata.
	 */
	static final int MAX_METADATA = 56 * 1024;

	/**
	 * How many times the budget may be written to find out what is too large.
	 */
	private static final long ATTEMPTS = 4;

	/**
	 * What stands around a key and a value.
	 */
	private static final int MARKS = 4;

	private final MetadataValues values;

	private int room;

	private final long maxWritten;

	private long written;

	private boolean full;

	MetadataReading(MetadataValues values, int room) {
		this.values = values;
		this.room = room;
		this.maxWritten = ATTEMPTS * room;
	}

	/**
	 * Read metadata.
	 * @param metadata the namespaces, concurrent maps each. What they hold is replaced by
	 * plain data, or removed
	 */
	@SuppressWarnings("unchecked")
	void read(Collection<Object> metadata) {
		List<Namespace> namespaces = new ArrayList<>(metadata.size());
		for (Object map : metadata) {
			Namespace namespace = new Namespace((ConcurrentHashMap<Object, Object>) map);
			namespaces.add(namespace);
			namespace.values.forEach((key, value) -> readPlain(namespace, key, value));
		}
		for (Namespace namespace : namespaces) {
			if (namespace.objects) {
				namespace.values.forEach((key, value) -> readObject(namespace, key, value));
			}
			namespace.finish();
		}
	}

	private void readPlain(Namespace namespace, Object key, Object value) {
		if (!isPlain(value)) {
			namespace.objects = true;
		}
		else if (!take(key, weightOf(value))) {
			namespace.omit(key, value);
		}
	}

	private void readObject(Namespace namespace, Object key, Object value) {
		if (isPlain(value)) {
			return;
		}
		String json = toJson(value);
		if (json != null && take(key, json.length())) {
			EntityCapture.replace(namespace.values, key, value, new CapturedJson(value.getClass().getName(), json));
		}
		else {
			// Others would be read in vain too
			this.full = true;
			namespace.omit(key, value);
		}
	}

	private @Nullable String toJson(Object value) {
		if (this.full || this.written > this.maxWritten) {
			return null;
		}
		int max = Math.min(Limits.DOCUMENTED.metadata(), this.room);
		String json = this.values.toJson(value, max);
		this.written += (json != null) ? json.length() : max;
		return (json == null && max == Limits.DOCUMENTED.metadata()) ? MetadataValues.tooLong(value, max) : json;
	}

	private static boolean isPlain(Object value) {
		return value instanceof CapturedJson || MetadataValues.isPlain(value, Limits.DOCUMENTED.metadata());
	}

	private boolean take(Object key, int weight) {
		int needed = weight + MARKS + ((key instanceof String string) ? string.length() : MARKS);
		if (needed > this.room) {
			return false;
		}
		this.room -= needed;
		return true;
	}

	/**
	 * About how much memory a value holds once it was captured.
	 */
	static int weightOf(Object value) {
		if (value instanceof CapturedJson captured) {
			return captured.json().length();
		}
		return (value instanceof String string) ? string.length() : Long.BYTES;
	}

	/**
	 * The values of one namespace.
	 */
	private static final class Namespace {

		private final ConcurrentHashMap<Object, Object> values;

		private boolean objects;

		private int omitted;

		Namespace(ConcurrentHashMap<Object, Object> values) {
			this.values = values;
		}

		void omit(Object key, Object value) {
			this.omitted++;
			EntityCapture.replace(this.values, key, value, null);
		}

		void finish() {
			if (this.omitted > 0) {
				this.values.put(EntityValues.OMITTED,
						this.omitted + " values left out: there is no room for so much metadata");
			}
		}

	}

}
