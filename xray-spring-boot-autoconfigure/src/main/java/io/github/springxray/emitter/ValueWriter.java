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

package io.github.springxray.emitter;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.AWSLogReference;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks that X-Ray knows, {@code http}, {@code aws}, {@code sql} and
 * {@code service}: maps of strings, numbers, booleans, and maps and lists of these.
 * Anything else is written as the string it has. What is empty is left out.
 */
final class ValueWriter {

	private static final int MAX_DEPTH = 16;

	private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

	private ValueWriter() {
	}

	static void writeBlock(JsonGenerator json, String name, @Nullable Map<String, Object> block, Limits limits)
			throws IOException {
		if (!isEmpty(block)) {
			json.writeFieldName(name);
			writeMap(json, block, limits, 1);
		}
	}

	private static void writeMap(JsonGenerator json, @Nullable Map<?, ?> map, Limits limits, int depth)
			throws IOException {
		json.writeStartObject();
		List<Map.Entry<String, Object>> entries = Copies.entries(map);
		UniqueKeys keys = new UniqueKeys();
		for (Map.Entry<String, Object> entry : limits.some(entries)) {
			if (isEmpty(entry.getValue())) {
				continue;
			}
			json.writeFieldName(keys.unique(limits.shorten(entry.getKey(), limits.text())));
			int max = entry.getKey().equals("sanitized_query") ? limits.query() : limits.text();
			write(json, entry.getValue(), limits, max, depth);
		}
		if (entries.size() > limits.items()) {
			json.writeStringField(keys.unique("_omitted"), omitted(entries.size() - limits.items()));
		}
		json.writeEndObject();
	}

	private static void writeList(JsonGenerator json, Collection<?> collection, Limits limits, int depth)
			throws IOException {
		json.writeStartArray();
		List<Object> elements = Copies.elements(collection);
		for (Object element : limits.some(elements)) {
			write(json, element, limits, limits.text(), depth);
		}
		if (elements.size() > limits.items()) {
			json.writeString(omitted(elements.size() - limits.items()));
		}
		json.writeEndArray();
	}

	private static void write(JsonGenerator json, Object value, Limits limits, int max, int depth) throws IOException {
		if (value instanceof Boolean bool) {
			json.writeBoolean(bool);
		}
		else if (value instanceof Number number) {
			writeNumber(json, number);
		}
		else if (value instanceof Map<?, ?> map && depth < MAX_DEPTH) {
			writeMap(json, map, limits, depth + 1);
		}
		else if (value instanceof Collection<?> collection && depth < MAX_DEPTH) {
			writeList(json, collection, limits, depth + 1);
		}
		else if (value instanceof Object[] array && depth < MAX_DEPTH) {
			writeList(json, Arrays.asList(array), limits, depth + 1);
		}
		else if (value instanceof AWSLogReference reference) {
			writeMap(json, properties(reference), limits, depth + 1);
		}
		else if (value instanceof Map || value instanceof Collection || value instanceof Object[]) {
			json.writeString(Text.notRecorded(value, "nested too deep"));
		}
		else {
			json.writeString(limits.shorten(Text.of(value), max));
		}
	}

	/**
	 * Write a number, or the string of one that JSON does not have.
	 */
	static void writeNumber(JsonGenerator json, Number number) throws IOException {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			json.writeNumber(number.longValue());
		}
		else if (number instanceof Double || number instanceof Float) {
			double value = number.doubleValue();
			if (Double.isFinite(value)) {
				// From the string, as 0.1f is not 0.1 once it is a double
				json.writeNumber(number.toString());
			}
			else {
				json.writeString(number.toString());
			}
		}
		else {
			writeOther(json, Text.of(number));
		}
	}

	/**
	 * Return a number that does not change any more in the place of one that may, or its
	 * string if JSON does not have such a number.
	 */
	static Object fix(Number number) {
		String string = Text.of(number);
		boolean json = string.length() <= 100 && JSON_NUMBER.matcher(string).matches();
		return json ? new BigDecimal(string) : Text.cut(string, 250, false);
	}

	/**
	 * BigDecimal, BigInteger, the atomic ones, and whatever the application has.
	 */
	private static void writeOther(JsonGenerator json, String number) throws IOException {
		if (number.length() <= 100 && JSON_NUMBER.matcher(number).matches()) {
			json.writeNumber(number);
		}
		else {
			json.writeString(Text.cut(number, 250, false));
		}
	}

	private static Map<String, Object> properties(AWSLogReference reference) {
		Map<String, Object> properties = new LinkedHashMap<>();
		Optional.ofNullable(reference.getLogGroup()).ifPresent((group) -> properties.put("log_group", group));
		Optional.ofNullable(reference.getArn()).ifPresent((arn) -> properties.put("arn", arn));
		return properties;
	}

	private static String omitted(int count) {
		return count + " more left out: the document was too large";
	}

	private static boolean isEmpty(@Nullable Object value) {
		return value == null || (value instanceof Map<?, ?> map && map.isEmpty())
				|| (value instanceof Collection<?> collection && collection.isEmpty())
				|| (value instanceof Object[] array && array.length == 0);
	}

}
