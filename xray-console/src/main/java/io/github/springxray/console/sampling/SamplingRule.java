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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule that says which requests are sampled.
 *
 * @param name the name
 * @param priority the lower, the earlier it is tried
 * @param fixedRate the share of requests beyond the reservoir
 * @param reservoirSize how many requests a second are sampled in any case
 * @param matchers patterns for what a request is like
 * @param attributes patterns for attributes of the request
 * @param boost how far the rate may rise when requests fail, or {@code null} if it may
 * not
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_SamplingRule.html">SamplingRule</a>
 */
public record SamplingRule(String name, int priority, double fixedRate, int reservoirSize, Map<String, String> matchers,
		Map<String, String> attributes, @Nullable RateBoost boost) {

	static final String DEFAULT_NAME = "Default";

	static final int DEFAULT_PRIORITY = 10_000;

	static final List<String> MATCHERS = List.of("ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath",
			"ResourceARN");

	/**
	 * There is neither a region nor an account here.
	 */
	private static final String ARN = "arn:aws:xray:local:000000000000:sampling-rule/";

	static SamplingRule ofDefault(double fixedRate, int reservoirSize, @Nullable RateBoost boost) {
		Map<String, String> matchers = new TreeMap<>();
		MATCHERS.forEach((matcher) -> matchers.put(matcher, "*"));
		return new SamplingRule(DEFAULT_NAME, DEFAULT_PRIORITY, fixedRate, reservoirSize, matchers, Map.of(), boost);
	}

	/**
	 * Return whether this is the rule for what no other rule is for.
	 * @return whether it is the default rule
	 */
	public boolean isDefault() {
		return this.name.equals(DEFAULT_NAME);
	}

	/**
	 * Return the rule in the form of X-Ray. SDKs leave out rules that lack a field, even
	 * if it is empty.
	 * @return a JSON object
	 */
	public ObjectNode toJson() {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		json.put("RuleName", this.name);
		json.put("RuleARN", ARN + this.name);
		json.put("Priority", this.priority);
		json.put("FixedRate", this.fixedRate);
		json.put("ReservoirSize", this.reservoirSize);
		this.matchers.forEach(json::put);
		json.put("Version", 1);
		ObjectNode attributes = json.putObject("Attributes");
		this.attributes.forEach(attributes::put);
		if (this.boost != null) {
			json.putObject("SamplingRateBoost")
				.put("MaxRate", this.boost.maxRate())
				.put("CooldownWindowMinutes", this.boost.cooldownMinutes());
		}
		return json;
	}

	/**
	 * How far the rate may rise when requests fail.
	 *
	 * @param maxRate the highest rate
	 * @param cooldownMinutes in how many minutes it may rise once
	 */
	public record RateBoost(double maxRate, int cooldownMinutes) {

	}

}
