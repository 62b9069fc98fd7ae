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

import tools.jackson.databind.node.ObjectNode;

/**
 * Says what is wrong with a request.
 */
final class BadRequestException extends Exception {

	private final int position;

	private final String type;

	BadRequestException(String message) {
		this(message, -1);
	}

	BadRequestException(String message, int position) {
		this(message, position, "InvalidRequestException");
	}

	private BadRequestException(String message, int position, String type) {
		super(message, null, false, false);
		this.position = position;
		this.type = type;
	}

	/**
	 * Return what says that there is no room for more rules.
	 */
	static BadRequestException tooManyRules(String message) {
		return new BadRequestException(message, -1, "RuleLimitExceededException");
	}

	/**
	 * Return where in a filter expression it is, or -1.
	 */
	int position() {
		return this.position;
	}

	/**
	 * Return the answer that says so, by whose header SDKs of AWS know which exception it
	 * is.
	 */
	ApiResponse response() {
		ObjectNode json = Json.object().put("message", String.valueOf(getMessage()));
		if (this.position >= 0) {
			json.put("position", this.position);
		}
		return ApiResponse.of(400, json).header("x-amzn-ErrorType", this.type);
	}

}
