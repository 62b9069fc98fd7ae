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

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attributes of a span or of a resource. What was read has a field of its own in the
 * document, so that it is not among what is left.
 */
final class Attributes {

	private static final int MAX_DIGITS = 18;

	private final ObjectNode values;

	private final Set<String> read = new HashSet<>();

	/**
	 * Create attributes.
	 * @param holder what has the field {@code attributes}
	 */
	Attributes(JsonNode holder) {
		this.values = AttributeValues.object(holder.path("attributes"));
	}

	/**
	 * Return the first text, number or boolean that there is under any of these names,
	 * which mean the same at different times.
	 * @return the value as a text, or {@code null} if there is none
	 */
	@Nullable String text(String... names) {
		String text = null;
		for (String name : names) {
			JsonNode value = this.values.path(name);
			if (value.isValueNode() && !value.isNull()) {
				this.read.add(name);
				String candidate = value.asString("");
				text = (text == null && !candidate.isEmpty()) ? candidate : text;
			}
		}
		return text;
	}

	/**
	 * Return the first whole number that there is, also if it is written as a text.
	 * @return the number, or {@code null} if there is none
	 */
	@Nullable Long number(String... names) {
		Long number = null;
		for (String name : names) {
			JsonNode value = this.values.path(name);
			Long candidate = value.isArray() ? numberOf(value.path(0)) : numberOf(value);
			if (candidate != null) {
				this.read.add(name);
				number = (number == null) ? candidate : number;
			}
		}
		return number;
	}

	private static @Nullable Long numberOf(JsonNode value) {
		if (value.isIntegralNumber() && value.canConvertToLong()) {
			return value.longValue();
		}
		String text = value.isString() ? value.stringValue() : "";
		boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS
				&& text.chars().allMatch((c) -> c >= '0' && c <= '9');
		return digits ? Long.valueOf(text) : null;
	}

	/**
	 * Return a boolean.
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable Boolean flag(String name) {
		JsonNode value = this.values.path(name);
		if (value.isBoolean()) {
			this.read.add(name);
			return value.booleanValue();
		}
		return null;
	}

	/**
	 * Return a value as it is.
	 * @return the value, missing if there is none
	 */
	JsonNode value(String name) {
		JsonNode value = this.values.path(name);
		if (!value.isMissingNode()) {
			this.read.add(name);
		}
		return value;
	}

	/**
	 * Return a list of texts, of which there may be one without a list.
	 * @return the list, empty if there is none
	 */
	Set<String> texts(String name) {
		Set<String> texts = new LinkedHashSet<>();
		JsonNode value = value(name);
		if (value.isArray()) {
			value.forEach((item) -> texts.add(item.asString("")));
		}
		else if (value.isString()) {
			texts.add(value.stringValue());
		}
		texts.remove("");
		return texts;
	}

	boolean has(String name) {
		return this.values.has(name);
	}

	/**
	 * Take attributes as read that say what others have said.
	 */
	void ignore(String... names) {
		this.read.addAll(Set.of(names));
	}

	/**
	 * Go through all attributes whose names start in the same way, and take them as read.
	 */
	void forEach(String prefix, BiConsumer<String, JsonNode> action) {
		this.values.forEachEntry((name, value) -> {
			if (name.startsWith(prefix) && name.length() > prefix.length()) {
				this.read.add(name);
				action.accept(name.substring(prefix.length()), value);
			}
		});
	}

	/**
	 * Go through what was not read.
	 */
	void forEachLeft(BiConsumer<String, JsonNode> action) {
		this.values.forEachEntry((name, value) -> {
			if (!this.read.contains(name)) {
				action.accept(name, value);
			}
		});
	}

}
