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

import io.github.springxray.console.document.InvalidDocumentException;

/**
 * Takes the spans of a request, one at a time, in the form that they have in OTLP's JSON.
 */
interface SpanConsumer {

	/**
	 * Take what the spans have in common that follow.
	 * @param resource the resource, missing if the request has none
	 */
	void resource(JsonNode resource);

	/**
	 * Take what made the spans that follow.
	 * @param scope the scope, missing if there is none
	 */
	default void scope(JsonNode scope) {
	}

	/**
	 * Take a span, or a line of a log.
	 */
	void span(JsonNode span);

	/**
	 * Take what was to be a span, and cannot be read as one.
	 */
	void unreadable(InvalidDocumentException reason);

}
