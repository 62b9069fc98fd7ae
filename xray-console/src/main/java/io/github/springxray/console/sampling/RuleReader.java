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
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.sampling.SamplingRule.RateBoost;

/**
 * Reads rules that others have written, within the limits of X-Ray. An
 * {@link IllegalArgumentException} says what is wrong, in words for people.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html">SamplingRule</a>
 */
final class RuleReader {

	private static final int MAX_NAME = 32;

	private static final int MAX_ATTRIBUTES = 5;

	private static final int MAX_ATTRIBUTE = 32;

	private static final Map<String, Integer> MAX_MATCHER = Map.of("ServiceName", 64, "ServiceType", 64, "Host", 64,
			"HTTPMethod", 10, "URLPath", 128, "ResourceARN", 500);

	private static final String NAME = "RuleName";

	private static final String ARN = "RuleARN";

	private static final String PRIORITY = "Priority";

	private static final String RATE = "FixedRate";

	private static final String RESERVOIR = "ReservoirSize";

	private static final String ATTRIBUTES = "Attributes";

	private final JsonNode json;

	private final String rule;

	private RuleReader(JsonNode json) {
		if (!json.isObject()) {
			throw new IllegalArgumentException("A rule is not a JSON object");
		}
		JsonNode name = json.path(NAME);
		if (!name.isString() || name.stringValue().isBlank() || name.stringValue().length() > MAX_NAME) {
			throw new IllegalArgumentException(NAME + " has to be a text of 1 to " + MAX_NAME + " characters");
		}
		this.json = json;
		this.rule = name.stringValue();
	}

	/**
	 * Read a rule that somebody creates. X-Ray asks for every field but the attributes
	 * and the boost.
	 */
	static SamplingRule created(JsonNode json) {
		RuleReader reader = new RuleReader(json);
		if (reader.isDefault()) {
			throw new IllegalArgumentException("The Default rule is there already");
		}
		if (!isMissing(json.path(ARN))) {
			throw new IllegalArgumentException(NAME + " and " + ARN + " cannot both be given");
		}
		return reader.read();
	}

	/**
	 * Read a rule of a file, in which what is left out matches everything.
	 */
	static SamplingRule ofFile(JsonNode json) {
		RuleReader reader = new RuleReader(json);
		if (reader.isDefault()) {
			return reader.readDefault();
		}
		ObjectNode open = SamplingRule.ofDefault(1, 1, null).toJson();
		for (String field : new String[] { PRIORITY, RATE, RESERVOIR }) {
			open.remove(field);
		}
		return new RuleReader(overlaid(open, json)).read();
	}

	/**
	 * Read a change of a rule, in which what is left out stays.
	 */
	static SamplingRule updated(SamplingRule before, JsonNode change) {
		ObjectNode after = overlaid(before.toJson(), change).put(NAME, before.name());
		RuleReader reader = new RuleReader(after);
		if (!before.isDefault()) {
			return reader.read();
		}
		ObjectNode fixed = before.toJson();
		for (String field : fixed.propertyNames()) {
			boolean free = field.equals(RATE) || field.equals(RESERVOIR) || field.equals("SamplingRateBoost");
			if (!free && !field.equals(ARN) && !after.path(field).equals(fixed.path(field))) {
				throw new IllegalArgumentException(
						"Invalid update request for default sampling rule: " + field + " is the same for ever");
			}
		}
		return reader.readDefault();
	}

	private static ObjectNode overlaid(ObjectNode below, JsonNode above) {
		above.properties().forEach((field) -> {
			if (!isMissing(field.getValue())) {
				below.set(field.getKey(), field.getValue());
			}
		});
		return below;
	}

	private static boolean isMissing(JsonNode value) {
		return value.isMissingNode() || value.isNull();
	}

	private boolean isDefault() {
		return this.rule.equals(SamplingRule.DEFAULT_NAME);
	}

	private SamplingRule readDefault() {
		return SamplingRule.ofDefault(rate(this.json, RATE), reservoir(), boost());
	}

	private SamplingRule read() {
		int priority = (int) number(this.json, PRIORITY, 1, SamplingRule.DEFAULT_PRIORITY - 1, true);
		number(this.json, "Version", 1, 1, true);
		Map<String, String> matchers = new TreeMap<>();
		for (String matcher : SamplingRule.MATCHERS) {
			matchers.put(matcher, text(this.json.path(matcher), matcher, 0, MAX_MATCHER.getOrDefault(matcher, 0)));
		}
		return new SamplingRule(this.rule, priority, rate(this.json, RATE), reservoir(), matchers, attributes(),
				boost());
	}

	private Map<String, String> attributes() {
		Map<String, String> attributes = new TreeMap<>();
		JsonNode given = this.json.path(ATTRIBUTES);
		if (isMissing(given)) {
			return attributes;
		}
		if (!given.isObject() || given.size() > MAX_ATTRIBUTES) {
			throw invalid(ATTRIBUTES, "up to " + MAX_ATTRIBUTES + " texts by name");
		}
		given.properties().forEach((attribute) -> {
			if (attribute.getKey().isEmpty() || attribute.getKey().length() > MAX_ATTRIBUTE) {
				throw invalid("A name in " + ATTRIBUTES, "a text of 1 to " + MAX_ATTRIBUTE + " characters");
			}
			attributes.put(attribute.getKey(),
					text(attribute.getValue(), ATTRIBUTES + "." + attribute.getKey(), 1, MAX_ATTRIBUTE));
		});
		return attributes;
	}

	private @Nullable RateBoost boost() {
		JsonNode given = this.json.path("SamplingRateBoost");
		if (isMissing(given)) {
			return null;
		}
		return new RateBoost(rate(given, "MaxRate"),
				(int) number(given, "CooldownWindowMinutes", 0, Integer.MAX_VALUE, true));
	}

	private double rate(JsonNode from, String field) {
		return number(from, field, 0, 1, false);
	}

	private int reservoir() {
		return (int) number(this.json, RESERVOIR, 0, Integer.MAX_VALUE, true);
	}

	private String text(JsonNode value, String field, int least, int most) {
		if (!value.isString() || value.stringValue().length() < least || value.stringValue().length() > most) {
			throw invalid(field, "a text of " + ((least > 0) ? least + " to " : "up to ") + most + " characters");
		}
		return value.stringValue();
	}

	private double number(JsonNode from, String field, double least, double most, boolean whole) {
		JsonNode value = from.path(field);
		double number = value.isNumber() ? value.doubleValue() : Double.NaN;
		if (!(number >= least && number <= most) || (whole && number != Math.rint(number))) {
			throw invalid(field, (least == most) ? String.valueOf((int) least)
					: "a " + (whole ? "whole " : "") + "number from " + (int) least + " to " + (int) most);
		}
		return number;
	}

	private IllegalArgumentException invalid(String field, String wanted) {
		return new IllegalArgumentException(
				TextLimits.cut(field, TextLimits.TEXT) + " of the rule " + this.rule + " has to be " + wanted);
	}

}
