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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes metadata by namespace.
 */
final class MetadataWriter {

	/**
	 * Of X-Ray itself, which rejects them from anybody else.
	 */
	private static final String RESERVED = "AWS.";

	private static final String TOO_LARGE = "left out: the document was too large";

	private static final byte[] METADATA = JsonOut.encode("metadata");

	private static final byte[] OMITTED = JsonOut.encode("_omitted");

	private final MetadataValues values;

	MetadataWriter(MetadataValues values) {
		this.values = values;
	}

	void write(JsonOut json, @Nullable Map<String, Map<String, Object>> metadata, Limits limits) {
		List<Map.Entry<String, Map<String, Object>>> namespaces = Copies.entries(metadata);
		if (namespaces.isEmpty()) {
			return;
		}
		json.field(METADATA);
		json.startObject();
		UniqueKeys names = new UniqueKeys();
		for (Map.Entry<String, Map<String, Object>> namespace : limits.some(namespaces)) {
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

	private void writeNamespace(JsonOut json, Map<String, Object> namespace, Limits limits) {
		if (limits.metadata() == 0) {
			json.field(OMITTED, Copies.entries(namespace).size() + " values " + TOO_LARGE);
			return;
		}
		if (new Fields(json, this.values, limits).write(namespace)) {
			return;
		}
		UniqueKeys keys = new UniqueKeys();
		for (Map.Entry<String, Object> entry : Copies.<Object>entries(namespace)) {
			json.field(keys.unique(limits.shorten(entry.getKey(), Limits.DOCUMENTED.text())));
			this.values.write(json, entry.getValue(), limits.metadata());
		}
	}

	private static String name(String namespace, Limits limits) {
		String name = namespace.startsWith(RESERVED) ? "_" + namespace : namespace;
		return limits.shorten(name, limits.text());
	}

	/**
	 * Values with keys that need not be cut.
	 */
	private static final class Fields extends MapFields {

		private final MetadataValues values;

		private final Limits limits;

		private Fields(JsonOut json, MetadataValues values, Limits limits) {
			super(json);
			this.values = values;
			this.limits = limits;
		}

		@Override
		boolean isPlain(String key) {
			return key.length() <= Limits.DOCUMENTED.text();
		}

		@Override
		void write(JsonOut json, String key, Object value) {
			json.field(key);
			this.values.write(json, value, this.limits.metadata());
		}

	}

}
