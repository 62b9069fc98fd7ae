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

package io.github.springxray.console.otlp;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON within attributes, and that of documents.
 */
final class JsonTexts {

	private static final int MAX_NESTING = 400;

	private static final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(2 * MAX_NESTING).build())
			.build())
		.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
		.build();

	private JsonTexts() {
	}

	/**
	 * Return what an attribute holds as a text.
	 * @return the value, missing if the attribute is or holds none
	 */
	static JsonNode read(JsonNode text) {
		if (!text.isString()) {
			return MissingNode.getInstance();
		}
		try {
			return mapper.readTree(text.stringValue());
		}
		catch (JacksonException ex) {
			return MissingNode.getInstance();
		}
	}

	/**
	 * Return the object that an attribute holds as a text.
	 * @return the object, or {@code null} if it holds none
	 */
	static @Nullable ObjectNode object(JsonNode text) {
		return (read(text) instanceof ObjectNode object) ? object : null;
	}

	static byte[] write(ObjectNode document) {
		return mapper.writeValueAsBytes(document);
	}

	static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	/**
	 * Add fields to those that are there, and objects within them in the same way. What
	 * is there stays.
	 */
	static void merge(ObjectNode target, ObjectNode more) {
		more.forEachEntry((name, value) -> {
			JsonNode known = target.path(name);
			if (known instanceof ObjectNode inner && value instanceof ObjectNode fields) {
				merge(inner, fields);
			}
			else if (known.isMissingNode()) {
				target.set(name, value);
			}
		});
	}

	/**
	 * Set a field, unless there is nothing to set it to.
	 */
	static void put(ObjectNode object, String field, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			object.put(field, value);
		}
	}

	/**
	 * Set a field, unless there is nothing in its value.
	 */
	static void put(ObjectNode object, String field, ObjectNode value) {
		if (!value.isEmpty()) {
			object.set(field, value);
		}
	}

}
