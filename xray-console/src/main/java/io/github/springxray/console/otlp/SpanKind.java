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

import tools.jackson.databind.JsonNode;

/**
 * Kinds of spans, in the order of their numbers.
 */
enum SpanKind {

	UNSPECIFIED, INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER;

	/**
	 * Return the kind that a span has by number or by name.
	 */
	static SpanKind of(JsonNode kind) {
		for (SpanKind candidate : values()) {
			if (kind.isNumber() ? kind.asInt(0) == candidate.ordinal()
					: kind.asString("").equals("SPAN_KIND_" + candidate)) {
				return candidate;
			}
		}
		return UNSPECIFIED;
	}

	/**
	 * Return whether it is a call of something else.
	 */
	boolean isCall() {
		return this == CLIENT || this == PRODUCER;
	}

}
