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

import tools.jackson.databind.JsonNode;

import io.github.springxray.console.document.TextLimits;

/**
 * Reads fields of requests within the limits of X-Ray.
 */
final class Fields {

	private Fields() {
	}

	/**
	 * Return a list, which may be missing where that is allowed.
	 */
	static JsonNode list(JsonNode request, String field, int most, boolean required) throws BadRequestException {
		JsonNode list = request.path(field);
		boolean missing = list.isMissingNode() || list.isNull();
		if (missing ? required : !list.isArray()) {
			throw new BadRequestException(field + " is no list");
		}
		if (list.size() > most) {
			throw new BadRequestException("There are more than " + most + " " + field);
		}
		return list;
	}

	static String text(JsonNode item, String field, int least, int most) throws BadRequestException {
		JsonNode value = item.path(field);
		String text = value.isString() ? value.stringValue() : "";
		boolean missing = value.isMissingNode() || value.isNull();
		if (text.length() < least || text.length() > most || !(missing || value.isString())) {
			throw new BadRequestException(field + " has to be a text of "
					+ ((least == most) ? String.valueOf(most) : least + " to " + most) + " characters");
		}
		return text;
	}

	/**
	 * Return a count, which is 0 if it is missing where that is allowed.
	 */
	static long count(JsonNode item, String field, boolean required) throws BadRequestException {
		JsonNode value = item.path(field);
		if (!required && (value.isMissingNode() || value.isNull())) {
			return 0;
		}
		double count = value.isNumber() ? value.doubleValue() : -1;
		if (!(count >= 0 && count <= Integer.MAX_VALUE) || count != Math.rint(count)) {
			throw new BadRequestException(field + " has to be a whole number from 0 to " + Integer.MAX_VALUE);
		}
		return (long) count;
	}

	/**
	 * Check that there is a time. Some clients of X-Ray count milliseconds, so that
	 * nothing relies on it.
	 */
	static void requireTime(JsonNode item) throws BadRequestException {
		if (!item.path("Timestamp").isNumber()) {
			throw new BadRequestException("Timestamp is no number of seconds since 1970");
		}
	}

	/**
	 * Return where a page begins.
	 */
	static int offset(JsonNode request) throws BadRequestException {
		String token = request.path("NextToken").asString("0");
		try {
			return Math.max(0, Integer.parseInt(token));
		}
		catch (NumberFormatException ex) {
			throw new BadRequestException(
					"The NextToken is not one of ours: " + TextLimits.cut(token, TextLimits.TEXT));
		}
	}

}
