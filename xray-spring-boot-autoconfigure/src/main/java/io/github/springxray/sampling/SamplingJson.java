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

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of X-Ray's API. What an answer has too much is passed over, and a rule or a
 * target that cannot be read costs itself alone.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingRules.html">GetSamplingRules</a>
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html">GetSamplingTargets</a>
 */
final class SamplingJson {

	private static final double MILLIS_PER_SECOND = 1000;

	private SamplingJson() {
	}

	static JsonNode parse(byte[] json) throws IOException {
		JsonNode node = new ObjectMapper().readTree(json);
		if (node == null || !node.isObject()) {
			throw new IOException("An object was expected");
		}
		return node;
	}

	static String nextPage(@Nullable String token) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		if (token != null) {
			json.put("NextToken", token);
		}
		return json.toString();
	}

	static List<SamplingRule> rules(JsonNode answer) {
		List<SamplingRule> rules = new ArrayList<>();
		for (JsonNode item : answer.path("SamplingRuleRecords")) {
			SamplingRule rule = rule(item.path("SamplingRule"));
			if (rule != null) {
				rules.add(rule);
			}
		}
		return rules;
	}

	private static @Nullable SamplingRule rule(JsonNode json) {
		Map<String, String> attributes = new HashMap<>();
		json.path("Attributes").properties().forEach((attribute) -> {
			attributes.put(attribute.getKey(), attribute.getValue().asText(""));
		});
		RequestPattern pattern = RequestPattern.central(text(json, "ServiceName"), text(json, "ServiceType"),
				text(json, "Host"), text(json, "HTTPMethod"), text(json, "URLPath"), text(json, "ResourceARN"),
				attributes);
		return SamplingRule.central(json.path("RuleName").asText(""), json.path("Version").asInt(1),
				json.path("Priority").asInt(Integer.MAX_VALUE), pattern, json.path("ReservoirSize").asInt(0),
				json.path("FixedRate").asDouble(-1), json.path("SamplingRateBoost").isObject());
	}

	private static String text(JsonNode json, String field) {
		return json.path(field).asText("*");
	}

	static String report(SamplingSource.Report report) {
		ObjectNode json = JsonNodeFactory.instance.objectNode();
		ArrayNode rules = json.putArray("SamplingStatisticsDocuments");
		for (SamplingSource.Counted counted : report.rules()) {
			rules.addObject()
				.put("ClientID", report.clientId())
				.put("RuleName", counted.rule())
				.put("Timestamp", counted.at() / MILLIS_PER_SECOND)
				.put("RequestCount", SamplingSource.count(counted.requests()))
				.put("SampledCount", SamplingSource.count(counted.sampled()))
				.put("BorrowCount", SamplingSource.count(counted.borrowed()));
		}
		if (!report.boosts().isEmpty()) {
			ArrayNode boosts = json.putArray("SamplingBoostStatisticsDocuments");
			for (SamplingSource.Anomalies anomalies : report.boosts()) {
				boosts.addObject()
					.put("RuleName", anomalies.rule())
					.put("ServiceName", anomalies.service())
					.put("Timestamp", anomalies.at() / MILLIS_PER_SECOND)
					.put("TotalCount", SamplingSource.count(anomalies.requests()))
					.put("AnomalyCount", SamplingSource.count(anomalies.anomalies()))
					.put("SampledAnomalyCount", SamplingSource.count(anomalies.sampledAnomalies()));
			}
		}
		return json.toString();
	}

	static SamplingSource.Answer answer(JsonNode json) {
		List<SamplingSource.Target> targets = new ArrayList<>();
		for (JsonNode target : json.path("SamplingTargetDocuments")) {
			String rule = target.path("RuleName").asText("");
			if (!rule.isEmpty()) {
				JsonNode boost = target.path("SamplingBoost");
				targets.add(new SamplingSource.Target(rule, number(target.path("FixedRate")),
						integer(target.path("ReservoirQuota")), instant(target.path("ReservoirQuotaTTL")),
						integer(target.path("Interval")), number(boost.path("BoostRate")),
						instant(boost.path("BoostRateTTL"))));
			}
		}
		Set<String> unprocessed = new HashSet<>();
		for (JsonNode item : json.path("UnprocessedStatistics")) {
			unprocessed.add(item.path("RuleName").asText(""));
		}
		return new SamplingSource.Answer(targets, instant(json.path("LastRuleModification")), unprocessed);
	}

	private static @Nullable Double number(JsonNode json) {
		return json.isNumber() ? json.doubleValue() : null;
	}

	private static @Nullable Integer integer(JsonNode json) {
		return json.canConvertToInt() ? json.intValue() : null;
	}

	/**
	 * X-Ray counts seconds of the epoch, with a fraction.
	 */
	private static @Nullable Long instant(JsonNode json) {
		return json.isNumber() ? (long) (json.doubleValue() * MILLIS_PER_SECOND) : null;
	}

}
