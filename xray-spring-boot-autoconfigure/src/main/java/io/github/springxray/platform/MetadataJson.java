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

package io.github.springxray.platform;

import java.io.IOException;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that others have written.
 */
final class MetadataJson {

	private MetadataJson() {
	}

	/**
	 * Read an object.
	 * @param json the JSON
	 * @return the object, {@code null} if it is none
	 */
	static @Nullable JsonNode read(byte @Nullable [] json) {
		if (json == null) {
			return null;
		}
		try {
			JsonNode node = JsonMapper.builder()
				.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
				.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
				.build()
				.readTree(json);
			return (node != null && node.isObject()) ? node : null;
		}
		catch (IOException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Return a text.
	 * @return the text, {@code null} if it is something else or no id or name
	 */
	static @Nullable String text(JsonNode json) {
		return (json.isTextual() && Facts.isTold(json.textValue())) ? json.textValue() : null;
	}

}
