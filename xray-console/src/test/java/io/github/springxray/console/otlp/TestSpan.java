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

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A span, in the JSON of OTLP.
 */
final class TestSpan {

	static final String TRACE = "5759e988bd862e3fe1be46a994272793";

	private static final JsonMapper mapper = new JsonMapper();

	private final ObjectNode json = JsonNodeFactory.instance.objectNode();

	TestSpan(String kind, String name) {
		this.json.put("traceId", TRACE);
		this.json.put("spanId", "53995c3f42cd8ad8");
		this.json.put("name", name);
		this.json.put("kind", SpanKind.valueOf(kind).ordinal());
		this.json.put("startTimeUnixNano", "1764319713123456000");
		this.json.put("endTimeUnixNano", "1764319713223456789");
	}

	static TestSpan child(String kind, String name) {
		return new TestSpan(kind, name).with("parentSpanId", "00f067aa0ba902b7");
	}

	TestSpan with(String field, Object value) {
		this.json.set(field, mapper.valueToTree(value));
		return this;
	}

	TestSpan attribute(String key, Object value) {
		add(this.json, key, value);
		return this;
	}

	TestSpan event(String name, Map<String, Object> attributes) {
		ObjectNode event = list(this.json, "events").addObject().put("name", name);
		event.put("timeUnixNano", "1764319713133456000");
		attributes.forEach((key, value) -> add(event, key, value));
		return this;
	}

	TestSpan error(String message) {
		this.json.putObject("status").put("code", 2).put("message", message);
		return this;
	}

	JsonNode json() {
		return this.json;
	}

	static JsonNode resource(Map<String, Object> attributes) {
		ObjectNode resource = JsonNodeFactory.instance.objectNode();
		attributes.forEach((key, value) -> add(resource, key, value));
		return resource;
	}

	/**
	 * Return a request.
	 */
	static ObjectNode request(JsonNode resource, JsonNode... spans) {
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		ObjectNode resourceSpans = request.putArray("resourceSpans").addObject();
		resourceSpans.set("resource", resource);
		resourceSpans.putArray("scopeSpans").addObject().putArray("spans").addAll(List.of(spans));
		return request;
	}

	private static void add(ObjectNode holder, String key, Object value) {
		ObjectNode any = list(holder, "attributes").addObject().put("key", key).putObject("value");
		fill(any, value);
	}

	private static void fill(ObjectNode any, Object value) {
		if (value instanceof List<?> values) {
			ArrayNode array = any.putObject("arrayValue").putArray("values");
			values.forEach((each) -> fill(array.addObject(), each));
		}
		else if (value instanceof Map<?, ?> map) {
			ArrayNode entries = any.putObject("kvlistValue").putArray("values");
			map.forEach((key, each) -> fill(entries.addObject().put("key", (String) key).putObject("value"), each));
		}
		else if (value instanceof Boolean flag) {
			any.put("boolValue", flag);
		}
		else if (value instanceof Double number) {
			any.put("doubleValue", number);
		}
		else if (value instanceof Number number) {
			any.put("intValue", number.toString());
		}
		else {
			any.put("stringValue", (String) value);
		}
	}

	private static ArrayNode list(ObjectNode holder, String field) {
		return (holder.path(field) instanceof ArrayNode known) ? known : holder.putArray(field);
	}

}
