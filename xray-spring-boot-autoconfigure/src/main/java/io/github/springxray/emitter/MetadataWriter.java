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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
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

	private final MetadataValues values;

	MetadataWriter(MetadataValues values) {
		this.values = values;
	}

	void write(JsonGenerator json, @Nullable Map<String, Map<String, Object>> metadata, Limits limits)
			throws IOException {
		List<Map.Entry<String, Map<String, Object>>> namespaces = Copies.entries(metadata);
		if (namespaces.isEmpty()) {
			return;
		}
		json.writeObjectFieldStart("metadata");
		UniqueKeys names = new UniqueKeys();
		for (Map.Entry<String, Map<String, Object>> namespace : limits.some(namespaces)) {
			json.writeObjectFieldStart(names.unique(name(namespace.getKey(), limits)));
			writeNamespace(json, Copies.entries(namespace.getValue()), limits);
			json.writeEndObject();
		}
		if (namespaces.size() > limits.items()) {
			int more = namespaces.size() - limits.items();
			json.writeObjectFieldStart(names.unique("_omitted"));
			json.writeStringField("_omitted", more + " namespaces " + TOO_LARGE);
			json.writeEndObject();
		}
		json.writeEndObject();
	}

	private void writeNamespace(JsonGenerator json, List<Map.Entry<String, Object>> entries, Limits limits)
			throws IOException {
		if (limits.metadata() == 0) {
			json.writeStringField("_omitted", entries.size() + " values " + TOO_LARGE);
			return;
		}
		UniqueKeys keys = new UniqueKeys();
		for (Map.Entry<String, Object> entry : entries) {
			json.writeFieldName(keys.unique(limits.shorten(entry.getKey(), Limits.DOCUMENTED.text())));
			this.values.write(json, entry.getValue(), limits.metadata());
		}
	}

	private static String name(String namespace, Limits limits) {
		String name = namespace.startsWith(RESERVED) ? "_" + namespace : namespace;
		return limits.shorten(name, limits.text());
	}

}
