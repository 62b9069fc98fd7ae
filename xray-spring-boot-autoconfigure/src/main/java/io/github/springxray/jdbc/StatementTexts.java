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

package io.github.springxray.jdbc;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * Decides what is said of the text of statements.
 */
final class StatementTexts {

	/**
	 * A batch of plain statements may have any number of them, most of one shape.
	 */
	private static final int MAX_SHAPES = 10;

	private static final int MAX_LENGTH = 4_000;

	private final SqlRecording recording;

	private final SqlSanitizer sanitizer;

	private final TracingFaults faults;

	StatementTexts(SqlRecording recording, SqlSanitizer sanitizer, TracingFaults faults) {
		this.recording = recording;
		this.sanitizer = sanitizer;
		this.faults = faults;
	}

	/**
	 * Return what statements of the same shape have in common, whatever is recorded.
	 * @param databaseType what the database calls itself
	 * @return the text, {@code null} if it cannot be told
	 */
	@Nullable String shapeOf(List<String> queries, @Nullable String databaseType) {
		return join(queries, databaseType, false);
	}

	/**
	 * Return what is recorded of statements.
	 * @param shape what {@link #shapeOf} says of them
	 * @return the text, {@code null} for nothing
	 */
	@Nullable String recordedOf(List<String> queries, @Nullable String shape) {
		return switch (this.recording) {
			case SANITIZED -> shape;
			case RAW -> join(queries, null, true);
			case OFF -> null;
		};
	}

	private @Nullable String join(List<String> queries, @Nullable String databaseType, boolean raw) {
		if (queries.size() == 1) {
			return textOf(queries.get(0), databaseType, raw);
		}
		Set<String> shapes = new LinkedHashSet<>();
		int length = 0;
		Iterator<String> remaining = queries.iterator();
		while (remaining.hasNext() && shapes.size() < MAX_SHAPES && length < MAX_LENGTH) {
			String text = textOf(remaining.next(), databaseType, raw);
			if (text != null && shapes.add(text)) {
				length += text.length();
			}
		}
		return shapes.isEmpty() ? null : cut(String.join(";\n", shapes));
	}

	private @Nullable String textOf(@Nullable String sql, @Nullable String databaseType, boolean raw) {
		if (sql == null) {
			return null;
		}
		if (raw) {
			return cut(sql);
		}
		try {
			return this.sanitizer.sanitize(sql, databaseType);
		}
		catch (Throwable ex) {
			this.faults.record("sanitizing SQL", ex);
			return null;
		}
	}

	private static String cut(String text) {
		return (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) : text;
	}

}
