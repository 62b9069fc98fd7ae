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

package io.github.springxray.console.sampling;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.TextLimits;

/**
 * A rule in the form of X-Ray's {@code SamplingRule}.
 *
 * @param name the name, up to 32 characters
 * @param priority the order, from 1 to 9999; {@link #DEFAULT_PRIORITY} for the default
 * @param fixedRate the share of requests that is sampled, from 0 to 1
 * @param reservoirSize how many requests a second are sampled before that
 * @param matchers what requests are compared with, by the names of X-Ray
 * @param attributes what segments are compared with
 */
public record SamplingRule(String name, int priority, double fixedRate, int reservoirSize, Map<String, String> matchers,
		Map<String, String> attributes) {

	static final String DEFAULT_NAME = "Default";

	static final int DEFAULT_PRIORITY = 10_000;

	private static final String[] MATCHERS = { "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath",
			"ResourceARN" };

	private static final int MAX_NAME = 32;

	private static final int MAX_MATCHER = 500;

	private static final int MAX_ATTRIBUTES = 50;

	private static final int MAX_RESERVOIR = 1_000_000;

	static SamplingRule ofDefault(double fixedRate, int reservoirSize) {
		Map<String, String> matchers = new TreeMap<>();
		for (String matcher : MATCHERS) {
			matchers.put(matcher, "*");
		}
		return new SamplingRule(DEFAULT_NAME, DEFAULT_PRIORITY, fixedRate, reservoirSize, matchers, Map.of());
	}

	/**
	 * Read a rule.
	 * @throws IllegalArgumentException if it is none, with a message for people
	 */
	static SamplingRule read(JsonNode json) {
		if (!json.isObject()) {
			throw new IllegalArgumentException("A rule is not a JSON object");
		}
		String name = text(json, "RuleName", null);
		if (name.isBlank() || name.length() > MAX_NAME) {
			throw new IllegalArgumentException("RuleName is empty or longer than " + MAX_NAME + " characters");
		}
		double rate = number(json, name, "FixedRate", 0, 1);
		int reservoir = (int) number(json, name, "ReservoirSize", 0, MAX_RESERVOIR);
		if (name.equals(DEFAULT_NAME)) {
			return ofDefault(rate, reservoir);
		}
		int priority = (int) number(json, name, "Priority", 1, DEFAULT_PRIORITY - 1);
		Map<String, String> matchers = new TreeMap<>();
		for (String matcher : MATCHERS) {
			matchers.put(matcher, text(json, matcher, "*"));
		}
		Map<String, String> attributes = new TreeMap<>();
		JsonNode given = json.path("Attributes");
		if (given.size() > MAX_ATTRIBUTES) {
			throw new IllegalArgumentException("The rule " + name + " has more than " + MAX_ATTRIBUTES + " attributes");
		}
		given.propertyNames().forEach((key) -> attributes.put(TextLimits.cut(key, MAX_MATCHER), text(given, key, "*")));
		return new SamplingRule(name, priority, rate, reservoir, matchers, attributes);
	}

	private static String text(JsonNode json, String field, @Nullable String fallback) {
		JsonNode value = json.path(field);
		if (value.isMissingNode() && fallback != null) {
			return fallback;
		}
		if (!value.isString() || value.stringValue().length() > MAX_MATCHER) {
			throw new IllegalArgumentException(
					TextLimits.cut(field, MAX_NAME) + " is not a text of up to " + MAX_MATCHER + " characters");
		}
		return value.stringValue();
	}

	private static double number(JsonNode json, String name, String field, double min, double max) {
		JsonNode value = json.path(field);
		double number = value.isNumber() ? value.doubleValue() : Double.NaN;
		if (!(number >= min && number <= max)) {
			throw new IllegalArgumentException(
					field + " of the rule " + name + " is not a number from " + min + " to " + max);
		}
		return number;
	}

	/**
	 * Return the rule in the form of X-Ray.
	 * @return a JSON object
	 */
	public ObjectNode toJson() {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		json.put("RuleName", this.name);
		json.put("Priority", this.priority);
		json.put("FixedRate", this.fixedRate);
		json.put("ReservoirSize", this.reservoirSize);
		this.matchers.forEach(json::put);
		json.put("Version", 1);
		ObjectNode attributes = json.putObject("Attributes");
		this.attributes.forEach(attributes::put);
		return json;
	}

}
