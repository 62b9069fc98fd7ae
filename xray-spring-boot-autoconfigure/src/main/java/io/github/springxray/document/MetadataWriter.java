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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes metadata by namespace, as {@link EntityCapture} leaves it.
 */
final class MetadataWriter {

	/**
	 * Of X-Ray itself, which rejects them from anybody else.
	 */
	private static final String RESERVED = "AWS.";

	private static final String TOO_LARGE = "left out: the document was too large";

	private static final byte[] METADATA = JsonOut.encode("metadata");

	private static final byte[] OMITTED = JsonOut.encode("_omitted");

	private MetadataWriter() {
	}

	static void write(JsonOut json, Map<String, Map<String, Object>> metadata, Limits limits) {
		List<Map.Entry<String, Object>> namespaces = Copies.entries(metadata);
		if (namespaces.isEmpty()) {
			return;
		}
		json.field(METADATA);
		json.startObject();
		UniqueKeys names = new UniqueKeys();
		for (Map.Entry<String, Object> namespace : limits.some(namespaces)) {
			json.field(names.unique(name(namespace.getKey(), limits)));
			json.startObject();
			writeNamespace(json, namespace.getValue(), limits);
			json.endObject();
		}
		if (namespaces.size() > limits.items()) {
			json.field(names.unique("_omitted"));
			json.startObject();
			json.field(OMITTED, (namespaces.size() - limits.items()) + " namespaces " + TOO_LARGE);
			json.endObject();
		}
		json.endObject();
	}

	/**
	 * Write the values of one namespace as fields of an object that has begun.
	 */
	static void writeNamespace(JsonOut json, Object value, Limits limits) {
		if (!Plain.isMap(value)) {
			json.field(OMITTED, Plain.unread(value));
			return;
		}
		Map<?, ?> namespace = (Map<?, ?>) value;
		if (limits.metadata() == 0) {
			json.field(OMITTED, Copies.entries(namespace).size() + " values " + TOO_LARGE);
			return;
		}
		if (new Fields(json, limits).write(namespace)) {
			return;
		}
		UniqueKeys keys = new UniqueKeys();
		for (Map.Entry<String, Object> entry : Copies.entries(namespace)) {
			json.field(keys.unique(limits.shorten(entry.getKey(), Limits.DOCUMENTED.text())));
			writeValue(json, entry.getValue(), limits.metadata());
		}
	}

	/**
	 * Return the JSON of one value.
	 */
	static String toJson(Object value) {
		JsonOut json = new JsonOut();
		writeValue(json, value, Limits.DOCUMENTED.metadata());
		return new String(json.toByteArray(), StandardCharsets.UTF_8);
	}

	private static void writeValue(JsonOut json, Object value, int max) {
		if (value instanceof CapturedJson captured) {
			if (captured.json().length() <= max) {
				json.raw(captured.json());
			}
			else {
				json.value(MetadataValues.tooLong(captured.type(), max));
			}
		}
		else if (value instanceof String string) {
			json.value(
					MetadataValues.isPlain(value, max) ? string : MetadataValues.tooLong(String.class.getName(), max));
		}
		else if (value instanceof Boolean bool) {
			json.value(bool.booleanValue());
		}
		else if (value instanceof Number number && Plain.isNumber(number)) {
			ValueWriter.writeNumber(json, number);
		}
		else {
			json.value(Plain.unread(value));
		}
	}

	/**
	 * Return the name of a namespace as it may be.
	 */
	static String name(String namespace, Limits limits) {
		String name = namespace.startsWith(RESERVED) ? "_" + namespace : namespace;
		return limits.shorten(name, limits.text());
	}

	/**
	 * Values with keys that need not be cut.
	 */
	private static final class Fields extends MapFields {

		private final Limits limits;

		private Fields(JsonOut json, Limits limits) {
			super(json);
			this.limits = limits;
		}

		@Override
		boolean isPlain(String key) {
			return key.length() <= Limits.DOCUMENTED.text();
		}

		@Override
		void write(JsonOut json, String key, Object value) {
			json.field(key);
			writeValue(json, value, this.limits.metadata());
		}

	}

}
