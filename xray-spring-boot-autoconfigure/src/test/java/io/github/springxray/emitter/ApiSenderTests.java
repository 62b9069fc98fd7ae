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

package io.github.springxray.emitter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRay;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.XRayClientBuilder;
import software.amazon.awssdk.services.xray.model.PutTraceSegmentsRequest;
import software.amazon.awssdk.services.xray.model.PutTraceSegmentsResponse;
import software.amazon.awssdk.services.xray.model.UnprocessedTraceSegment;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiSender} with a client of the AWS SDK and a real HTTP server.
 */
class ApiSenderTests {

	private final XRayApi api = new XRayApi();

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final List<Long> pauses = new ArrayList<>();

	private RetryStrategy retries = DefaultRetryStrategy.doNotRetry();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=api");

	@AfterEach
	void close() {
		this.api.close();
	}

	@Test
	void sendsManyDocumentsWithFewCalls() {
		List<Parcel> parcels = send(120);
		assertThat(this.api.calls()).extracting(List::size).containsExactly(50, 50, 20);
		assertThat(parcels).allSatisfy((parcel) -> assertThat(parcel.failure()).isNull());
		assertThat(this.faults.counts()).isEmpty();
		assertThat(AWSXRay.getGlobalRecorder().getTraceEntity()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "500,InternalFailure", "503,ServiceUnavailable", "429,ThrottledException" })
	void leavesItToTheClientToTryAgain(int status, String code) {
		this.retries = AwsRetryStrategy.standardRetryStrategy()
			.toBuilder()
			.backoffStrategy(BackoffStrategy.retryImmediately())
			.throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
			.maxAttempts(3)
			.build();
		this.api.failNext(status, code);
		assertThat(send(2)).allSatisfy((parcel) -> assertThat(parcel.failure()).isNull());
		assertThat(this.api.calls()).extracting(List::size).containsExactly(2, 2);
		for (int i = 0; i < 12; i++) {
			this.api.failNext(status, code);
		}
		assertThat(send(2)).allSatisfy((parcel) -> assertThat(parcel.failure()).isEqualTo("api: " + code));
		assertThat(this.api.calls()).hasSize(2 + 3);
		assertThat(this.pauses).isEmpty();
		assertThat(this.faults.counts()).containsEntry("sending to the X-Ray API", 1L);
	}

	@Test
	void aCallThatFailsIsNotMadeAgainAndCostsItsOwnDocumentsAlone() {
		this.api.failNext(500, "InternalFailure");
		List<Parcel> parcels = send(60);
		assertThat(this.api.calls()).extracting(List::size).containsExactly(50, 10);
		assertThat(parcels).extracting(Parcel::failure)
			.startsWith("api: InternalFailure")
			.endsWith((String) null)
			.filteredOn((failure) -> failure != null)
			.hasSize(50);
		this.api.failNext(400, "InvalidRequestException");
		assertThat(send(1).get(0).failure()).isEqualTo("api: InvalidRequestException");
		assertThat(this.api.calls()).hasSize(3);
		assertThat(this.statistics.lastError().message()).startsWith("PutTraceSegments: ");
	}

	@Test
	void aFailureBetweenTriesDropsOnlyWhatWasNotProcessed() {
		this.api.leaveOutNext("ThrottledException");
		this.api.failNext(500, "InternalFailure");
		List<Parcel> parcels = send(3);
		assertThat(parcels).extracting(Parcel::failure).containsExactly("api: InternalFailure", null, null);
		assertThat(this.api.calls()).extracting(List::size).containsExactly(3, 1);
	}

	@Test
	void whatIsNeverProcessedIsDroppedAfterThreeTries() {
		for (int i = 0; i < 4; i++) {
			this.api.leaveOutNext("ThrottledException");
		}
		List<Parcel> parcels = send(2);
		assertThat(parcels).extracting(Parcel::failure).containsExactly("api: ThrottledException", null);
		assertThat(this.api.calls()).extracting(List::size).containsExactly(2, 1, 1);
		assertThat(this.pauses).hasSize(2).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void aClientThatIsClosedOrBrokenCostsDocumentsThatAreCounted() {
		List<Parcel> parcels = send(60, () -> {
			throw new IllegalStateException("Connection pool shut down");
		});
		assertThat(parcels).extracting(Parcel::failure).containsOnly("api: IllegalStateException").hasSize(60);
	}

	@Test
	void countsWhatIsNotProcessedByItsCode() {
		this.api.leaveOutNext("MalformedDocument");
		List<Parcel> parcels = send(3);
		assertThat(parcels).extracting(Parcel::failure).containsExactly("api: MalformedDocument", null, null);
		assertThat(this.api.calls()).hasSize(1);
		assertThat(this.statistics.lastError().message()).contains("1 of 3").contains("MalformedDocument");
		assertThat(this.faults.counts()).isEqualTo(Map.of("documents that the X-Ray API did not process", 1L));
	}

	/**
	 * What the service cannot parse it cannot name either.
	 */
	@Test
	void whatIsNotProcessedWithoutAnIdCostsAsManyDocuments() {
		UnprocessedTraceSegment unknown = UnprocessedTraceSegment.builder().errorCode("ParseError").build();
		StubClient client = new StubClient(List.of(unknown, unknown));
		assertThat(send(3, () -> client)).extracting(Parcel::failure)
			.containsExactly("api: ParseError", "api: ParseError", null);
		assertThat(client.calls).isEqualTo(1);
		StubClient more = new StubClient(List.of(unknown, unknown, unknown));
		assertThat(send(1, () -> more)).extracting(Parcel::failure).containsExactly("api: ParseError");
	}

	@Test
	void itsOwnClientIsClosedAndThatOfTheApplicationIsNot() {
		StubClient client = new StubClient(List.of());
		send(1, () -> client);
		assertThat(client.closed).isEqualTo(1);
		StubClient given = new StubClient(List.of());
		ApiSender sender = new ApiSender(() -> given, () -> client, this.statistics, this.faults, this.pauses::add);
		sender.send(TestParcels.documents(TestParcels.parcel(TestEntities.end(TestEntities.segment("users")))));
		sender.close();
		assertThat(given.calls).isEqualTo(1);
		assertThat(given.closed).isZero();
		assertThat(client.calls).isEqualTo(1);
	}

	@Test
	void sendsAgainWhatWasNotProcessedForNow() {
		this.api.leaveOutNext("ThrottledException");
		List<Parcel> parcels = send(3);
		assertThat(parcels).allSatisfy((parcel) -> assertThat(parcel.failure()).isNull());
		assertThat(this.api.calls()).extracting(List::size).containsExactly(3, 1);
	}

	@Test
	void dropsWhatNobodyTakes() {
		this.api.close();
		assertThat(send(1).get(0).failure()).isEqualTo("api: SdkClientException");
		assertThat(this.faults.counts()).containsEntry("sending to the X-Ray API", 1L);
	}

	@Test
	void usesTheClientOfTheApplicationWithoutTracingItsCalls() {
		try (XRayClient client = client(true)) {
			this.runner.withBean(XRayClient.class, () -> client)
				.withPropertyValues("xray.context-missing=fail")
				.run((context) -> {
					AWSXRay.createSegment("users", () -> {
					});
					assertThat(take()).extracting((document) -> document.get("name").asText()).containsExactly("users");
					EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
					Awaitility.await().until(() -> statistics.sent() == 1);
					assertThat(statistics.accepted()).isEqualTo(1);
					assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
				});
		}
	}

	@Test
	void usesCredentialsAndRegionOfTheApplication() {
		System.setProperty("aws.endpointUrl", this.api.uri().toString());
		try {
			this.runner
				.withBean(AwsCredentialsProvider.class,
						() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("the-key", "secret")))
				.withBean(AwsRegionProvider.class, () -> () -> Region.EU_CENTRAL_1)
				.run((context) -> {
					AWSXRay.createSegment("users", () -> {
					});
					take();
					assertThat(this.api.authorizations().take()).contains("the-key").contains("eu-central-1");
				});
		}
		finally {
			System.clearProperty("aws.endpointUrl");
		}
	}

	@Test
	void saysWhatIsMissingWithoutTheClient() {
		this.runner.withClassLoader(new FilteredClassLoader("software.amazon.awssdk"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("xray.emitter.type")
				.hasMessageContaining("software.amazon.awssdk:xray"));
		this.runner.withClassLoader(new FilteredClassLoader("software.amazon.awssdk"))
			.withPropertyValues("xray.emitter.type=log")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private List<JsonNode> take() throws InterruptedException {
		return this.api.calls().poll(10, TimeUnit.SECONDS);
	}

	private List<Parcel> send(int count) {
		return send(count, () -> client(false));
	}

	private List<Parcel> send(int count, Supplier<XRayClient> client) {
		List<Parcel> parcels = new ArrayList<>();
		List<TraceDocument> documents = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Parcel parcel = TestParcels.parcel(TestEntities.end(TestEntities.segment("users" + i)));
			parcels.add(parcel);
			documents.addAll(TestParcels.documents(parcel));
		}
		ApiSender sender = new ApiSender(() -> null, client, this.statistics, this.faults, this.pauses::add);
		sender.send(documents);
		sender.close();
		return parcels;
	}

	/**
	 * Without retries of its own, so that those of the sender are seen.
	 */
	private XRayClient client(boolean traced) {
		XRayClientBuilder builder = XRayClient.builder()
			.endpointOverride(this.api.uri())
			.region(Region.EU_WEST_1)
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.overrideConfiguration((override) -> {
				override.retryStrategy(this.retries);
				if (traced) {
					override.addExecutionInterceptor(new TracingInterceptor());
				}
			});
		return builder.build();
	}

	/**
	 * A client that answers without a service.
	 */
	private static final class StubClient implements XRayClient {

		private final List<UnprocessedTraceSegment> unprocessed;

		private int calls;

		private int closed;

		private StubClient(List<UnprocessedTraceSegment> unprocessed) {
			this.unprocessed = unprocessed;
		}

		@Override
		public PutTraceSegmentsResponse putTraceSegments(PutTraceSegmentsRequest request) {
			this.calls++;
			return PutTraceSegmentsResponse.builder().unprocessedTraceSegments(this.unprocessed).build();
		}

		@Override
		public String serviceName() {
			return "xray";
		}

		@Override
		public void close() {
			this.closed++;
		}

	}

	private static final class TracingInterceptor implements ExecutionInterceptor {

		@Override
		public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
			AWSXRay.beginSubsegment("XRay");
		}

		@Override
		public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
			AWSXRay.endSubsegment();
		}

	}

}
