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

package io.github.springxray.console.api;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.TextLimits;

/**
 * JSON with a mapper of our own, whatever the application has set for its own.
 */
final class Json {

	// Two for each level of subsegments, and what metadata brings along
	private static final int MAX_NESTING = 2000;

	// A tree takes a multiple of the text, most where there is little in it
	private static final long MAX_TOKENS = 500_000;

	private static final JsonMapper mapper = JsonMapper
		.builder(JsonFactory.builder()
			.disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
			.streamReadConstraints(
					StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).maxTokenCount(MAX_TOKENS).build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_NESTING).build())
			.build())
		.build();

	private Json() {
	}

	static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	static ArrayNode array() {
		return JsonNodeFactory.instance.arrayNode();
	}

	static byte[] write(JsonNode json) {
		return mapper.writeValueAsBytes(json);
	}

	/**
	 * Read what a client has sent.
	 * @throws BadRequestException if it is no JSON
	 */
	static JsonNode read(byte[] body) throws BadRequestException {
		if (body.length == 0) {
			return object();
		}
		try {
			return mapper.readTree(body);
		}
		catch (JacksonException ex) {
			throw new BadRequestException(
					"The body is no JSON: " + TextLimits.cut(ex.getOriginalMessage(), TextLimits.TEXT));
		}
	}

	/**
	 * Put a number that may not be one.
	 */
	static void put(ObjectNode json, String field, double number) {
		if (Double.isNaN(number)) {
			json.putNull(field);
		}
		else {
			json.put(field, number);
		}
	}

}
