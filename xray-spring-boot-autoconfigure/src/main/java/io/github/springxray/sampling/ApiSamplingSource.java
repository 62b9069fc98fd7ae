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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.GetSamplingTargetsRequest;
import software.amazon.awssdk.services.xray.model.GetSamplingTargetsResponse;
import software.amazon.awssdk.services.xray.model.SamplingBoostStatisticsDocument;
import software.amazon.awssdk.services.xray.model.SamplingRuleRecord;
import software.amazon.awssdk.services.xray.model.SamplingStatisticsDocument;
import software.amazon.awssdk.services.xray.model.SamplingTargetDocument;
import software.amazon.awssdk.services.xray.model.UnprocessedStatistics;

import org.springframework.util.ClassUtils;

/**
 * Asks X-Ray itself.
 */
final class ApiSamplingSource implements SamplingSource {

	private static final int FORBIDDEN = 403;

	static final String BOOST = "software.amazon.awssdk.services.xray.model.SamplingRateBoost";

	/**
	 * Boosts came with version 2.35 or so of the client, and the application chooses its
	 * version.
	 */
	private static final boolean BOOSTS = ClassUtils.isPresent(BOOST, null);

	private final Supplier<XRayClient> client;

	ApiSamplingSource(Supplier<XRayClient> client) {
		this.client = client;
	}

	@Override
	public List<SamplingRule> rules() throws SamplingSourceException {
		try {
			List<SamplingRule> rules = new ArrayList<>();
			for (SamplingRuleRecord record : this.client.get().getSamplingRulesPaginator().samplingRuleRecords()) {
				SamplingRule rule = (record.samplingRule() != null) ? rule(record.samplingRule()) : null;
				if (rule != null) {
					rules.add(rule);
				}
			}
			return rules;
		}
		catch (RuntimeException ex) {
			throw failure(ex);
		}
	}

	private static @Nullable SamplingRule rule(software.amazon.awssdk.services.xray.model.SamplingRule rule) {
		RequestPattern pattern = RequestPattern.central(any(rule.serviceName()), any(rule.serviceType()),
				any(rule.host()), any(rule.httpMethod()), any(rule.urlPath()), any(rule.resourceARN()),
				rule.attributes());
		return SamplingRule.central((rule.ruleName() != null) ? rule.ruleName() : "",
				(rule.version() != null) ? rule.version() : 1,
				(rule.priority() != null) ? rule.priority() : Integer.MAX_VALUE, pattern,
				(rule.reservoirSize() != null) ? rule.reservoirSize() : 0,
				(rule.fixedRate() != null) ? rule.fixedRate() : -1, BOOSTS && rule.samplingRateBoost() != null);
	}

	private static String any(@Nullable String pattern) {
		return (pattern != null) ? pattern : "*";
	}

	@Override
	public Answer report(Report report) throws SamplingSourceException {
		GetSamplingTargetsRequest.Builder request = GetSamplingTargetsRequest.builder();
		request.samplingStatisticsDocuments(report.rules()
			.stream()
			.map((counted) -> SamplingStatisticsDocument.builder()
				.clientID(report.clientId())
				.ruleName(counted.rule())
				.timestamp(Instant.ofEpochMilli(counted.at()))
				.requestCount(SamplingSource.count(counted.requests()))
				.sampledCount(SamplingSource.count(counted.sampled()))
				.borrowCount(SamplingSource.count(counted.borrowed()))
				.build())
			.toList());
		if (!report.boosts().isEmpty()) {
			request.samplingBoostStatisticsDocuments(report.boosts().stream().map(ApiSamplingSource::boost).toList());
		}
		try {
			return answer(this.client.get().getSamplingTargets(request.build()));
		}
		catch (RuntimeException ex) {
			throw failure(ex);
		}
	}

	private static SamplingBoostStatisticsDocument boost(Anomalies anomalies) {
		return SamplingBoostStatisticsDocument.builder()
			.ruleName(anomalies.rule())
			.serviceName(anomalies.service())
			.timestamp(Instant.ofEpochMilli(anomalies.at()))
			.totalCount(SamplingSource.count(anomalies.requests()))
			.anomalyCount(SamplingSource.count(anomalies.anomalies()))
			.sampledAnomalyCount(SamplingSource.count(anomalies.sampledAnomalies()))
			.build();
	}

	private static Answer answer(GetSamplingTargetsResponse response) {
		List<Target> targets = response.samplingTargetDocuments()
			.stream()
			.filter((target) -> target.ruleName() != null)
			.map(ApiSamplingSource::target)
			.toList();
		Set<String> unprocessed = response.unprocessedStatistics()
			.stream()
			.map(UnprocessedStatistics::ruleName)
			.filter((name) -> name != null)
			.collect(Collectors.toSet());
		return new Answer(targets, millis(response.lastRuleModification()), unprocessed);
	}

	private static Target target(SamplingTargetDocument target) {
		boolean boosted = BOOSTS && target.samplingBoost() != null;
		return new Target(target.ruleName(), target.fixedRate(), target.reservoirQuota(),
				millis(target.reservoirQuotaTTL()), target.interval(),
				boosted ? target.samplingBoost().boostRate() : null,
				boosted ? millis(target.samplingBoost().boostRateTTL()) : null);
	}

	private static @Nullable Long millis(@Nullable Instant instant) {
		return (instant != null) ? instant.toEpochMilli() : null;
	}

	private static SamplingSourceException failure(RuntimeException ex) {
		boolean denied = ex instanceof SdkServiceException answer && answer.statusCode() == FORBIDDEN;
		return new SamplingSourceException(denied ? "It denies access" : "It cannot be asked", ex, denied);
	}

	@Override
	public String toString() {
		return "X-Ray";
	}

}
