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

package io.github.springxray.document;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns metadata values into JSON. They are objects of the application and may be
 * anything: cyclic, without end, or with getters that throw. Each is written to a buffer
 * of its own, and one that cannot be written becomes a string that says so, so that it
 * costs nothing else of the document.
 */
final class MetadataValues {

	private final Consumer<Throwable> failures;

	/**
	 * Knows the classes of what it has written, so it must not outlive the application.
	 */
	private @Nullable ObjectMapper mapper;

	/**
	 * Create an instance.
	 * @param failures is told what the values throw
	 */
	MetadataValues(Consumer<Throwable> failures) {
		this.failures = failures;
	}

	/**
	 * Whether a value is a boolean, a string that is short enough, or a number that never
	 * changes.
	 */
	static boolean isPlain(Object value, int max) {
		if (value instanceof String string) {
			return string.length() <= max - 2;
		}
		return value instanceof Boolean || (value instanceof Number number && Plain.isNumber(number));
	}

	/**
	 * Return the JSON of a value.
	 * @param value the value
	 * @param max how many characters the JSON may have
	 * @return the JSON, well-formed and free of lone surrogates, or {@code null} if it is
	 * longer
	 */
	@Nullable String toJson(Object value, int max) {
		try {
			Object content = (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
			return (sizeOf(content) > max) ? null : Text.repair(write(content, max));
		}
		catch (Throwable ex) {
			Throwable failure = Text.survivable(ex);
			if (isTooLong(failure)) {
				return null;
			}
			this.failures.accept(failure);
			return quote(Text.notRecorded(value, failure.getClass().getSimpleName()));
		}
	}

	/**
	 * Return what stands in the place of a value whose JSON is too long.
	 */
	static String tooLong(Object value, int max) {
		return quote(tooLong(value.getClass().getName(), max));
	}

	static String tooLong(String type, int max) {
		return Text.notRecordedType(type, "longer than " + max + " characters");
	}

	private static String quote(String note) {
		JsonOut json = new JsonOut();
		json.value(note);
		return new String(json.toByteArray(), StandardCharsets.UTF_8);
	}

	/**
	 * How many characters the JSON has at least, as far as that is known without going
	 * through the value.
	 */
	private static long sizeOf(@Nullable Object value) {
		if (value instanceof CharSequence text) {
			return text.length();
		}
		if (value instanceof Collection<?> collection) {
			return 2L * collection.size();
		}
		if (value instanceof Map<?, ?> map) {
			return 5L * map.size();
		}
		return (value != null && value.getClass().isArray()) ? Array.getLength(value) : 0;
	}

	private String write(@Nullable Object value, int max) throws IOException {
		ObjectMapper mapper = mapper();
		BoundedText text = new BoundedText(max);
		JsonGenerator generator = new BoundedNumbers(mapper.createGenerator(text));
		mapper.writeValue(generator, value);
		generator.close();
		return text.toString();
	}

	private synchronized ObjectMapper mapper() {
		if (this.mapper == null) {
			this.mapper = MetadataMapper.create();
		}
		return this.mapper;
	}

	/**
	 * Messages of exceptions may hold what the value holds, their types do not.
	 */
	private static boolean isTooLong(Throwable ex) {
		Throwable cause = ex;
		for (int i = 0; cause != null && i < 100; i++) {
			if (cause instanceof BoundedText.TooLongException) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
