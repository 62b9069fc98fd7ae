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

package io.github.springxray.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules as the SDKs of X-Ray have them in files, versions 1 and 2, and as X-Ray
 * answers {@code GetSamplingRules}.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/devguide/xray-sdk-java-configuration.html#xray-sdk-java-configuration-sampling">Sampling
 * rules of the SDK for Java</a>
 */
final class RulesFileFormat {

	private static final int HOST_VERSION = 2;

	private static final int DEFAULT_PRIORITY = 10_000;

	private final SamplingRule otherwise;

	RulesFileFormat(SamplingRule otherwise) {
		this.otherwise = otherwise;
	}

	/**
	 * Read rules.
	 * @throws IllegalArgumentException if they make no sense; the message names the rule
	 * and the field
	 */
	LocalRules read(@Nullable JsonNode json) {
		if (json == null || !json.isObject()) {
			throw new IllegalArgumentException("It has to be a JSON object with version, rules and default.");
		}
		return json.has("SamplingRuleRecords") ? ofApi(json) : ofSdk(json);
	}

	private LocalRules ofSdk(JsonNode json) {
		int version = json.path("version").asInt(0);
		if (version != 1 && version != HOST_VERSION) {
			throw new IllegalArgumentException(
					"The field version has to be 1 or 2, but is " + json.path("version") + ". Write \"version\": 2.");
		}
		List<SamplingRule> rules = new ArrayList<>();
		for (JsonNode rule : list(json, "rules")) {
			String which = which(rules.size(), rule.path("description").asText(""));
			// What version 1 calls the name of the service is the host of the URL
			String hostField = (version == 1) ? "service_name" : "host";
			checkFields(rule, hostField, which);
			String host = pattern(rule, hostField, which);
			RequestPattern pattern = RequestPattern.central("*", "*", host, pattern(rule, "http_method", which),
					pattern(rule, "url_path", which), "*", Map.of());
			rules.add(new SamplingRule(rule.path("description").asText(null), DEFAULT_PRIORITY, pattern,
					count(rule, "fixed_target", which), rate(rule, "rate", which), false));
		}
		return new LocalRules(rules, json.has("default") ? ofDefault(json.path("default")) : this.otherwise);
	}

	/**
	 * A pattern whose name is misspelt would not be there, and the rule would take what
	 * it is not for.
	 */
	private static void checkFields(JsonNode rule, String hostField, String which) {
		List<String> known = List.of("description", hostField, "http_method", "url_path", "fixed_target", "rate");
		rule.fieldNames().forEachRemaining((name) -> {
			if (!known.contains(name)) {
				throw new IllegalArgumentException(
						which + " has an unknown field " + name + ". Write " + String.join(", ", known) + ".");
			}
		});
	}

	private static SamplingRule ofDefault(JsonNode rule) {
		return new SamplingRule(null, Integer.MAX_VALUE, RequestPattern.ANY,
				count(rule, "fixed_target", "The default rule"), rate(rule, "rate", "The default rule"), false);
	}

	private LocalRules ofApi(JsonNode json) {
		List<SamplingRule> rules = new ArrayList<>();
		SamplingRule otherwise = this.otherwise;
		for (JsonNode item : list(json, "SamplingRuleRecords")) {
			JsonNode rule = item.path("SamplingRule");
			String which = which(rules.size(), rule.path("RuleName").asText(""));
			Map<String, String> attributes = new LinkedHashMap<>();
			rule.path("Attributes").properties().forEach((attribute) -> {
				attributes.put(attribute.getKey(), attribute.getValue().asText(""));
			});
			RequestPattern pattern = RequestPattern.central(pattern(rule, "ServiceName", which),
					pattern(rule, "ServiceType", which), pattern(rule, "Host", which),
					pattern(rule, "HTTPMethod", which), pattern(rule, "URLPath", which),
					pattern(rule, "ResourceARN", which), attributes);
			SamplingRule read = SamplingRule.central(rule.path("RuleName").asText(""), 1,
					rule.path("Priority").asInt(DEFAULT_PRIORITY), pattern, count(rule, "ReservoirSize", which),
					rate(rule, "FixedRate", which), false);
			if (read == null) {
				throw new IllegalArgumentException(which + " has no RuleName. Write one.");
			}
			if (read.isLast()) {
				otherwise = read;
			}
			else {
				rules.add(read);
			}
		}
		return new LocalRules(rules, otherwise);
	}

	/**
	 * What is no list would be no rules, and nobody would notice.
	 */
	private static JsonNode list(JsonNode json, String field) {
		JsonNode value = json.path(field);
		if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
			throw new IllegalArgumentException("The field " + field + " has to be a list of rules: [{...}, {...}].");
		}
		return value;
	}

	private static String which(int index, String name) {
		return name.isEmpty() ? "Rule " + (index + 1) : "The rule '" + name + "'";
	}

	private static String pattern(JsonNode rule, String field, String which) {
		JsonNode value = rule.path(field);
		if (value.isMissingNode() || value.isNull()) {
			return "*";
		}
		if (!value.isTextual() || value.textValue().isBlank()) {
			throw new IllegalArgumentException(
					which + " has a field " + field + " that is no pattern. Write a text, such as \"*\".");
		}
		return value.textValue();
	}

	private static int count(JsonNode rule, String field, String which) {
		JsonNode value = rule.path(field);
		if (!value.canConvertToExactIntegral() || !value.canConvertToInt() || value.intValue() < 0) {
			throw new IllegalArgumentException(which + " has no usable field " + field
					+ ". Write how many requests per second are traced, 0 or more.");
		}
		return value.intValue();
	}

	private static double rate(JsonNode rule, String field, String which) {
		JsonNode value = rule.path(field);
		if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 1)) {
			throw new IllegalArgumentException(
					which + " has no usable field " + field + ". Write a number from 0 to 1, such as 0.05.");
		}
		return value.doubleValue();
	}

}
