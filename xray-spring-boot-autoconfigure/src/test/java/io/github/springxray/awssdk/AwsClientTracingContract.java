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

package io.github.springxray.awssdk;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.awssdk.AwsServer.Received;
import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/**
 * What every kind of client has to do.
 */
abstract class AwsClientTracingContract extends AwsCallTesting {

	static final GetItemRequest GET_ITEM = GetItemRequest.builder()
		.tableName("users")
		.key(Map.of("id", AttributeValue.fromS(SECRET)))
		.build();

	/**
	 * Create a client of DynamoDB.
	 * @return what calls
	 */
	abstract Caller caller(Consumer<AwsClientBuilder<?, ?>> customizer);

	final Caller caller() {
		return caller((builder) -> {
		});
	}

	final Caller configured(Consumer<ClientOverrideConfiguration.Builder> configuration) {
		return caller((builder) -> builder.overrideConfiguration(configuration));
	}

	@Test
	void aCallIsRecorded() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(200, "{\"Item\":{\"id\":{\"S\":\"" + SECRET + "\"}}}"));
				RecordedEntity segment = tracing.inSegment(() -> caller.getItem(GET_ITEM));
				RecordedEntity call = segment.subsegment("DynamoDB");
				assertThat(call).hasNamespace("aws").hasHttpStatus(200).isComplete().isNotError().isNotFault();
				assertThat(call.aws()).containsOnly(entry("operation", "GetItem"), entry("region", "eu-central-1"),
						entry("table_name", "users"), entry("request_id", "request-200"), entry("retries", 0));
				assertThat(call.value("http", "response", "content_length")).isNotNull();
				assertThat(call.http()).containsOnlyKeys("response");
				assertThat(segment.subsegments()).hasSize(1);
				assertThat(segment.json()).doesNotContain(SECRET)
					.doesNotContain("AKIDEXAMPLE")
					.doesNotContain("credential");
			});
		}
	}

	@Test
	void theHeaderIsSentOnce() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> caller.getItem(GET_ITEM));
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly(
						"Root=" + segment.traceId() + ";Parent=" + segment.subsegment("DynamoDB").id() + ";Sampled=1");
			});
		}
	}

	@Test
	void theHeaderIsThatOfXRayWhicheverFormatIsProduced() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				tracing.inSegment(() -> caller.getItem(GET_ITEM));
				Received request = this.aws.take();
				assertThat(request.header(TRACE_HEADER)).contains("Sampled=1");
				assertThat(request.header("traceparent")).isNull();
			}, "xray.propagation.produce=w3c");
		}
	}

	@Test
	void noHeaderIsSentWhereNoneIsProduced() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				assertThat(tracing.inSegment(() -> caller.getItem(GET_ITEM))).hasSubsegmentsExactly("DynamoDB");
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			}, "xray.propagation.produce=");
		}
	}

	@Test
	void aHeaderOfTheApplicationIsLeftAlone() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				tracing.inSegment(() -> caller.getItem(GET_ITEM.toBuilder()
					.overrideConfiguration((override) -> override.putHeader("x-amzn-trace-id", "Root=own"))
					.build()));
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly("Root=own");
			});
		}
	}

	@Test
	void nothingIsRecordedOfAnUnsampledRequestButTheCalleeIsTold() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				TraceID traceId = tracing.unsampled(() -> caller.getItem(GET_ITEM));
				assertThat(this.aws.take().headersNamed(TRACE_HEADER))
					.containsExactly("Root=" + traceId + ";Sampled=0");
			});
		}
	}

	@Test
	void nothingHappensOutsideOfASegment() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				caller.getItem(GET_ITEM);
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			}, "xray.context-missing=fail");
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aCallOutsideOfASegmentIsLoggedOnceAPlaceWhereThatIsWanted(CapturedOutput output) throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				for (int i = 0; i < 3; i++) {
					caller.getItem(GET_ITEM);
					this.aws.take();
				}
			}, "xray.context-missing=log");
			assertThat(output.getAll().lines().filter((line) -> line.contains("is in no trace"))).singleElement()
				.asString()
				.contains("A call of DynamoDB is in no trace");
		}
	}

	@Test
	void nothingHappensWithinSomethingSilent() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				TraceScope silent = tracing.segments().beginSilent();
				caller.getItem(GET_ITEM);
				tracing.subsegments().end(silent, null);
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			});
		}
	}

	@Test
	void nothingHappensWhereThePatchIsOff() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				assertThat(tracing.inSegment(() -> caller.getItem(GET_ITEM)).subsegments()).isEmpty();
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			}, "xray.patch.aws-sdk.enabled=false");
		}
	}

	@Test
	void nothingHappensWhenTheApplicationIsClosed() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
			});
			caller.getItem(GET_ITEM);
			assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
		}
	}

	@Test
	void excludedOperationsAreNeitherRecordedNorTold() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				assertThat(tracing.inSegment(() -> caller.getItem(GET_ITEM)).subsegments()).isEmpty();
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			}, "xray.patch.aws-sdk.exclude=dynamodb.getitem");
		}
	}

	@Test
	void attemptsAreCounted() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(500, "{}"), Reply.of(500, "{}"), Reply.of(200, "{}"));
				RecordedEntity call = tracing.inSegment(() -> caller.getItem(GET_ITEM)).subsegment("DynamoDB");
				assertThat(call).hasHttpStatus(200)
					.isNotFault()
					.isNotError()
					.hasNoException()
					.hasMetadata("aws_sdk", "attempts", List.of(500, 500, 200));
				assertThat(call.aws()).containsEntry("retries", 2).containsEntry("request_id", "request-200");
				String header = this.aws.take().header(TRACE_HEADER);
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly(header);
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).containsExactly(header);
			});
		}
	}

	@Test
	void aServiceThatFailsIsAFault() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				this.aws.answer(Reply.of(500, "{}"), Reply.of(500, "{}"), Reply.of(500, "{}"));
				RecordedEntity call = tracing
					.inSegment(() -> assertThatExceptionOfType(DynamoDbException.class)
						.isThrownBy(() -> caller.getItem(GET_ITEM)))
					.subsegment("DynamoDB");
				assertThat(call).hasHttpStatus(500).isFault().isNotError().hasException(DynamoDbException.class);
				assertThat(call.exceptions().get(0).remote()).isTrue();
				assertThat(call.aws()).containsEntry("retries", 2).containsEntry("request_id", "request-500");
			});
		}
	}

	@Test
	void whatAwsRefusesIsAnErrorWithoutItsValues() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				this.aws.answer(Reply.error(400, "ResourceNotFoundException", "There is no " + SECRET));
				RecordedEntity segment = tracing
					.inSegment(() -> assertThatExceptionOfType(ResourceNotFoundException.class)
						.isThrownBy(() -> caller.getItem(GET_ITEM)));
				RecordedEntity call = segment.subsegment("DynamoDB");
				assertThat(call).hasHttpStatus(400)
					.isError()
					.isNotFault()
					.hasException(ResourceNotFoundException.class)
					.hasExceptionMessage("ResourceNotFoundException (status code 400)");
				assertThat(call.isThrottle()).isFalse();
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

	@Test
	void throttlingIsNotedByItsCode() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				Reply throttled = Reply.error(400, "ProvisionedThroughputExceededException", "Slow down");
				this.aws.answer(throttled, throttled, throttled);
				RecordedEntity call = tracing
					.inSegment(() -> assertThatExceptionOfType(ProvisionedThroughputExceededException.class)
						.isThrownBy(() -> caller.getItem(GET_ITEM)))
					.subsegment("DynamoDB");
				assertThat(call).isThrottled().isError().isNotFault().hasHttpStatus(400);
				assertThat(call.aws()).containsEntry("retries", 2);
			});
		}
	}

	@Test
	void throttlingIsNotedByItsStatus() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				Reply throttled = Reply.error(429, "Whatever", "Slow down");
				this.aws.answer(throttled, throttled, throttled);
				RecordedEntity call = tracing.inSegment(
						() -> assertThatThrownBy(() -> caller.getItem(GET_ITEM)).isInstanceOf(DynamoDbException.class))
					.subsegment("DynamoDB");
				assertThat(call).isThrottled().isError().isNotFault().hasHttpStatus(429);
			});
		}
	}

	@Test
	void throttlingByAServiceThatIsDownIsAFaultToo() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				Reply throttled = Reply.error(503, "ThrottlingException", "Slow down");
				this.aws.answer(throttled, throttled, throttled);
				RecordedEntity call = tracing.inSegment(
						() -> assertThatThrownBy(() -> caller.getItem(GET_ITEM)).isInstanceOf(DynamoDbException.class))
					.subsegment("DynamoDB");
				assertThat(call).isThrottled().isError().isFault();
			});
		}
	}

	@Test
	void aRefusedConnectionIsAFault() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		// An attempt that hangs instead of being refused is tried again as well
		try (Caller caller = caller((builder) -> builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
			.overrideConfiguration((override) -> override.apiCallAttemptTimeout(Duration.ofSeconds(3))))) {
			run((tracing) -> {
				RecordedEntity call = tracing.inSegment(
						() -> assertThatThrownBy(() -> caller.getItem(GET_ITEM)).isInstanceOf(SdkClientException.class))
					.subsegment("DynamoDB");
				assertThat(call).isFault().isNotError().hasException(SdkClientException.class).isComplete();
				assertThat(call.http()).isEmpty();
				assertThat(call.metadata("aws_sdk").get("attempts")).as("attempts of %s", call)
					.asInstanceOf(InstanceOfAssertFactories.LIST)
					.hasSizeGreaterThan(1)
					.containsOnly("no response");
			});
		}
	}

	@Test
	void anAttemptThatTakesTooLongIsAFault() throws Exception {
		try (Caller caller = configured((override) -> override.apiCallAttemptTimeout(Duration.ofMillis(500))
			.retryStrategy(AwsRetryStrategy.doNotRetry()))) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				RecordedEntity call = tracing
					.inSegment(() -> assertThatExceptionOfType(ApiCallAttemptTimeoutException.class)
						.isThrownBy(() -> caller.getItem(GET_ITEM)))
					.subsegment("DynamoDB");
				assertThat(call).isFault().isComplete().hasException(ApiCallAttemptTimeoutException.class);
			});
		}
	}

	@Test
	void whatCannotBeSentIsNoCall() throws Exception {
		try (Caller caller = configured((override) -> override.addExecutionInterceptor(new RefusingInterceptor()))) {
			run((tracing) -> assertThat(tracing
				.inSegment(() -> assertThatThrownBy(() -> caller.getItem(GET_ITEM)).hasMessageContaining("refused"))
				.subsegments()).isEmpty());
		}
	}

	@Test
	void anInterceptorOfTheXRaySdkDoesNotRecordACallTwice() throws Exception {
		try (Caller caller = configured((override) -> override.addExecutionInterceptor(new TracingInterceptor()))) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> caller.getItem(GET_ITEM));
				assertThat(segment).hasSubsegmentsExactly("DynamoDB");
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).singleElement()
					.asString()
					.contains(segment.subsegment("DynamoDB").id());
				TraceID traceId = tracing.unsampled(() -> caller.getItem(GET_ITEM));
				assertThat(this.aws.take().headersNamed(TRACE_HEADER))
					.containsExactly("Root=" + traceId + ";Sampled=0");
			});
		}
	}

	@Test
	void anInterceptorThatIsAddedByHandDoesNotRecordACallTwice() throws Exception {
		try (Caller caller = configured((override) -> override.addExecutionInterceptor(new XRayAwsSdkInterceptor()))) {
			run((tracing) -> {
				this.aws.answer(Reply.of(500, "{}"));
				RecordedEntity segment = tracing.inSegment(() -> caller.getItem(GET_ITEM));
				assertThat(segment).hasSubsegmentsExactly("DynamoDB");
				assertThat(segment.subsegment("DynamoDB").aws()).containsEntry("retries", 1);
				assertThat(this.aws.take().headersNamed(TRACE_HEADER)).hasSize(1);
			});
		}
	}

	@Test
	void theParentIsWhatWasCurrentWhereTheCallWasMade() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(4);
		try (Caller caller = caller()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> {
					Entity current = tracing.subsegments().current();
					List<CompletableFuture<Void>> all = IntStream.range(0, 20)
						.mapToObj((i) -> CompletableFuture.runAsync(() -> {
							try (CurrentEntity held = tracing.subsegments().makeCurrent(current)) {
								assertThat(held).isNotNull();
								TraceScope step = tracing.subsegments().begin("step-" + i);
								caller.getItem(GET_ITEM);
								tracing.subsegments().end(step, null);
							}
						}, executor))
						.toList();
					CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
				});
				assertThat(segment.subsegments()).hasSize(20)
					.allSatisfy((step) -> assertThat(step).hasSubsegmentsExactly("DynamoDB").isComplete());
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void customizersSeeTheRequestOnce() throws Exception {
		AwsSdkSubsegmentCustomizer customizer = (subsegment, request) -> {
			if (request instanceof GetItemRequest get) {
				subsegment.putAnnotation("keys", get.key().size() + subsegment.getAnnotations().size());
			}
		};
		AwsSdkSubsegmentCustomizer broken = (subsegment, request) -> {
			throw new IllegalStateException("broken");
		};
		try (Caller caller = caller()) {
			run(runner().withBean("broken", AwsSdkSubsegmentCustomizer.class, () -> broken)
				.withBean("customizer", AwsSdkSubsegmentCustomizer.class, () -> customizer), (tracing) -> {
					this.aws.answer(Reply.of(500, "{}"));
					assertThat(tracing.inSegment(() -> caller.getItem(GET_ITEM)).subsegment("DynamoDB"))
						.hasAnnotation("keys", 1);
					assertThat(tracing.faults().counts()).containsOnly(entry("an AWS subsegment customizer", 1L));
				});
		}
	}

	@Test
	void aClientIsOlderThanTheApplicationThatUsesIt() throws Exception {
		try (Caller caller = caller()) {
			for (int i = 0; i < 2; i++) {
				run((tracing) -> assertThat(tracing.inSegment(() -> caller.getItem(GET_ITEM)))
					.hasSubsegmentsExactly("DynamoDB"));
			}
		}
	}

	/**
	 * A client, whichever kind of it.
	 */
	interface Caller extends AutoCloseable {

		/**
		 * Make a call and wait for it, and throw what the client reports.
		 */
		void getItem(GetItemRequest request);

		@Override
		void close();

	}

}
