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

package io.github.springxray.console.api;

import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.TextLimits;
import io.github.springxray.console.sampling.SamplingRule;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.sampling.SamplingTargets.Target;

/**
 * Sampling rules, for the page and in the shapes of X-Ray.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html">GetSamplingTargets</a>
 */
public final class SamplingApi {

	private static final int MAX_STATISTICS = 1000;

	private final SamplingRules rules;

	private final SamplingTargets targets;

	/**
	 * Create the API.
	 * @param rules the rules to hand out
	 * @param targets the targets to hand out
	 */
	public SamplingApi(SamplingRules rules, SamplingTargets targets) {
		this.rules = rules;
		this.targets = targets;
	}

	ApiResponse rules() {
		ObjectNode json = Json.object();
		ArrayNode list = json.putArray("rules");
		this.rules.all().forEach((rule) -> list.add(rule.toJson()));
		return ApiResponse.ok(json);
	}

	ApiResponse replace(JsonNode json) throws BadRequestException {
		try {
			this.rules.replace(json);
		}
		catch (IllegalArgumentException ex) {
			throw new BadRequestException(String.valueOf(ex.getMessage()));
		}
		return rules();
	}

	ApiResponse records() {
		ObjectNode json = Json.object();
		ArrayNode records = json.putArray("SamplingRuleRecords");
		for (SamplingRule rule : this.rules.all()) {
			ObjectNode item = records.addObject();
			item.set("SamplingRule", rule.toJson());
			item.put("CreatedAt", this.rules.modifiedAt());
			item.put("ModifiedAt", this.rules.modifiedAt());
		}
		return ApiResponse.ok(json);
	}

	ApiResponse targets(JsonNode request) throws BadRequestException {
		if (request.path("SamplingStatisticsDocuments").size() > MAX_STATISTICS) {
			throw new BadRequestException("There are more than " + MAX_STATISTICS + " SamplingStatisticsDocuments");
		}
		ObjectNode json = Json.object();
		json.put("LastRuleModification", this.rules.modifiedAt());
		ArrayNode documents = json.putArray("SamplingTargetDocuments");
		ArrayNode unprocessed = json.putArray("UnprocessedStatistics");
		for (JsonNode statistics : request.path("SamplingStatisticsDocuments")) {
			String rule = statistics.path("RuleName").asString("");
			Optional<Target> target = this.targets.target(rule, statistics.path("ClientID").asString(""));
			if (target.isEmpty()) {
				unprocessed.addObject()
					.put("RuleName", TextLimits.cut(rule, TextLimits.TEXT))
					.put("ErrorCode", "400")
					.put("Message", "There is no such rule");
				continue;
			}
			Target found = target.get();
			documents.addObject()
				.put("RuleName", found.ruleName())
				.put("FixedRate", found.fixedRate())
				.put("ReservoirQuota", found.quota())
				.put("ReservoirQuotaTTL", found.ttl())
				.put("Interval", found.interval());
		}
		return ApiResponse.ok(json);
	}

}
