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

import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attributes that no field of a document is for. As in X-Ray those that are listed become
 * annotations, and all others metadata.
 */
final class Leftovers {

	private static final String LIST = "aws.xray.annotations";

	private static final String METADATA = "aws.xray.metadata.";

	private static final Pattern ILLEGAL = Pattern.compile("[^0-9A-Za-z_.]");

	private final Attributes attributes;

	private final ObjectNode annotations = JsonTexts.object();

	private final ObjectNode metadata = JsonTexts.object();

	Leftovers(Attributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Annotate with what pages and filters of the console look for.
	 */
	void annotate(String key, String value) {
		this.annotations.put(key, value);
	}

	/**
	 * Add what is not an attribute.
	 */
	void keep(String key, JsonNode value) {
		defaults().set(key, value);
	}

	void write(ObjectNode document) {
		for (String key : this.attributes.texts(LIST)) {
			JsonNode value = this.attributes.value(key);
			if (value.isString() || value.isNumber() || value.isBoolean()) {
				this.annotations.set(ILLEGAL.matcher(key).replaceAll("_"), value);
			}
			else if (!value.isMissingNode() && !value.isNull()) {
				defaults().set(key, value);
			}
		}
		this.attributes.forEach(METADATA, (namespace, text) -> {
			ObjectNode values = JsonTexts.object(text);
			ObjectNode target = (this.metadata.path(namespace) instanceof ObjectNode known) ? known
					: this.metadata.putObject(namespace);
			if (values != null) {
				JsonTexts.merge(target, values);
			}
			else {
				target.set("value", text);
			}
		});
		this.attributes.forEachLeft((name, value) -> defaults().set(name, value));
		JsonTexts.put(document, "annotations", this.annotations);
		JsonTexts.put(document, "metadata", this.metadata);
	}

	private ObjectNode defaults() {
		return (this.metadata.path("default") instanceof ObjectNode known) ? known : this.metadata.putObject("default");
	}

	/**
	 * Keep events other than exceptions, each with its name and its time.
	 */
	void keepEvents(JsonNode events) {
		ArrayNode kept = JsonTexts.object().putArray("events");
		for (JsonNode event : events) {
			String name = event.path("name").asString("");
			if (!name.equals(CauseBlock.EVENT)) {
				ObjectNode object = kept.addObject().put("name", name);
				object.set("time_unix_nano", event.path("timeUnixNano"));
				JsonTexts.put(object, "attributes", AttributeValues.object(event.path("attributes")));
			}
		}
		if (!kept.isEmpty()) {
			keep("otel.events", kept);
		}
	}

}
