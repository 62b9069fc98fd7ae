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
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.amazonaws.xray.entities.AWSLogReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the application has put into one block of an entity, such as {@code http} or
 * the annotations, and turns it into plain data. It may throw, change meanwhile or have
 * no end: a value that cannot be read loses itself, and what is more than a document can
 * hold is not read.
 */
final class Reading {

	/**
	 * More characters than a document can hold.
	 */
	static final int MAX_BLOCK = 64 * 1024;

	private static final int MAX_DEPTH = 16;

	private static final int ATTEMPTS = 3;

	/**
	 * What stands around a value at least.
	 */
	private static final int MARKS = 2;

	private static final String NO_ROOM = "more left out: the document was too large";

	private final Consumer<Throwable> failures;

	private int room = MAX_BLOCK;

	/**
	 * Create an instance for one block.
	 * @param failures is told what the application's objects throw
	 */
	Reading(Consumer<Throwable> failures) {
		this.failures = failures;
	}

	boolean isFull() {
		return this.room <= 0;
	}

	Object annotation(Object value) {
		return scalar(value, Limits.DOCUMENTED.annotation());
	}

	Object field(Object value) {
		return field(value, 1);
	}

	private Object field(Object value, int depth) {
		boolean nested = value instanceof Map || value instanceof Collection || value instanceof Object[];
		if (nested && depth >= MAX_DEPTH) {
			return Text.notRecorded(value, "nested too deep");
		}
		if (value instanceof Map<?, ?> map) {
			return map(map, depth + 1);
		}
		if (value instanceof Collection<?> collection) {
			return list(collection, collection::iterator, depth + 1);
		}
		if (value instanceof Object[] array) {
			return list(array, Arrays.asList(array)::iterator, depth + 1);
		}
		return (value instanceof AWSLogReference reference) ? logReference(reference)
				: scalar(value, Limits.DOCUMENTED.query());
	}

	private Map<String, Object> map(Map<?, ?> map, int depth) {
		Map<String, Object> copy = Plain.isMap(map) ? copyOfScalars(map) : null;
		return (copy != null) ? copy : copyOf(map, depth);
	}

	/**
	 * Copy what nearly all maps are, that of a request for example.
	 */
	private @Nullable Map<String, Object> copyOfScalars(Map<?, ?> map) {
		Map<String, Object> copy = new LinkedHashMap<>();
		int size = 0;
		try {
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				Object value = entry.getValue();
				if (!(entry.getKey() instanceof String key) || !Plain.isScalar(value)
						|| sizeOf(value) > Limits.DOCUMENTED.text()) {
					return null;
				}
				size += sizeOf(key) + sizeOf(value);
				if (size > this.room) {
					return null;
				}
				copy.put(key, value);
			}
		}
		catch (RuntimeException ex) {
			return null;
		}
		this.room -= size;
		return copy;
	}

	private static int sizeOf(Object scalar) {
		return MARKS + ((scalar instanceof String string) ? string.length() : MARKS);
	}

	private Map<String, Object> copyOf(Map<?, ?> map, int depth) {
		Map<String, Object> copy = new LinkedHashMap<>();
		entries(map, copy).forEach((key, value) -> {
			if (isFull()) {
				copy.put(EntityValues.OMITTED, NO_ROOM);
			}
			else {
				copy.put(key, field(value, depth));
			}
		});
		return copy;
	}

	/**
	 * Read the entries of a map, but not the values.
	 * @param map the map
	 * @param notes where to say what could not be read
	 * @return the entries that have a key and a value
	 */
	Map<String, Object> entries(Map<?, ?> map, Map<? super String, Object> notes) {
		Found found = find(() -> map.entrySet().iterator(), (element) -> entry((Map.Entry<?, ?>) element));
		Map<String, Object> entries = new LinkedHashMap<>();
		UniqueKeys keys = new UniqueKeys();
		for (Object element : found.elements()) {
			Object[] entry = (Object[]) element;
			String key = keys.unique(Text.of(entry[0], this.failures));
			this.room -= Math.min(key.length(), Limits.DOCUMENTED.text());
			entries.put(key, entry[1]);
		}
		String note = noteOn(map, found);
		if (note != null) {
			notes.put(EntityValues.OMITTED, note);
		}
		return entries;
	}

	private static Object @Nullable [] entry(Map.Entry<?, ?> entry) {
		Object key = entry.getKey();
		Object value = entry.getValue();
		return (key != null && value != null) ? new Object[] { key, value } : null;
	}

	private List<Object> list(Object list, Supplier<Iterator<?>> source, int depth) {
		List<Object> copy = new ArrayList<>();
		Found found = find(source, (element) -> element);
		for (Object element : found.elements()) {
			if (isFull()) {
				copy.add(NO_ROOM);
				return copy;
			}
			copy.add(field(element, depth));
		}
		String note = noteOn(list, found);
		if (note != null) {
			copy.add(note);
		}
		return copy;
	}

	/**
	 * Collect elements, as many as there is room for. In the end what could be read is
	 * better than nothing.
	 */
	private Found find(Supplier<Iterator<?>> source, Snapshot snapshot) {
		List<Object> elements = new ArrayList<>();
		Throwable failure = null;
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			elements.clear();
			try {
				boolean complete = collect(source.get(), snapshot, elements);
				this.room -= MARKS * elements.size();
				return new Found(elements, complete, null);
			}
			catch (Throwable ex) {
				failure = Text.survivable(ex);
			}
		}
		if (failure != null) {
			this.failures.accept(failure);
		}
		return new Found(elements, false, failure);
	}

	private boolean collect(Iterator<?> iterator, Snapshot snapshot, List<Object> elements) {
		for (int left = this.room / MARKS; iterator.hasNext(); left--) {
			if (left <= 0) {
				return false;
			}
			Object element = iterator.next();
			Object read = (element != null) ? snapshot.of(element) : null;
			if (read != null) {
				elements.add(read);
			}
		}
		return true;
	}

	private static @Nullable String noteOn(Object value, Found found) {
		if (found.failure() != null) {
			return Text.notRecorded(value, found.failure().getClass().getSimpleName());
		}
		return found.complete() ? null : NO_ROOM;
	}

	private Map<String, Object> logReference(AWSLogReference reference) {
		Map<String, Object> properties = new LinkedHashMap<>();
		if (reference.getLogGroup() != null) {
			properties.put("log_group", reference.getLogGroup());
		}
		if (reference.getArn() != null) {
			properties.put("arn", reference.getArn());
		}
		return properties;
	}

	/**
	 * Read strings, such as ids and paths.
	 */
	List<String> strings(Collection<?> collection) {
		List<String> strings = new ArrayList<>();
		for (Object element : find(collection::iterator, (any) -> any).elements()) {
			strings.add(Text.cut(Text.of(element, this.failures), Limits.DOCUMENTED.text(), false));
		}
		return strings;
	}

	private Object scalar(Object value, int max) {
		Object scalar = read(value, max);
		this.room -= (scalar instanceof String string) ? string.length() : MARKS;
		return scalar;
	}

	private Object read(Object value, int max) {
		if (value instanceof Boolean || (value instanceof String string && string.length() <= max)) {
			return value;
		}
		if (value instanceof Number number) {
			return Plain.isNumber(number) ? number : ValueWriter.fix(Text.of(number, this.failures));
		}
		return Text.cut(Text.of(value, max, this.failures), max, false);
	}

	/**
	 * What was found.
	 *
	 * @param elements the elements
	 * @param complete whether there are no others
	 * @param failure what has ended the search, if anything has
	 */
	private record Found(List<Object> elements, boolean complete, @Nullable Throwable failure) {
	}

	/**
	 * Takes what is needed of an element before the next one is asked for.
	 */
	private interface Snapshot {

		@Nullable Object of(Object element);

	}

}
