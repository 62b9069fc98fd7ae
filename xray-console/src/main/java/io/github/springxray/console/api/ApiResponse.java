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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer, whatever it goes out over.
 *
 * @param status the status of HTTP
 * @param contentType the type of the body
 * @param body the body
 * @param headers other headers
 */
public record ApiResponse(int status, String contentType, byte[] body, Map<String, String> headers) {

	private static final String JSON = "application/json";

	/**
	 * Return an answer in JSON.
	 * @param status the status
	 * @param json the body
	 * @return the answer
	 */
	public static ApiResponse of(int status, JsonNode json) {
		return new ApiResponse(status, JSON, Json.write(json), Map.of());
	}

	/**
	 * Return an answer that says what is wrong.
	 * @param status the status
	 * @param message the message for people
	 * @return the answer
	 */
	public static ApiResponse error(int status, String message) {
		return of(status, JsonNodeFactory.instance.objectNode().put("message", message));
	}

	/**
	 * Return an answer to a method that a path does not have.
	 * @param allowed the methods that it has, as in the header
	 * @return the answer
	 */
	public static ApiResponse wrongMethod(String allowed) {
		return error(405, "Only " + allowed + " is answered at this path").header("Allow", allowed);
	}

	static ApiResponse ok(JsonNode json) {
		return of(200, json);
	}

	/**
	 * Return the same answer with a header.
	 * @param name the name of the header
	 * @param value its value, or {@code null} for none
	 * @return another answer
	 */
	public ApiResponse header(String name, @Nullable String value) {
		if (value == null) {
			return this;
		}
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new ApiResponse(this.status, this.contentType, this.body, more);
	}

}
