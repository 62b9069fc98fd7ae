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

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.xray.XRayClient;
import software.amazon.awssdk.services.xray.model.GetTraceSegmentDestinationRequest;
import software.amazon.awssdk.services.xray.model.GetTraceSegmentDestinationResponse;
import software.amazon.awssdk.services.xray.model.XRayException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.document.SpanConvention;
import io.github.springxray.document.SpanWriter;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.sampling.OtlpEndpoints;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayOtlpEndpoint}. Signatures are checked by {@link SigV4}, which is
 * held against the example that AWS has published.
 */
@ExtendWith(OutputCaptureExtension.class)
class XRayOtlpEndpointTests {

	private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

	private static final OtlpServer server = new OtlpServer();

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final AtomicInteger resolved = new AtomicInteger();

	private AwsCredentials credentials = AwsBasicCredentials.create("AKIDEXAMPLE", SECRET);

	private Supplier<String> destination = () -> null;

	@BeforeEach
	void forgetOtherRequests() {
		server.requests().clear();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@Test
	void theVerifierComputesTheSignatureThatAwsHasPublished() {
		TreeMap<String, String> headers = new TreeMap<>(
				Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"));
		assertThat(
				SigV4.signature("GET", "/", headers, new byte[0], "20150830T123600Z", "us-east-1", "service", SECRET))
			.isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
	}

	@Test
	void signsEachBatchOnceWithTheApplicationsCredentials() {
		assertThat(send(2)).containsOnlyNulls();
		OtlpServer.Received request = server.requests().remove();
		assertThat(SigV4.verify(request, SECRET)).isEqualTo(Map.entry("AKIDEXAMPLE", "eu-central-1"));
		assertThat(request.header("X-Tenant")).isEqualTo("shop");
		assertThat(request.header("X-Amz-Security-Token")).isNull();
		assertThat(request.spans()).hasSize(2);
		assertThat(this.resolved).hasValue(1);
	}

	@Test
	void signsAgainWhatIsSentAgainWithTheTokenOfASession() {
		this.credentials = AwsSessionCredentials.create("ASIAEXAMPLE", SECRET, "token");
		server.answerNext(503, "application/json", "{}");
		assertThat(send(1)).containsOnlyNulls();
		assertThat(server.requests()).hasSize(2).allSatisfy((request) -> {
			assertThat(SigV4.verify(request, SECRET).getKey()).isEqualTo("ASIAEXAMPLE");
			assertThat(request.header("X-Amz-Security-Token")).isEqualTo("token");
		});
	}

	@Test
	void countsWhatCannotBeSigned() {
		this.credentials = null;
		assertThat(send(2)).containsOnly("otlp: SdkClientException");
		assertThat(server.requests()).isEmpty();
		assertThat(this.statistics.lastError().message()).contains("no credentials here");
	}

	@ParameterizedTest
	@CsvSource({ "eu-central-1,https://xray.eu-central-1.amazonaws.com",
			"cn-north-1,https://xray.cn-north-1.amazonaws.com.cn",
			"us-gov-west-1,https://xray.us-gov-west-1.amazonaws.com" })
	void knowsTheHostOfEachPartition(String region, String endpoint) {
		assertThat(XRayOtlpEndpoint.endpoint(Region.of(region))).isEqualTo(endpoint);
	}

	@Test
	void takesTheHostForFipsWhereTheAwsSdkIsToldSo() {
		System.setProperty("aws.useFipsEndpoint", "true");
		try {
			assertThat(XRayOtlpEndpoint.endpoint(Region.US_EAST_1))
				.isEqualTo("https://xray-fips.us-east-1.amazonaws.com");
		}
		finally {
			System.clearProperty("aws.useFipsEndpoint");
		}
	}

	@Test
	void findsItsAddressByTheRegion() {
		XRayOtlpEndpoint endpoint = new XRayOtlpEndpoint(null, Map.of(), provider(null),
				provider(() -> Region.CN_NORTH_1), () -> null);
		assertThat(endpoint.address()).isEqualTo("aws");
		assertThat(endpoint.name()).isEqualTo("X-Ray's OTLP endpoint");
		assertThat(endpoint.uri()).hasToString("https://xray.cn-north-1.amazonaws.com.cn/v1/traces");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "aws,true,-", " AWS ,true,-",
					"https://xray.eu-central-1.amazonaws.com/v1/traces,true,eu-central-1",
					"https://xray.cn-north-1.amazonaws.com.cn/v1/traces,true,cn-north-1",
					"https://xray-fips.us-gov-west-1.amazonaws.com/v1/traces,true,us-gov-west-1",
					"https://xray.eu-west-1.api.aws/v1/traces,true,eu-west-1",
					"https://vpce-0a1-b2c.xray.eu-west-1.vpce.amazonaws.com/v1/traces,true,eu-west-1",
					"http://localhost:4318,false,-", "https://xray.example.com/v1/traces,false,-",
					"https://xray.eu-west-1.amazonaws.com.evil.example/v1/traces,false,-",
					"https://evilxray.eu-west-1.amazonaws.com.example,false,-",
					"https://logs.eu-west-1.amazonaws.com/v1/logs,false,-", "not a url,false,-", "-,false,-" })
	void tellsXRayByItsHosts(String endpoint, boolean xray, String region) {
		assertThat(OtlpEndpoints.isXRay(endpoint)).isEqualTo(xray);
		if (endpoint != null) {
			assertThat(OtlpEndpoints.region(endpoint)).isEqualTo(region);
		}
	}

	@Test
	void explainsThatTransactionSearchIsOff(CapturedOutput output) {
		for (int i = 0; i < 2; i++) {
			server.answerNext(400, "application/json", "{\"message\":\"The OTLP API is supported with CloudWatch Logs "
					+ "as a Trace Segment Destination.\"}");
		}
		OtlpSender sender = sender();
		assertThat(send(sender, 1)).containsOnly("otlp: 400");
		assertThat(send(sender, 1)).containsOnly("otlp: 400");
		assertThat(output).containsOnlyOnce("Switch on Transaction Search")
			.contains("update-trace-segment-destination --destination CloudWatchLogs");
	}

	@Test
	void asksXRayOnceWhyItRefuses(CapturedOutput output) {
		AtomicInteger asked = new AtomicInteger();
		this.destination = () -> {
			asked.incrementAndGet();
			return "XRay";
		};
		for (int i = 0; i < 2; i++) {
			server.answerNext(403, "application/json", "{\"message\":\"no\"}");
		}
		OtlpSender sender = sender();
		send(sender, 1);
		send(sender, 1);
		assertThat(asked).hasValue(1);
		assertThat(output).containsOnlyOnce("GetTraceSegmentDestination says");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CloudWatchLogs", "" })
	void explainsNothingThatItDoesNotKnow(String destination, CapturedOutput output) {
		this.destination = () -> destination.isEmpty() ? null : destination;
		server.answerNext(403, "application/json", "{\"message\":\"no\"}");
		send(1);
		assertThat(output).doesNotContain("Transaction Search");
	}

	@Test
	void asksWithTheApplicationsClientAndTakesNoForAnAnswer() {
		List<String> answers = new ArrayList<>();
		for (Supplier<GetTraceSegmentDestinationResponse> answer : List
			.<Supplier<GetTraceSegmentDestinationResponse>>of(
					() -> GetTraceSegmentDestinationResponse.builder().destination("XRay").build(), () -> {
						throw XRayException.builder().message("AccessDenied").build();
					})) {
			answers.add(new TraceDestination(provider(new Client(answer)), provider(null), provider(null)).ask());
		}
		assertThat(answers).containsExactly("XRay", null);
	}

	private OtlpSender sender() {
		AwsCredentialsProvider provider = () -> {
			this.resolved.incrementAndGet();
			if (this.credentials == null) {
				throw SdkClientException.create("no credentials here");
			}
			return this.credentials;
		};
		AwsRegionProvider region = () -> Region.EU_CENTRAL_1;
		XRayOtlpEndpoint endpoint = new XRayOtlpEndpoint(server.uri(), Map.of("X-Tenant", "shop"), provider(provider),
				provider(region), () -> this.destination.get());
		return new OtlpSender(endpoint, new OtlpHttp(Duration.ofSeconds(10), null),
				new SpanWriter(EnumSet.allOf(SpanConvention.class), null), true, this.statistics, this.faults,
				new OtlpPauses((nanos) -> {
				}, Duration.ofSeconds(30)));
	}

	private List<String> send(int count) {
		return send(sender(), count);
	}

	private static List<String> send(OtlpSender sender, int count) {
		List<Parcel> parcels = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			parcels.add(TestParcels.parcel(TestEntities.end(TestEntities.segment("segment" + i))));
		}
		sender.send(parcels.stream().flatMap((parcel) -> TestParcels.documents(parcel).stream()).toList());
		sender.close();
		return parcels.stream().map(Parcel::failure).toList();
	}

	private static <T> ObjectProvider<T> provider(T bean) {
		return new ObjectProvider<>() {

			@Override
			public T getObject() {
				return bean;
			}

			@Override
			public T getIfUnique() {
				return bean;
			}

		};
	}

	/**
	 * A client that answers one question.
	 */
	private record Client(Supplier<GetTraceSegmentDestinationResponse> answer) implements XRayClient {

		@Override
		public GetTraceSegmentDestinationResponse getTraceSegmentDestination(
				GetTraceSegmentDestinationRequest request) {
			return this.answer.get();
		}

		@Override
		public String serviceName() {
			return "xray";
		}

		@Override
		public void close() {
		}

	}

}
