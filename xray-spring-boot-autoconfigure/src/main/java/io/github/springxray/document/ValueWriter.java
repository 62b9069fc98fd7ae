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

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes the blocks that X-Ray knows, {@code http}, {@code aws}, {@code sql} and
 * {@code service}: maps of strings, numbers, booleans, and maps and lists of these. They
 * are plain data: of anything else it is said that it was not read. What is empty is left
 * out.
 */
final class ValueWriter {

	private static final int MAX_DEPTH = 16;

	private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

	private ValueWriter() {
	}

	static void writeBlock(JsonOut json, byte[] name, Map<String, Object> block, Limits limits) {
		if (!block.isEmpty()) {
			json.field(name);
			writeMap(json, block, limits, 1);
		}
	}

	/**
	 * Write a map as an object that stands alone.
	 */
	static void writeObject(JsonOut json, Map<String, Object> map, Limits limits) {
		writeMap(json, map, limits, 1);
	}

	private static void writeMap(JsonOut json, Map<?, ?> map, Limits limits, int depth) {
		json.startObject();
		if (map.size() > limits.items() || !new Fields(json, limits, depth).write(map)) {
			writeCopy(json, map, limits, depth);
		}
		json.endObject();
	}

	private static void writeCopy(JsonOut json, Map<?, ?> map, Limits limits, int depth) {
		List<Map.Entry<String, Object>> entries = Copies.entries(map);
		UniqueKeys keys = new UniqueKeys();
		for (Map.Entry<String, Object> entry : limits.some(entries)) {
			if (!isEmpty(entry.getValue())) {
				json.field(keys.unique(limits.shorten(entry.getKey(), limits.text())));
				writeField(json, entry.getKey(), entry.getValue(), limits, depth);
			}
		}
		if (entries.size() > limits.items()) {
			json.field(keys.unique("_omitted"));
			json.value(omitted(entries.size() - limits.items()));
		}
	}

	private static void writeField(JsonOut json, String key, Object value, Limits limits, int depth) {
		int max = key.equals("sanitized_query") ? limits.query() : limits.text();
		write(json, value, limits, max, depth);
	}

	private static void writeList(JsonOut json, Collection<?> collection, Limits limits, int depth) {
		json.startArray();
		List<Object> elements = Copies.elements(collection);
		for (Object element : limits.some(elements)) {
			write(json, element, limits, limits.text(), depth);
		}
		if (elements.size() > limits.items()) {
			json.value(omitted(elements.size() - limits.items()));
		}
		json.endArray();
	}

	private static void write(JsonOut json, Object value, Limits limits, int max, int depth) {
		if (value instanceof String string) {
			limits.write(json, string, max);
		}
		else if (value instanceof Number number) {
			writeNumber(json, number);
		}
		else if (value instanceof Boolean bool) {
			json.value(bool.booleanValue());
		}
		else if (Plain.isMap(value) && depth < MAX_DEPTH) {
			writeMap(json, (Map<?, ?>) value, limits, depth + 1);
		}
		else if (Plain.isList(value) && depth < MAX_DEPTH) {
			writeList(json, (Collection<?>) value, limits, depth + 1);
		}
		else {
			json.value(Plain.unread(value));
		}
	}

	/**
	 * Write a number, or the string of one that JSON does not have.
	 */
	static void writeNumber(JsonOut json, Number number) {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			json.value(number.longValue());
		}
		else if (number instanceof Double || number instanceof Float) {
			double value = number.doubleValue();
			if (Double.isFinite(value)) {
				// From the string, as 0.1f is not 0.1 once it is a double
				json.raw(number.toString());
			}
			else {
				json.value(number.toString());
			}
		}
		else {
			writeOther(json, Plain.text(number));
		}
	}

	/**
	 * Return the number that a string is if JSON has such a number, or else the string.
	 */
	static Object fix(String string) {
		boolean json = string.length() <= 100 && JSON_NUMBER.matcher(string).matches();
		return json ? new BigDecimal(string) : Text.cut(string, 250, false);
	}

	/**
	 * BigDecimal and BigInteger, or a word on a number of the application.
	 */
	private static void writeOther(JsonOut json, String number) {
		if (number.length() <= 100 && JSON_NUMBER.matcher(number).matches()) {
			json.raw(number);
		}
		else {
			json.value(Text.cut(number, 250, false));
		}
	}

	private static String omitted(int count) {
		return count + " more left out: the document was too large";
	}

	private static boolean isEmpty(Object value) {
		if (value instanceof String || value instanceof Number) {
			return false;
		}
		return (Plain.isMap(value) && ((Map<?, ?>) value).isEmpty())
				|| (Plain.isList(value) && ((Collection<?>) value).isEmpty());
	}

	/**
	 * Values with keys that need not be cut.
	 */
	private static final class Fields extends MapFields {

		private final Limits limits;

		private final int depth;

		private Fields(JsonOut json, Limits limits, int depth) {
			super(json);
			this.limits = limits;
			this.depth = depth;
		}

		@Override
		boolean isPlain(String key) {
			return key.length() <= this.limits.text();
		}

		@Override
		void write(JsonOut json, String key, Object value) {
			if (!isEmpty(value)) {
				json.field(key);
				writeField(json, key, value, this.limits, this.depth);
			}
		}

	}

}
