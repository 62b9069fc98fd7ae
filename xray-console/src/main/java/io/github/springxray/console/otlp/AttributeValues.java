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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of attributes, without the names of their types around them.
 */
final class AttributeValues {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private AttributeValues() {
	}

	/**
	 * Return what an {@code AnyValue} holds. Where that is not what its name says, it
	 * stays as it is.
	 */
	static JsonNode of(JsonNode any) {
		if (!any.isObject()) {
			return any.isMissingNode() ? NullNode.getInstance() : any;
		}
		if (any.has("arrayValue")) {
			ArrayNode array = JSON.arrayNode();
			any.path("arrayValue").path("values").forEach((value) -> array.add(of(value)));
			return array;
		}
		if (any.has("kvlistValue")) {
			return object(any.path("kvlistValue").path("values"));
		}
		if (any.has("intValue")) {
			return number(any.path("intValue"));
		}
		if (any.has("doubleValue")) {
			return finite(any.path("doubleValue"));
		}
		for (String type : new String[] { "stringValue", "boolValue", "bytesValue" }) {
			if (any.has(type)) {
				return any.path(type);
			}
		}
		return NullNode.getInstance();
	}

	/**
	 * Return the keys and values of a list as fields of an object.
	 */
	static ObjectNode object(JsonNode entries) {
		ObjectNode object = JSON.objectNode();
		for (JsonNode entry : entries) {
			String key = entry.path("key").asString("");
			if (!key.isEmpty()) {
				object.set(key, of(entry.path("value")));
			}
		}
		return object;
	}

	/**
	 * JSON has numbers of 64 bits as texts, so that no parser rounds them.
	 */
	private static JsonNode number(JsonNode value) {
		Long number = value.isString() ? parse(value.stringValue()) : null;
		return (number != null) ? JSON.numberNode(number.longValue()) : value;
	}

	private static @Nullable Long parse(String text) {
		try {
			return Long.valueOf(text);
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	/**
	 * JSON has no numbers that are infinite or none.
	 */
	private static JsonNode finite(JsonNode value) {
		if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
			return JSON.stringNode(Double.toString(value.doubleValue()));
		}
		return value;
	}

}
