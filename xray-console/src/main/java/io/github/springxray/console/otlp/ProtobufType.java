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

import java.util.Base64;
import java.util.HexFormat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the fields of messages of OTLP are, and how OTLP writes them in JSON.
 */
enum ProtobufType {

	TEXT(ProtobufReader.BYTES) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.stringNode(field.text());
		}

	},

	/**
	 * Bytes of an id, which OTLP writes as digits and not in Base64.
	 */
	ID(ProtobufReader.BYTES) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.stringNode(HexFormat.of().formatHex(field.content()));
		}

	},

	CONTENT(ProtobufReader.BYTES) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.stringNode(Base64.getEncoder().encodeToString(field.content()));
		}

	},

	FLAG(ProtobufReader.VARINT) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.booleanNode(field.number() != 0);
		}

	},

	NUMBER(ProtobufReader.VARINT) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.numberNode(field.number());
		}

	},

	/**
	 * A number without a sign.
	 */
	TIME(ProtobufReader.FIXED64) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.stringNode(Long.toUnsignedString(field.number()));
		}

	},

	DOUBLE(ProtobufReader.FIXED64) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.numberNode(Double.longBitsToDouble(field.number()));
		}

	},

	BITS(ProtobufReader.FIXED32) {

		@Override
		JsonNode read(ProtobufReader field) {
			return JSON.numberNode(field.number());
		}

	};

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	private final int wireType;

	ProtobufType(int wireType) {
		this.wireType = wireType;
	}

	/**
	 * Return how it is encoded.
	 */
	int wireType() {
		return this.wireType;
	}

	abstract JsonNode read(ProtobufReader field);

}
