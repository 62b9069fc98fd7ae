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

package io.github.springxray.docs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The Markdown table of properties, one for each prefix.
 */
final class PropertyTable {

	private final Map<String, Map<String, JsonNode>> groups = new TreeMap<>();

	PropertyTable(List<JsonNode> properties) {
		for (JsonNode property : properties) {
			String name = property.path("name").asText();
			String prefix = name.substring(0, name.lastIndexOf('.'));
			this.groups.computeIfAbsent(prefix, (key) -> new LinkedHashMap<>()).put(name, property);
		}
	}

	String toMarkdown() {
		StringBuilder markdown = new StringBuilder();
		this.groups.forEach((prefix, properties) -> {
			markdown.append("\n**").append(prefix).append("**\n\n");
			markdown.append("| property | default | description |\n|---|---|---|\n");
			properties.forEach((name, property) -> markdown.append("| `")
				.append(name)
				.append(isMap(property) ? ".*" : "")
				.append("` | ")
				.append(defaultOf(property))
				.append(" | ")
				.append(escape(property.path("description").asText()))
				.append(" |\n"));
		});
		return markdown.append('\n').toString();
	}

	static boolean isMap(JsonNode property) {
		return property.path("type").asText().startsWith("java.util.Map<");
	}

	static boolean isCollection(JsonNode property) {
		return property.path("type").asText().matches("java\\.util\\.(List|Set|Collection)<.*");
	}

	private static String defaultOf(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		if (value.isMissingNode()) {
			return "";
		}
		if (!value.isArray()) {
			return "`" + value.asText() + "`";
		}
		StringBuilder values = new StringBuilder();
		value.forEach((element) -> values.append(values.isEmpty() ? "" : ", ").append(element.asText()));
		return "`" + values + "`";
	}

	/**
	 * What means something in a cell of a table.
	 */
	private static String escape(String text) {
		return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
	}

}
