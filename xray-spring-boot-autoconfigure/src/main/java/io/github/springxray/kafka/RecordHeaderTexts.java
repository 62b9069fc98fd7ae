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

package io.github.springxray.kafka;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.github.springxray.messaging.MessageHeaders;

/**
 * Reads headers of records as text. Kafka tells the case of names apart, and what other
 * languages send has not always that of ours.
 */
final class RecordHeaderTexts {

	private RecordHeaderTexts() {
	}

	/**
	 * Return the text of the last header of a name, which is the one that counts.
	 */
	static @Nullable String last(Headers headers, String name) {
		Header exact = headers.lastHeader(name);
		if (exact != null) {
			return MessageHeaders.text(exact.value());
		}
		List<String> all = all(headers, name);
		return all.isEmpty() ? null : all.get(all.size() - 1);
	}

	/**
	 * Return the texts of all headers of a name.
	 */
	static List<String> all(Headers headers, String name) {
		List<String> texts = List.of();
		for (Header header : headers) {
			String text = name.equalsIgnoreCase(header.key()) ? MessageHeaders.text(header.value()) : null;
			if (text != null) {
				texts = texts.isEmpty() ? new ArrayList<>(2) : texts;
				texts.add(text);
			}
		}
		return texts;
	}

}
