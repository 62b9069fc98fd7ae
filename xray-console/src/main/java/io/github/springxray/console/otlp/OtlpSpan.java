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

import java.math.BigDecimal;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import io.github.springxray.console.document.Ids;
import io.github.springxray.console.document.InvalidDocumentException;

/**
 * What a span says of itself outside of its attributes.
 */
final class OtlpSpan {

	private static final int TRACE_ID_LENGTH = 32;

	private static final int EPOCH_LENGTH = 8;

	private static final int ERROR = 2;

	// Of the flags: whether the next bit says anything, and whether the parent is remote
	private static final long KNOWS_PARENT = 0x100;

	private static final long REMOTE_PARENT = 0x200;

	private static final int MAX_DIGITS = 19;

	private static final int MICROS = 6;

	private static final int NANOS = 9;

	private final JsonNode json;

	private final String traceId;

	private final long id;

	private final long parentId;

	private final SpanKind kind;

	private final BigDecimal start;

	private final @Nullable BigDecimal end;

	OtlpSpan(JsonNode json) throws InvalidDocumentException {
		this.json = json;
		this.traceId = traceId(json.path("traceId").asString(""));
		this.id = Ids.parse(json.path("spanId").asString(""));
		if (this.id == 0) {
			throw new InvalidDocumentException("id",
					"The spanId is not 16 hexadecimal digits: " + json.path("spanId").asString(""));
		}
		long parent = Ids.parse(json.path("parentSpanId").asString(""));
		this.parentId = (parent != this.id) ? parent : 0;
		this.kind = SpanKind.of(json.path("kind"));
		BigDecimal begin = seconds(json.path("startTimeUnixNano"), "start_time");
		if (begin == null) {
			throw new InvalidDocumentException("start_time", "The span " + name() + " has no startTimeUnixNano");
		}
		this.start = begin;
		this.end = seconds(json.path("endTimeUnixNano"), "end_time");
	}

	/**
	 * Return an id as X-Ray writes it, which has no other meaning than that of
	 * OpenTelemetry, although the first digits are a time in X-Ray's own.
	 */
	static String traceId(String digits) throws InvalidDocumentException {
		String id = (digits.length() == TRACE_ID_LENGTH)
				? "1-" + digits.substring(0, EPOCH_LENGTH) + "-" + digits.substring(EPOCH_LENGTH) : "";
		if (!Ids.isTraceId(id) || digits.chars().allMatch((c) -> c == '0')) {
			throw new InvalidDocumentException("trace_id", "The traceId is not 32 hexadecimal digits: " + digits);
		}
		return id.toLowerCase(Locale.ROOT);
	}

	/**
	 * Return a time in seconds, to the microsecond if it says no more.
	 * @return the time, or {@code null} if it is missing or 0, which means the same
	 */
	private static @Nullable BigDecimal seconds(JsonNode nanos, String field) throws InvalidDocumentException {
		String digits = nanos.isMissingNode() ? "0" : nanos.asString("");
		boolean valid = !digits.isEmpty() && digits.length() <= MAX_DIGITS
				&& digits.chars().allMatch((c) -> c >= '0' && c <= '9');
		BigDecimal time = valid ? new BigDecimal(digits).movePointLeft(NANOS).setScale(NANOS) : BigDecimal.ONE.negate();
		if (time.signum() < 0) {
			throw new InvalidDocumentException(field, "A time of a span is no number of nanoseconds since 1970");
		}
		if (time.signum() == 0) {
			return null;
		}
		return digits.endsWith("000") ? time.setScale(MICROS) : time;
	}

	String traceId() {
		return this.traceId;
	}

	long id() {
		return this.id;
	}

	/**
	 * Return the id of the parent, or 0 if there is none. Nothing is its own parent.
	 */
	long parentId() {
		return this.parentId;
	}

	SpanKind kind() {
		return this.kind;
	}

	String name() {
		return this.json.path("name").asString("");
	}

	BigDecimal start() {
		return this.start;
	}

	/**
	 * Return when it ended, or {@code null} if it has not.
	 */
	@Nullable BigDecimal end() {
		return this.end;
	}

	JsonNode events() {
		return this.json.path("events");
	}

	JsonNode links() {
		return this.json.path("links");
	}

	/**
	 * Return whether it failed.
	 */
	boolean isError() {
		JsonNode code = this.json.path("status").path("code");
		return code.isNumber() ? code.asInt(0) == ERROR : code.asString("").equals("STATUS_CODE_ERROR");
	}

	/**
	 * Return what it says of how it failed.
	 */
	String message() {
		return this.json.path("status").path("message").asString("");
	}

	/**
	 * Return whether the parent is known to be of another process.
	 */
	boolean hasRemoteParent() {
		return (flags() & KNOWS_PARENT) != 0 && (flags() & REMOTE_PARENT) != 0;
	}

	/**
	 * Return whether the parent is known to be of the same process.
	 */
	boolean hasLocalParent() {
		return (flags() & KNOWS_PARENT) != 0 && (flags() & REMOTE_PARENT) == 0;
	}

	private long flags() {
		return this.json.path("flags").asLong(0);
	}

}
