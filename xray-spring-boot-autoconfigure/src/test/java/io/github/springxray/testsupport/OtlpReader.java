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
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;

/**
 * Reads OTLP in JSON by the descriptors of OpenTelemetry's own protocol, and is as strict
 * as its specification: only known names, ids in hexadecimal digits, 64-bit integers as
 * strings and enumerations as numbers.
 */
public final class OtlpReader {

	private static final ObjectMapper mapper = new ObjectMapper(
			JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

	private OtlpReader() {
	}

	public static ExportTraceServiceRequest read(byte[] json) {
		try {
			ExportTraceServiceRequest.Builder builder = ExportTraceServiceRequest.newBuilder();
			fill(builder, mapper.readTree(json));
			return builder.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void fill(Message.Builder builder, JsonNode json) {
		for (Map.Entry<String, JsonNode> entry : json.properties()) {
			FieldDescriptor field = builder.getDescriptorForType()
				.getFields()
				.stream()
				.filter((candidate) -> candidate.getJsonName().equals(entry.getKey()))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException(
						builder.getDescriptorForType().getName() + " has no field " + entry.getKey()));
			if (field.isRepeated()) {
				require(entry.getValue().isArray(), field, entry.getValue());
				entry.getValue().forEach((element) -> builder.addRepeatedField(field, value(builder, field, element)));
			}
			else {
				builder.setField(field, value(builder, field, entry.getValue()));
			}
		}
	}

	private static Object value(Message.Builder builder, FieldDescriptor field, JsonNode json) {
		switch (field.getJavaType()) {
			case MESSAGE:
				require(json.isObject(), field, json);
				Message.Builder nested = builder.newBuilderForField(field);
				fill(nested, json);
				return nested.build();
			case STRING:
				require(json.isTextual(), field, json);
				return json.textValue();
			case LONG:
				require(json.isTextual(), field, json);
				return Long.parseUnsignedLong(json.textValue().replaceFirst("^-", ""))
						* (json.textValue().startsWith("-") ? -1 : 1);
			case INT:
				require(json.isInt(), field, json);
				return json.intValue();
			case DOUBLE:
				require(json.isNumber(), field, json);
				return json.doubleValue();
			case BOOLEAN:
				require(json.isBoolean(), field, json);
				return json.booleanValue();
			case ENUM:
				require(json.isInt(), field, json);
				EnumValueDescriptor value = field.getEnumType().findValueByNumber(json.intValue());
				require(value != null, field, json);
				return value;
			case BYTE_STRING:
				require(json.isTextual() && json.textValue().matches("[0-9a-f]+"), field, json);
				return ByteString.copyFrom(HexFormat.of().parseHex(json.textValue()));
			default:
				throw new IllegalArgumentException(field.getFullName());
		}
	}

	private static void require(boolean condition, FieldDescriptor field, JsonNode json) {
		if (!condition) {
			throw new IllegalArgumentException(field.getFullName() + " is not written as " + json);
		}
	}

}
