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

package io.github.springxray.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/**
 * Checks documents against the schema of segment documents.
 */
public final class SegmentDocumentSchema {

	private static final ObjectMapper mapper = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	private static final JsonSchema schema = load();

	private SegmentDocumentSchema() {
	}

	/**
	 * Fail unless a document is valid.
	 * @param document the document in UTF-8
	 * @return the document
	 */
	public static JsonNode assertValid(byte[] document) {
		return assertValid(new String(document, StandardCharsets.UTF_8));
	}

	/**
	 * Fail unless a document is valid.
	 * @param document the document
	 * @return the document
	 */
	public static JsonNode assertValid(String document) {
		try {
			return assertValid(mapper.readTree(document));
		}
		catch (IOException ex) {
			throw new AssertionError("Not well-formed: " + ex.getMessage() + "\n" + document, ex);
		}
	}

	/**
	 * Fail unless a document is valid.
	 * @param document the document
	 * @return the document
	 */
	public static JsonNode assertValid(JsonNode document) {
		Set<ValidationMessage> problems = schema.validate(document);
		if (!problems.isEmpty()) {
			throw new AssertionError("Not a valid segment document: " + problems + "\n" + document.toPrettyString());
		}
		return document;
	}

	private static JsonSchema load() {
		try (InputStream in = SegmentDocumentSchema.class.getResourceAsStream("segment-document.schema.json")) {
			return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
