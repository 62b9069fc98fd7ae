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

	private final ObjectMapper mapper = mapper();

	/**
	 * Return the JSON of a value.
	 * @param value the value
	 * @param max how many characters the JSON may have
	 * @return the JSON, well-formed and free of lone surrogates
	 */
	String toJson(@Nullable Object value, int max) {
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
			return this.mapper.writeValueAsString(Text.repair(value));
		}
		catch (IOException ex) {
			return "\"\"";
		}
	}

	private String write(@Nullable Object value, int max) throws IOException {
		BoundedWriter writer = new BoundedWriter(max);
		this.mapper.writeValue(writer, value);
		return writer.toString();
	}

	/**
	 * Messages of exceptions may hold what the value holds, their types do not.
	 */
	private static String reason(Throwable ex, int max) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof TooLongException) {
				return "longer than " + max + " characters";
			}
			if (cause == cause.getCause()) {
				break;
			}
		}
		return ex.getClass().getSimpleName();
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
