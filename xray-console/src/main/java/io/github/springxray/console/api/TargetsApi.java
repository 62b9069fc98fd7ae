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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.sampling.SamplingCounts;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.sampling.SamplingTargets.Summary;
import io.github.springxray.console.sampling.SamplingTargets.Target;

/**
 * Quotas and statistics of sampling rules of X-Ray's API.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/xray/latest/api/API_GetSamplingTargets.html">GetSamplingTargets</a>
 */
final class TargetsApi {

	private static final int MAX_DOCUMENTS = 25;

	private static final int MAX_NAME = 32;

	private static final int CLIENT_ID = 24;

	private static final int PAGE = 1000;

	private static final double SECOND = 1000;

	private final SamplingRules rules;

	private final SamplingTargets targets;

	TargetsApi(SamplingRules rules, SamplingTargets targets) {
		this.rules = rules;
		this.targets = targets;
	}

	ApiResponse targets(JsonNode request) throws BadRequestException {
		// X-Ray takes all or nothing of a request that it cannot read
		List<Report> reports = new ArrayList<>();
		for (JsonNode item : Fields.list(request, "SamplingStatisticsDocuments", MAX_DOCUMENTS, true)) {
			reports.add(Report.of(item));
		}
		List<Anomalies> anomalies = new ArrayList<>();
		for (JsonNode item : Fields.list(request, "SamplingBoostStatisticsDocuments", MAX_DOCUMENTS, false)) {
			anomalies.add(Anomalies.of(item));
		}
		ObjectNode json = Json.object();
		ArrayNode documents = json.putArray("SamplingTargetDocuments");
		ArrayNode unprocessed = json.putArray("UnprocessedStatistics");
		ArrayNode unprocessedBoosts = json.putArray("UnprocessedBoostStatistics");
		for (Anomalies each : anomalies) {
			if (!this.targets.reportAnomalies(each.rule(), each.count(), each.sampled())) {
				unprocessed(unprocessedBoosts, each.rule(), "There is no such rule, or it has no boost");
			}
		}
		for (Report each : reports) {
			Optional<Target> target = this.targets.report(each.rule(), each.client(), each.counts());
			target.ifPresentOrElse((found) -> documents.add(shape(found)),
					() -> unprocessed(unprocessed, each.rule(), "There is no such rule"));
		}
		json.put("LastRuleModification", this.rules.modifiedAt());
		return ApiResponse.ok(json);
	}

	private static void unprocessed(ArrayNode list, String rule, String message) {
		list.addObject().put("RuleName", rule).put("ErrorCode", "400").put("Message", message);
	}

	private static ObjectNode shape(Target target) {
		ObjectNode json = Json.object()
			.put("RuleName", target.ruleName())
			.put("FixedRate", target.fixedRate())
			.put("ReservoirQuota", target.quota())
			.put("ReservoirQuotaTTL", target.ttl())
			.put("Interval", target.interval());
		if (target.boost() != null) {
			json.putObject("SamplingBoost")
				.put("BoostRate", target.boost().rate())
				.put("BoostRateTTL", target.boost().until() / SECOND);
		}
		return json;
	}

	ApiResponse summaries(JsonNode request) throws BadRequestException {
		List<Summary> all = this.targets.summaries();
		int offset = Math.min(Fields.offset(request), all.size());
		int end = Math.min(all.size(), offset + PAGE);
		ObjectNode json = Json.object();
		ArrayNode summaries = json.putArray("SamplingStatisticSummaries");
		for (Summary each : all.subList(offset, end)) {
			summaries.addObject()
				.put("RuleName", each.ruleName())
				.put("Timestamp", each.from())
				.put("RequestCount", each.counts().requests())
				.put("BorrowCount", each.counts().borrowed())
				.put("SampledCount", each.counts().sampled());
		}
		if (end < all.size()) {
			json.put("NextToken", Integer.toString(end));
		}
		return ApiResponse.ok(json);
	}

	/**
	 * What a client decided by a rule.
	 */
	private record Report(String rule, String client, SamplingCounts counts) {

		static Report of(JsonNode item) throws BadRequestException {
			Fields.requireTime(item);
			return new Report(Fields.text(item, "RuleName", 1, MAX_NAME),
					Fields.text(item, "ClientID", CLIENT_ID, CLIENT_ID),
					new SamplingCounts(Fields.count(item, "RequestCount", true),
							Fields.count(item, "SampledCount", true), Fields.count(item, "BorrowCount", false)));
		}

	}

	/**
	 * What went wrong of the requests that a rule was for.
	 */
	private record Anomalies(String rule, long count, long sampled) {

		static Anomalies of(JsonNode item) throws BadRequestException {
			Fields.requireTime(item);
			Fields.text(item, "ServiceName", 0, 64);
			Fields.count(item, "TotalCount", true);
			return new Anomalies(Fields.text(item, "RuleName", 1, MAX_NAME), Fields.count(item, "AnomalyCount", true),
					Fields.count(item, "SampledAnomalyCount", true));
		}

	}

}
