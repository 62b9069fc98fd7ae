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

import java.util.List;
import java.util.Map;

/**
 * Writes annotations, each as an attribute with a list of all of them beside, and
 * metadata, each namespace as an attribute that holds JSON.
 */
final class TagAttributes {

	private static final String METADATA = "aws.xray.metadata.";

	private final SpanAttributes attributes;

	TagAttributes(SpanAttributes attributes) {
		this.attributes = attributes;
	}

	void writeAnnotations(Map<String, Object> annotations) {
		if (annotations.isEmpty()) {
			return;
		}
		Limits limits = this.attributes.limits();
		List<Map.Entry<String, Object>> entries = AnnotationWriter.legal(annotations, limits);
		entries.forEach((entry) -> this.attributes.scalar(entry.getKey(), entry.getValue(), limits.annotation()));
		this.attributes.names("aws.xray.annotations", entries.stream().map(Map.Entry::getKey).toList());
	}

	void writeMetadata(Map<String, Map<String, Object>> metadata) {
		Limits limits = this.attributes.limits();
		List<Map.Entry<String, Object>> namespaces = Copies.entries(metadata);
		UniqueKeys names = new UniqueKeys();
		for (Map.Entry<String, Object> namespace : limits.some(namespaces)) {
			String name = names.unique(MetadataWriter.name(namespace.getKey(), limits));
			this.attributes.json(METADATA + name, (json) -> {
				json.startObject();
				MetadataWriter.writeNamespace(json, namespace.getValue(), limits);
				json.endObject();
			});
		}
		if (namespaces.size() > limits.items()) {
			this.attributes.json(METADATA + names.unique("_omitted"), (json) -> {
				json.startObject();
				json.field("_omitted");
				json.value((namespaces.size() - limits.items()) + " namespaces left out: the span was too large");
				json.endObject();
			});
		}
	}

}
