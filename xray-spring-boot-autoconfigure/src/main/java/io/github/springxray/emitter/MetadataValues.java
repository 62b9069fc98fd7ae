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
import java.io.Writer;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns metadata values into JSON. They are objects of the application and may be
 * anything: cyclic, without end, or with getters that throw. Each is written to a buffer
 * of its own, and one that cannot be written becomes a string that says so, so that it
 * costs nothing else of the document.
 */
final class MetadataValues {

	private static final int MAX_DEPTH = 64;

	private static final ObjectMapper mapper = mapper();

	private final boolean capturedOnly;

	/**
	 * Create an instance that turns any object into JSON, with its getters.
	 */
	MetadataValues() {
		this(false);
	}

	private MetadataValues(boolean capturedOnly) {
		this.capturedOnly = capturedOnly;
	}

	/**
	 * Create an instance that runs no code of the application: it takes what
	 * {@link EntityCapture} leaves behind, and of anything else says that it is not
	 * recorded.
	 */
	static MetadataValues captured() {
		return new MetadataValues(true);
	}

	/**
	 * Write a value.
	 * @param json where to write it
	 * @param value the value
	 * @param max how many characters it may have
	 */
	void write(JsonOut json, Object value, int max) {
		if (!isPlain(value, max)) {
			json.raw(toJson(value, max));
		}
		else if (value instanceof String string) {
			json.value(string);
		}
		else if (value instanceof Boolean bool) {
			json.value(bool.booleanValue());
		}
		else {
			ValueWriter.writeNumber(json, (Number) value);
		}
	}

	/**
	 * Whether a value is a short string, a boolean, or a number that never changes.
	 */
	static boolean isPlain(Object value, int max) {
		if (value instanceof String string) {
			return string.length() <= max - 2;
		}
		return value instanceof Boolean || value instanceof Integer || value instanceof Long || value instanceof Double
				|| value instanceof Float || value instanceof Short || value instanceof Byte;
	}

	/**
	 * Return the JSON of a value.
	 * @param value the value
	 * @param max how many characters the JSON may have
	 * @return the JSON, well-formed and free of lone surrogates
	 */
	String toJson(@Nullable Object value, int max) {
		if (value instanceof CapturedJson captured) {
			return (captured.json().length() <= max) ? captured.json()
					: quote("(" + captured.type() + " not recorded: " + tooLong(max) + ")");
		}
		if (this.capturedOnly && value != null && !(value instanceof String) && !isPlain(value, max)) {
			return quote(Text.notRecorded(value, "put after the end, or still in progress"));
		}
		try {
			return Text.repair(write((value instanceof Optional<?> optional) ? optional.orElse(null) : value, max));
		}
		catch (Throwable ex) {
			return quote(Text.notRecorded(value, reason(ex, max)));
		}
	}

	/**
	 * Return the JSON of a string.
	 */
	String quote(String value) {
		try {
			return mapper.writeValueAsString(Text.repair(value));
		}
		catch (IOException ex) {
			return "\"\"";
		}
	}

	private String write(@Nullable Object value, int max) throws IOException {
		BoundedWriter writer = new BoundedWriter(max);
		mapper.writeValue(writer, value);
		return writer.toString();
	}

	/**
	 * Messages of exceptions may hold what the value holds, their types do not.
	 */
	private static String reason(Throwable ex, int max) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof TooLongException) {
				return tooLong(max);
			}
			if (cause == cause.getCause()) {
				break;
			}
		}
		return ex.getClass().getSimpleName();
	}

	private static String tooLong(int max) {
		return "longer than " + max + " characters";
	}

	/**
	 * Dates and times are written as they print themselves, which is ISO 8601, so that no
	 * module of Jackson is needed.
	 */
	private static ObjectMapper mapper() {
		JsonFactory factory = JsonFactory.builder()
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
			.build();
		SimpleModule times = new SimpleModule("java.time")
			.addSerializer(TemporalAccessor.class, ToStringSerializer.instance)
			.addSerializer(TemporalAmount.class, ToStringSerializer.instance)
			.addSerializer(ZoneId.class, ToStringSerializer.instance);
		return JsonMapper.builder(factory)
			.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
			.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
			.addModule(times)
			.build();
	}

	private static final class TooLongException extends IOException {

	}

	/**
	 * Refuses to take more than it should, which also ends what has no end.
	 */
	private static final class BoundedWriter extends Writer {

		private final StringBuilder text = new StringBuilder();

		private final int max;

		private boolean over;

		BoundedWriter(int max) {
			this.max = max;
		}

		@Override
		public void write(char[] chars, int offset, int length) throws IOException {
			if (this.over || this.text.length() + length > this.max) {
				this.over = true;
				throw new TooLongException();
			}
			this.text.append(chars, offset, length);
		}

		@Override
		public void flush() {
			// Nothing is held back
		}

		@Override
		public void close() {
			// Nothing to release
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

}
