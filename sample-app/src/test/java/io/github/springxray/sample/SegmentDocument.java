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

package io.github.springxray.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

/**
 * A document as the daemon received it.
 */
record SegmentDocument(JsonNode json) {

	private static final Path SCHEMA = Path.of("..", "xray-spring-boot-autoconfigure", "src", "test", "resources", "io",
			"github", "springxray", "testsupport", "segment-document.schema.json");

	static SegmentDocument parse(String document) throws IOException {
		return new SegmentDocument(new ObjectMapper().readTree(document));
	}

	/**
	 * Return method, path and status, as in {@code GET /users/1 200}.
	 */
	String request() {
		JsonNode http = this.json.path("http");
		return http.at("/request/method").asText() + " " + URI.create(http.at("/request/url").asText()).getPath() + " "
				+ http.at("/response/status").asInt();
	}

	String traceId() {
		return this.json.path("trace_id").asText();
	}

	/**
	 * Return whether this is of a request that the application made to itself.
	 */
	boolean isDownstream() {
		return this.json.has("parent_id");
	}

	/**
	 * Return the names of the segment and its subsegments, a line for each, with what
	 * went wrong.
	 */
	String tree() {
		StringBuilder tree = new StringBuilder();
		append(tree, this.json, "");
		return tree.toString();
	}

	private static void append(StringBuilder tree, JsonNode entity, String indent) {
		tree.append(indent).append(entity.path("name").asText());
		tree.append(entity.path("fault").asBoolean() ? " fault" : "");
		tree.append(entity.path("error").asBoolean() ? " error" : "");
		tree.append('\n');
		entity.path("subsegments").forEach((child) -> append(tree, child, indent + "  "));
	}

	Set<ValidationMessage> problems() throws IOException {
		try (InputStream source = Files.newInputStream(SCHEMA)) {
			JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(source);
			return schema.validate(this.json);
		}
	}

}
