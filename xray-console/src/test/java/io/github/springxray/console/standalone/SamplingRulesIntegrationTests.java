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

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.GetSamplingTargetsResponse;
import software.amazon.awssdk.services.xray.model.InvalidRequestException;
import software.amazon.awssdk.services.xray.model.RuleLimitExceededException;
import software.amazon.awssdk.services.xray.model.SamplingBoostStatisticsDocument;
import software.amazon.awssdk.services.xray.model.SamplingRule;
import software.amazon.awssdk.services.xray.model.SamplingRuleRecord;
import software.amazon.awssdk.services.xray.model.SamplingStatisticSummary;
import software.amazon.awssdk.services.xray.model.SamplingStatisticsDocument;
import software.amazon.awssdk.services.xray.model.SamplingTargetDocument;
import software.amazon.awssdk.services.xray.model.Tag;
import software.amazon.awssdk.services.xray.model.TelemetryRecord;
import software.amazon.awssdk.services.xray.model.UnprocessedStatistics;
import software.amazon.awssdk.services.xray.model.XRayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rules of sampling as the client of the AWS SDK sees them.
 */
class SamplingRulesIntegrationTests {

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

	private static SamplingRule.Builder rule(String name) {
		return SamplingRule.builder()
			.ruleName(name)
			.priority(100)
			.fixedRate(0.25)
			.reservoirSize(4)
			.serviceName("shop")
			.serviceType("*")
			.host("*")
			.httpMethod("GET")
			.urlPath("/orders/*")
			.resourceARN("*")
			.version(1);
	}

	private SamplingRule create(SamplingRule.Builder rule) {
		return this.client.createSamplingRule((request) -> request.samplingRule(rule.build()))
			.samplingRuleRecord()
			.samplingRule();
	}

	private static SamplingStatisticsDocument statistics(String rule, int requests) {
		return SamplingStatisticsDocument.builder()
			.ruleName(rule)
			.clientID("0123456789abcdef01234567")
			.timestamp(Instant.now())
			.requestCount(requests)
			.sampledCount(requests / 2)
			.borrowCount(1)
			.build();
	}

	@Test
	void ruleIsCreatedChangedAndDeleted() {
		SamplingRuleRecord created = this.client
			.createSamplingRule((request) -> request.samplingRule(rule("orders").attributes(Map.of("tenant", "a*"))
				.samplingRateBoost((boost) -> boost.maxRate(0.5).cooldownWindowMinutes(3))
				.build()).tags(Tag.builder().key("Stage").value("dev").build()))
			.samplingRuleRecord();
		assertThat(created.createdAt()).isEqualTo(created.modifiedAt());
		assertThat(created.samplingRule().ruleARN()).endsWith(":sampling-rule/orders");
		assertThat(created.samplingRule().attributes()).isEqualTo(Map.of("tenant", "a*"));
		assertThat(created.samplingRule().samplingRateBoost().maxRate()).isEqualTo(0.5);
		SamplingRule updated = this.client
			.updateSamplingRule((request) -> request
				.samplingRuleUpdate((update) -> update.ruleName("orders").fixedRate(0.75).urlPath("/o/*")))
			.samplingRuleRecord()
			.samplingRule();
		assertThat(updated).isEqualTo(created.samplingRule().toBuilder().fixedRate(0.75).urlPath("/o/*").build());
		assertThat(this.client.getSamplingRules().samplingRuleRecords()).extracting(SamplingRuleRecord::samplingRule)
			.first()
			.isEqualTo(updated);
		assertThat(this.client.deleteSamplingRule((request) -> request.ruleARN(updated.ruleARN()))
			.samplingRuleRecord()
			.samplingRule()).isEqualTo(updated);
		assertThat(this.client.getSamplingRules().samplingRuleRecords()).singleElement().satisfies((item) -> {
			assertThat(item.samplingRule().ruleName()).isEqualTo("Default");
			assertThat(item.samplingRule().priority()).isEqualTo(10_000);
			assertThat(item.createdAt()).isEqualTo(Instant.EPOCH);
		});
	}

	@Test
	void rulesAreInTheOrderInWhichTheyAreTried() {
		create(rule("b").priority(5));
		create(rule("z").priority(1));
		create(rule("a").priority(5));
		assertThat(this.client.getSamplingRules().samplingRuleRecords())
			.extracting((item) -> item.samplingRule().ruleName())
			.containsExactly("z", "a", "b", "Default");
	}

	@Test
	void defaultRuleChangesItsRateAndReservoirAloneAndStays() {
		SamplingRule changed = this.client
			.updateSamplingRule((request) -> request
				.samplingRuleUpdate((update) -> update.ruleName("Default").fixedRate(0.0).reservoirSize(0)))
			.samplingRuleRecord()
			.samplingRule();
		assertThat(changed.fixedRate()).isZero();
		assertThat(changed.reservoirSize()).isZero();
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.updateSamplingRule(
					(request) -> request.samplingRuleUpdate((update) -> update.ruleName("Default").priority(9999))))
			.withMessageContaining("Invalid update request for default sampling rule");
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> this.client.updateSamplingRule(
				(request) -> request.samplingRuleUpdate((update) -> update.ruleName("Default").host("other"))));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.deleteSamplingRule((request) -> request.ruleName("Default")))
			.withMessageContaining("Default rule cannot be deleted");
	}

	static Stream<Arguments> wrong() {
		String tooLong = "x".repeat(600);
		Map<String, String> many = new HashMap<>();
		IntStream.range(0, 6).forEach((i) -> many.put("key" + i, "v"));
		return Stream.of(wrong("a name that is too long", (rule) -> rule.ruleName("x".repeat(33))),
				wrong("a name that is empty", (rule) -> rule.ruleName("")),
				wrong("no name", (rule) -> rule.ruleName(null)),
				wrong("the name of the default rule", (rule) -> rule.ruleName("Default")),
				wrong("a name that is taken", (rule) -> rule.ruleName("taken")),
				wrong("name and ARN", (rule) -> rule.ruleARN("arn:aws:xray:x:1:sampling-rule/new")),
				wrong("the priority 0", (rule) -> rule.priority(0)),
				wrong("the priority 10000", (rule) -> rule.priority(10_000)),
				wrong("no priority", (rule) -> rule.priority(null)),
				wrong("a rate above 1", (rule) -> rule.fixedRate(1.01)),
				wrong("a negative rate", (rule) -> rule.fixedRate(-0.01)),
				wrong("no rate", (rule) -> rule.fixedRate(null)),
				wrong("a negative reservoir", (rule) -> rule.reservoirSize(-1)),
				wrong("no reservoir", (rule) -> rule.reservoirSize(null)),
				wrong("another version", (rule) -> rule.version(2)), wrong("no version", (rule) -> rule.version(null)),
				wrong("no host", (rule) -> rule.host(null)),
				wrong("a long host", (rule) -> rule.host(tooLong.substring(0, 65))),
				wrong("a long service", (rule) -> rule.serviceName(tooLong.substring(0, 65))),
				wrong("a long type", (rule) -> rule.serviceType(tooLong.substring(0, 65))),
				wrong("a long method", (rule) -> rule.httpMethod("PROPPATCHES")),
				wrong("a long path", (rule) -> rule.urlPath(tooLong.substring(0, 129))),
				wrong("a long resource", (rule) -> rule.resourceARN(tooLong.substring(0, 501))),
				wrong("six attributes", (rule) -> rule.attributes(many)),
				wrong("a long attribute", (rule) -> rule.attributes(Map.of("a", tooLong.substring(0, 33)))),
				wrong("an empty attribute", (rule) -> rule.attributes(Map.of("a", ""))),
				wrong("a long name of an attribute", (rule) -> rule.attributes(Map.of(tooLong.substring(0, 33), "a"))),
				wrong("a boost above 1",
						(rule) -> rule.samplingRateBoost((boost) -> boost.maxRate(1.5).cooldownWindowMinutes(1))),
				wrong("a boost without a cooldown", (rule) -> rule.samplingRateBoost((boost) -> boost.maxRate(1.0))),
				wrong("a negative cooldown",
						(rule) -> rule.samplingRateBoost((boost) -> boost.maxRate(1.0).cooldownWindowMinutes(-1))));
	}

	private static Arguments wrong(String name, Consumer<SamplingRule.Builder> change) {
		return Arguments.of(Named.of(name, change));
	}

	@ParameterizedTest
	@MethodSource("wrong")
	void ruleIsRefusedWith(Consumer<SamplingRule.Builder> change) {
		create(rule("taken"));
		SamplingRule.Builder rule = rule("new");
		change.accept(rule);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> create(rule))
			.satisfies((ex) -> assertThat(ex.awsErrorDetails().errorMessage()).isNotBlank().hasSizeLessThan(400));
		assertThat(this.client.getSamplingRules().samplingRuleRecords()).hasSize(2);
	}

	@Test
	void changesAreHeldToTheSameLimits() {
		create(rule("orders"));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> this.client.updateSamplingRule(
				(request) -> request.samplingRuleUpdate((update) -> update.ruleName("orders").priority(0))));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> this.client.updateSamplingRule(
				(request) -> request.samplingRuleUpdate((update) -> update.ruleName("orders").fixedRate(2.0))));
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> this.client.updateSamplingRule(
				(request) -> request.samplingRuleUpdate((update) -> update.ruleName("missing").fixedRate(0.5))));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.updateSamplingRule((request) -> request
				.samplingRuleUpdate((update) -> update.ruleName("orders").ruleARN("arn:a:sampling-rule/orders"))));
		assertThatExceptionOfType(InvalidRequestException.class)
			.isThrownBy(() -> this.client.deleteSamplingRule((request) -> {
			}));
	}

	@Test
	void twentySixthRuleIsTooManyHoweverManyComeAtOnce() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			Callable<Integer> created = () -> {
				try {
					create(rule("r" + Thread.currentThread().getId() + "-" + System.nanoTime()));
					return 1;
				}
				catch (RuleLimitExceededException ex) {
					return 0;
				}
			};
			int count = 0;
			for (var each : threads.invokeAll(Collections.nCopies(40, created))) {
				count += each.get();
			}
			assertThat(count).isEqualTo(25);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.client.getSamplingRules().samplingRuleRecords()).hasSize(26);
	}

	@Test
	void changeOfARuleIsSeenInTheNextTargets() {
		create(rule("orders"));
		Instant before = targets(statistics("orders", 1)).lastRuleModification();
		SamplingRuleRecord changed = this.client
			.updateSamplingRule(
					(request) -> request.samplingRuleUpdate((update) -> update.ruleName("orders").fixedRate(1.0)))
			.samplingRuleRecord();
		GetSamplingTargetsResponse after = targets(statistics("orders", 1));
		assertThat(after.lastRuleModification()).isAfterOrEqualTo(before).isAfterOrEqualTo(changed.modifiedAt());
		assertThat(after.samplingTargetDocuments()).singleElement()
			.extracting(SamplingTargetDocument::fixedRate)
			.isEqualTo(1.0);
		this.client.deleteSamplingRule((request) -> request.ruleName("orders"));
		assertThat(targets(statistics("orders", 1)).unprocessedStatistics()).extracting(UnprocessedStatistics::ruleName)
			.containsExactly("orders");
	}

	private GetSamplingTargetsResponse targets(SamplingStatisticsDocument... documents) {
		return this.client.getSamplingTargets((request) -> request.samplingStatisticsDocuments(documents));
	}

	@Test
	void statisticsAreSummedUpByRule() {
		create(rule("orders"));
		targets(statistics("orders", 30), statistics("Default", 4));
		targets(statistics("orders", 12));
		Map<String, Integer> requests = new HashMap<>();
		Map<String, Integer> borrowed = new HashMap<>();
		for (SamplingStatisticSummary each : this.client.getSamplingStatisticSummariesPaginator()
			.samplingStatisticSummaries()) {
			requests.merge(each.ruleName(), each.requestCount(), Integer::sum);
			borrowed.merge(each.ruleName(), each.borrowCount(), Integer::sum);
			assertThat(each.timestamp()).isBetween(Instant.now().minusSeconds(60), Instant.now());
		}
		assertThat(requests).isEqualTo(Map.of("orders", 42, "Default", 4));
		assertThat(borrowed).isEqualTo(Map.of("orders", 2, "Default", 1));
	}

	@Test
	void anomaliesBoostARuleThatMayBe() {
		create(rule("orders").samplingRateBoost((boost) -> boost.maxRate(0.9).cooldownWindowMinutes(10)));
		GetSamplingTargetsResponse response = this.client
			.getSamplingTargets((request) -> request.samplingStatisticsDocuments(statistics("orders", 100))
				.samplingBoostStatisticsDocuments(boost("orders"), boost("Default")));
		assertThat(response.samplingTargetDocuments()).singleElement().satisfies((target) -> {
			assertThat(target.samplingBoost().boostRate()).isEqualTo(0.5);
			assertThat(target.samplingBoost().boostRateTTL()).isBetween(Instant.now(), Instant.now().plusSeconds(61));
		});
		assertThat(response.unprocessedBoostStatistics()).extracting(UnprocessedStatistics::ruleName)
			.containsExactly("Default");
	}

	private static SamplingBoostStatisticsDocument boost(String rule) {
		return SamplingBoostStatisticsDocument.builder()
			.ruleName(rule)
			.serviceName("shop")
			.timestamp(Instant.now())
			.totalCount(100)
			.anomalyCount(10)
			.sampledAnomalyCount(2)
			.build();
	}

	@Test
	void reportsBeyondTheLimitsAreRefusedAsAWhole() {
		SamplingStatisticsDocument good = statistics("Default", 1);
		for (SamplingStatisticsDocument wrong : new SamplingStatisticsDocument[] {
				good.toBuilder().clientID("short").build(), good.toBuilder().clientID("x".repeat(25)).build(),
				good.toBuilder().ruleName("x".repeat(33)).build(), good.toBuilder().requestCount(-1).build(),
				good.toBuilder().sampledCount(null).build(), good.toBuilder().borrowCount(-5).build(),
				good.toBuilder().timestamp(null).build() }) {
			assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> targets(good, wrong));
		}
		assertThatExceptionOfType(XRayException.class).isThrownBy(
				() -> targets(IntStream.range(0, 26).mapToObj((i) -> good).toArray(SamplingStatisticsDocument[]::new)));
		assertThat(this.client.getSamplingStatisticSummaries().samplingStatisticSummaries())
			.extracting(SamplingStatisticSummary::requestCount)
			.containsExactly(0);
	}

	@Test
	void telemetryIsAddedUpByWhoeverSendsIt() {
		TelemetryRecord nothing = TelemetryRecord.builder().timestamp(Instant.now()).build();
		TelemetryRecord record = nothing.toBuilder()
			.segmentsReceivedCount(10)
			.segmentsSentCount(8)
			.segmentsSpilloverCount(1)
			.segmentsRejectedCount(2)
			.backendConnectionErrors((errors) -> errors.timeoutCount(1).httpCode5XXCount(3))
			.build();
		for (int i = 0; i < 2; i++) {
			this.client.putTelemetryRecords((request) -> request.hostname("box-1")
				.ec2InstanceId("i-0123456789abcdef0")
				.resourceARN("arn:aws:ec2:box")
				.telemetryRecords(record, record.toBuilder().segmentsSentCount(null).segmentsReceivedCount(1).build()));
		}
		this.client.putTelemetryRecords((request) -> request.hostname("box-2").telemetryRecords(nothing));
		assertThat(this.console.get("/api/telemetry").path("senders")).hasSize(2);
		var first = this.console.get("/api/telemetry").at("/senders/0");
		assertThat(first.path("hostname").asString()).isEqualTo("box-1");
		assertThat(first.path("received").asInt()).isEqualTo(22);
		assertThat(first.path("sent").asInt()).isEqualTo(16);
		assertThat(first.path("spilled").asInt()).isEqualTo(4);
		assertThat(first.path("rejected").asInt()).isEqualTo(8);
		assertThat(first.at("/errors/timeouts").asInt()).isEqualTo(4);
		assertThat(first.at("/errors/status5xx").asInt()).isEqualTo(12);
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> this.client
			.putTelemetryRecords((request) -> request.hostname("x".repeat(256)).telemetryRecords(nothing)));
		for (int i = 0; i < 300; i++) {
			String host = "host-" + i;
			this.client.putTelemetryRecords((request) -> request.hostname(host).telemetryRecords(nothing));
		}
		assertThat(this.console.get("/api/telemetry").path("senders")).hasSize(200);
	}

}
