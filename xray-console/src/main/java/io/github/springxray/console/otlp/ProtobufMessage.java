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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.InvalidDocumentException;

/**
 * The messages of OTLP below a request, as far as a console shows them, and their form in
 * JSON.
 *
 * @see <a href=
 * "https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto">trace.proto</a>
 */
final class ProtobufMessage {

	// As many as libraries read of messages within messages
	private static final int MAX_DEPTH = 100;

	static final ProtobufMessage RESOURCE = new ProtobufMessage();

	static final ProtobufMessage SPAN = new ProtobufMessage();

	static final ProtobufMessage LOG = new ProtobufMessage();

	static final ProtobufMessage SCOPE = new ProtobufMessage().value(1, "name", ProtobufType.TEXT);

	static {
		ProtobufMessage value = new ProtobufMessage();
		ProtobufMessage entry = new ProtobufMessage().value(1, "key", ProtobufType.TEXT).one(2, "value", value);
		value.value(1, "stringValue", ProtobufType.TEXT)
			.value(2, "boolValue", ProtobufType.FLAG)
			.value(3, "intValue", ProtobufType.NUMBER)
			.value(4, "doubleValue", ProtobufType.DOUBLE)
			.one(5, "arrayValue", new ProtobufMessage().many(1, "values", value))
			.one(6, "kvlistValue", new ProtobufMessage().many(1, "values", entry))
			.value(7, "bytesValue", ProtobufType.CONTENT);
		RESOURCE.many(1, "attributes", entry);
		ProtobufMessage event = new ProtobufMessage().value(1, "timeUnixNano", ProtobufType.TIME)
			.value(2, "name", ProtobufType.TEXT)
			.many(3, "attributes", entry);
		ProtobufMessage link = new ProtobufMessage().value(1, "traceId", ProtobufType.ID)
			.value(2, "spanId", ProtobufType.ID)
			.many(4, "attributes", entry);
		ProtobufMessage status = new ProtobufMessage().value(2, "message", ProtobufType.TEXT)
			.value(3, "code", ProtobufType.NUMBER);
		SPAN.value(1, "traceId", ProtobufType.ID)
			.value(2, "spanId", ProtobufType.ID)
			.value(4, "parentSpanId", ProtobufType.ID)
			.value(5, "name", ProtobufType.TEXT)
			.value(6, "kind", ProtobufType.NUMBER)
			.value(7, "startTimeUnixNano", ProtobufType.TIME)
			.value(8, "endTimeUnixNano", ProtobufType.TIME)
			.many(9, "attributes", entry)
			.many(11, "events", event)
			.many(13, "links", link)
			.one(15, "status", status)
			.value(16, "flags", ProtobufType.BITS);
		LOG.value(1, "timeUnixNano", ProtobufType.TIME)
			.value(2, "severityNumber", ProtobufType.NUMBER)
			.value(3, "severityText", ProtobufType.TEXT)
			.one(5, "body", value)
			.many(6, "attributes", entry)
			.value(9, "traceId", ProtobufType.ID)
			.value(10, "spanId", ProtobufType.ID)
			.value(11, "observedTimeUnixNano", ProtobufType.TIME);
	}

	private final Map<Integer, Field> fields = new HashMap<>();

	private ProtobufMessage() {
	}

	private ProtobufMessage value(int number, String name, ProtobufType type) {
		this.fields.put(number, new Field(name, type, null, false));
		return this;
	}

	private ProtobufMessage one(int number, String name, ProtobufMessage message) {
		this.fields.put(number, new Field(name, null, message, false));
		return this;
	}

	private ProtobufMessage many(int number, String name, ProtobufMessage message) {
		this.fields.put(number, new Field(name, null, message, true));
		return this;
	}

	/**
	 * Read a message.
	 * @throws InvalidDocumentException if there are too many messages within messages
	 */
	ObjectNode read(ProtobufReader reader) throws OtlpRequestException, InvalidDocumentException {
		return read(reader, 1);
	}

	private ObjectNode read(ProtobufReader reader, int depth) throws OtlpRequestException, InvalidDocumentException {
		if (depth > MAX_DEPTH) {
			throw new InvalidDocumentException("too-deep", "A span has values within values within values");
		}
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		while (reader.next()) {
			Field field = this.fields.get(reader.field());
			if (field == null || field.wireType() != reader.type()) {
				continue;
			}
			JsonNode value = field.read(reader, depth);
			if (!field.many) {
				json.set(field.name, value);
			}
			else if (json.path(field.name) instanceof ArrayNode array) {
				array.add(value);
			}
			else {
				json.putArray(field.name).add(value);
			}
		}
		return json;
	}

	/**
	 * A field of a message, which has either a type or a message of its own.
	 */
	private record Field(String name, @Nullable ProtobufType type, @Nullable ProtobufMessage message, boolean many) {

		JsonNode read(ProtobufReader reader, int depth) throws OtlpRequestException, InvalidDocumentException {
			if (this.type != null) {
				return this.type.read(reader);
			}
			return Objects.requireNonNull(this.message).read(reader.message(), depth + 1);
		}

		int wireType() {
			return (this.type != null) ? this.type.wireType() : ProtobufReader.BYTES;
		}

	}

}
