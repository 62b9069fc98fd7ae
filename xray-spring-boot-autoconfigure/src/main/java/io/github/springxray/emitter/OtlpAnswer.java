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

package io.github.springxray.emitter;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver of OTLP has answered.
 *
 * @param status the status, -1 if it was no HTTP
 * @param retryAfter the header of this name, if there was one
 * @param contentType the type of the body, empty if there was none
 * @param body the body as text, or the beginning of a long one
 */
record OtlpAnswer(int status, @Nullable String retryAfter, String contentType, String body) {

	private static final int MAX_MESSAGE = 250;

	private static final ObjectMapper mapper = new ObjectMapper();

	boolean isSuccess() {
		return this.status >= 200 && this.status < 300;
	}

	/**
	 * Return whether the protocol says that the same spans may be taken later.
	 */
	boolean isTransient() {
		return this.status == 429 || this.status == 502 || this.status == 503 || this.status == 504;
	}

	/**
	 * Return whether this is a page for people, such as a proxy or a login gives with the
	 * status of a success.
	 */
	boolean isPage() {
		return this.contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
	}

	/**
	 * Return how long the receiver wants to be left alone, as a number of seconds or as a
	 * date.
	 * @param now the time
	 * @return the time to wait, {@code null} if it does not say
	 */
	@Nullable Duration pause(Instant now) {
		String value = (this.retryAfter != null) ? this.retryAfter.strip() : "";
		if (value.matches("[0-9]{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Return how many spans were not taken out of a request that was.
	 */
	long rejectedSpans() {
		JsonNode count = json().path("partialSuccess").path("rejectedSpans");
		return Math.max(0, count.asLong(0));
	}

	/**
	 * Return what the receiver says in words.
	 * @return one line, empty if it says nothing
	 */
	String message() {
		JsonNode json = json();
		String message = json.path("partialSuccess").path("errorMessage").asText("");
		for (String field : new String[] { "message", "Message", "error" }) {
			message = message.isEmpty() ? json.path(field).asText("") : message;
		}
		String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
		return (line.length() > MAX_MESSAGE) ? line.substring(0, MAX_MESSAGE) : line;
	}

	private JsonNode json() {
		try {
			JsonNode json = this.body.stripLeading().startsWith("{") ? mapper.readTree(this.body) : null;
			return (json != null) ? json : mapper.missingNode();
		}
		catch (IOException ex) {
			return mapper.missingNode();
		}
	}

}
