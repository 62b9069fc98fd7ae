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

package io.github.springxray.messaging;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads headers of messages as text.
 */
public final class MessageHeaders {

	/**
	 * No trace header is longer. What is, is not read.
	 */
	private static final int MAX_LENGTH = 8192;

	private MessageHeaders() {
	}

	/**
	 * Return the text of a header. Spring writes a header of Kafka that was taken over
	 * from another message as JSON, which is the text in quotation marks.
	 * @param value the value: text or bytes of text
	 * @return the text, {@code null} if it is something else
	 */
	public static @Nullable String text(@Nullable Object value) {
		if (value instanceof CharSequence chars && chars.length() <= MAX_LENGTH) {
			return unquote(chars.toString());
		}
		if (value instanceof byte[] bytes && bytes.length <= MAX_LENGTH) {
			return unquote(new String(bytes, StandardCharsets.UTF_8));
		}
		return null;
	}

	private static String unquote(String text) {
		boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
		return quoted ? text.substring(1, text.length() - 1) : text;
	}

}
