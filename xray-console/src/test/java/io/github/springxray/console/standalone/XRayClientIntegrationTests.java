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

package io.github.springxray.console.standalone;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.BatchGetTracesResponse;
import software.amazon.awssdk.services.xray.model.GetSamplingTargetsResponse;
import software.amazon.awssdk.services.xray.model.GetServiceGraphResponse;
import software.amazon.awssdk.services.xray.model.GetTraceSummariesResponse;
import software.amazon.awssdk.services.xray.model.InvalidRequestException;
import software.amazon.awssdk.services.xray.model.PutTraceSegmentsResponse;
import software.amazon.awssdk.services.xray.model.SamplingRuleRecord;
import software.amazon.awssdk.services.xray.model.SamplingStatisticsDocument;
import software.amazon.awssdk.services.xray.model.Service;
import software.amazon.awssdk.services.xray.model.TraceSummary;

import io.github.springxray.console.store.Documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The client of the AWS SDK, pointed at the console.
 */
class XRayClientIntegrationTests {

	private static final Instant START = Instant.ofEpochSecond(1794000000 - 60);

	private static final Instant END = Instant.ofEpochSecond(1794000000 + 60);

	private static final String ROOT = ",\"end_time\":1794000000.5,\"fault\":true,\"user\":\"ada\","
			+ "\"http\":{\"request\":{\"method\":\"GET\",\"url\":\"http://localhost/users/7\"},"
			+ "\"response\":{\"status\":500}},\"annotations\":{\"tier\":\"gold\",\"count\":3,\"paid\":true}";

	private final RunningConsole console = new RunningConsole();

	private final XRayClient client = XRayClient.builder()
		.endpointOverride(this.console.uri("/"))
		.region(Region.EU_CENTRAL_1)
		.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.console.close();
	}

	private PutTraceSegmentsResponse put(byte[]... documents) {
		return this.client.putTraceSegments((request) -> request.traceSegmentDocuments(
				Arrays.stream(documents).map((document) -> new String(document, StandardCharsets.UTF_8)).toList()));
	}

	private void putTrace() {
		assertThat(put(Documents.segment(Documents.TRACE, 1, ROOT),
				Documents.subsegment(2, 1, "DynamoDB",
						",\"end_time\":1794000000.2,\"namespace\":\"aws\",\"aws\":{\"table_name\":\"scores\"}"))
			.unprocessedTraceSegments()).isEmpty();
	}

	@Test
	void putsSegmentsAndSaysWhichWereNotProcessed() {
		PutTraceSegmentsResponse response = put(Documents.segment(Documents.TRACE, 1, ROOT),
				Documents.of("{\"id\":\"0000000000000009\",\"name\":\"a\"}"), Documents.of("nonsense"));
		assertThat(response.unprocessedTraceSegments()).hasSize(2);
		assertThat(response.unprocessedTraceSegments().get(0).id()).isEqualTo("0000000000000009");
		assertThat(response.unprocessedTraceSegments().get(0).message()).contains("start_time");
	}

	@Test
	void getsSummaries() {
		putTrace();
		GetTraceSummariesResponse response = this.client.getTraceSummaries((request) -> request.startTime(START)
			.endTime(END)
			.filterExpression("service(\"users\") AND responsetime > 0.4"));
		assertThat(response.tracesProcessedCount()).isEqualTo(1);
		TraceSummary summary = response.traceSummaries().get(0);
		assertThat(summary.id()).isEqualTo(Documents.TRACE);
		assertThat(summary.startTime()).isEqualTo(Instant.ofEpochSecond(1794000000));
		assertThat(summary.responseTime()).isEqualTo(0.5);
		assertThat(summary.hasFault()).isTrue();
		assertThat(summary.isPartial()).isFalse();
		assertThat(summary.http().httpURL()).isEqualTo("http://localhost/users/7");
		assertThat(summary.http().httpStatus()).isEqualTo(500);
		assertThat(summary.entryPoint().name()).isEqualTo("users");
		assertThat(summary.users()).singleElement().satisfies((user) -> assertThat(user.userName()).isEqualTo("ada"));
		assertThat(summary.serviceIds()).extracting((service) -> service.type() + "|" + service.name())
			.containsExactlyInAnyOrder("app|users", "AWS::DynamoDB::Table|scores");
		Map<String, Object> annotations = Map.of("tier",
				summary.annotations().get("tier").get(0).annotationValue().stringValue(), "count",
				summary.annotations().get("count").get(0).annotationValue().numberValue(), "paid",
				summary.annotations().get("paid").get(0).annotationValue().booleanValue());
		assertThat(annotations).isEqualTo(Map.of("tier", "gold", "count", 3.0, "paid", true));
	}

	@Test
	void pagesThroughSummaries() {
		byte[][] documents = new byte[1500][];
		for (int i = 0; i < documents.length; i++) {
			documents[i] = Documents.segment(Documents.traceId(i), 1, ROOT);
		}
		put(documents);
		assertThat(this.client.getTraceSummariesPaginator((request) -> request.startTime(START).endTime(END))
			.stream()
			.flatMap((page) -> page.traceSummaries().stream())
			.map(TraceSummary::id)).hasSize(1500).doesNotHaveDuplicates();
	}

	@Test
	void refusesExpressionsThatDoNotParse() {
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.getTraceSummaries(
					(request) -> request.startTime(START).endTime(END).filterExpression("responsetime >")))
			.withMessageContaining("Expected a number");
	}

	@Test
	void getsTracesWithSubsegmentsAtTheirPlaces() {
		putTrace();
		BatchGetTracesResponse response = this.client
			.batchGetTraces((request) -> request.traceIds(Documents.TRACE, Documents.traceId(5)));
		assertThat(response.traces()).singleElement().satisfies((trace) -> {
			assertThat(trace.id()).isEqualTo(Documents.TRACE);
			assertThat(trace.duration()).isEqualTo(0.5);
			assertThat(trace.segments()).singleElement()
				.satisfies((segment) -> assertThat(segment.document()).contains("\"subsegments\":[{", "scores"));
		});
	}

	@Test
	void getsGraphs() {
		putTrace();
		GetServiceGraphResponse graph = this.client.getServiceGraph((request) -> request.startTime(START).endTime(END));
		assertThat(graph.startTime()).isEqualTo(START);
		assertThat(graph.services()).extracting(Service::type)
			.containsExactlyInAnyOrder("client", "app", "AWS::DynamoDB::Table");
		Service users = graph.services().stream().filter((service) -> "app".equals(service.type())).findFirst().get();
		assertThat(users.root()).isTrue();
		assertThat(users.summaryStatistics().faultStatistics().totalCount()).isEqualTo(1);
		int target = users.edges().get(0).referenceId();
		assertThat(graph.services()).filteredOn((service) -> service.referenceId() == target)
			.extracting(Service::name)
			.containsExactly("scores");
		assertThat(this.client.getTraceGraph((request) -> request.traceIds(Documents.TRACE)).services()).hasSize(3);
		assertThat(this.client.getTraceGraph((request) -> request.traceIds(Documents.traceId(5))).services()).isEmpty();
	}

	@Test
	void getsSamplingRulesAndTargets() {
		assertThat(this.client.getSamplingRules().samplingRuleRecords()).singleElement()
			.extracting(SamplingRuleRecord::samplingRule)
			.satisfies((rule) -> {
				assertThat(rule.ruleName()).isEqualTo("Default");
				assertThat(rule.fixedRate()).isEqualTo(1);
				assertThat(rule.urlPath()).isEqualTo("*");
			});
		SamplingStatisticsDocument statistics = SamplingStatisticsDocument.builder()
			.ruleName("Default")
			.clientID("0123456789abcdef01234567")
			.timestamp(Instant.now())
			.requestCount(10)
			.sampledCount(5)
			.build();
		GetSamplingTargetsResponse targets = this.client
			.getSamplingTargets((request) -> request.samplingStatisticsDocuments(statistics));
		assertThat(targets.samplingTargetDocuments()).singleElement().satisfies((target) -> {
			assertThat(target.reservoirQuota()).isEqualTo(1);
			assertThat(target.reservoirQuotaTTL()).isAfter(Instant.now());
		});
	}

}
