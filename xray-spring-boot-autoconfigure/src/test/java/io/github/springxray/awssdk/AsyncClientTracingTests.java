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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbAsyncWaiter;

import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests of asynchronous clients on Netty.
 */
class AsyncClientTracingTests extends AwsClientTracingContract {

	/**
	 * Takes seconds to close.
	 */
	private static SdkEventLoopGroup eventLoops;

	@BeforeAll
	static void startEventLoops() {
		eventLoops = SdkEventLoopGroup.builder().numberOfThreads(2).build();
	}

	@AfterAll
	static void stopEventLoops() {
		eventLoops.eventLoopGroup().shutdownGracefully(0, 1, TimeUnit.SECONDS);
	}

	private DynamoDbAsyncClient client(Consumer<AwsClientBuilder<?, ?>> customizer) {
		DynamoDbAsyncClientBuilder builder = prepare(DynamoDbAsyncClient.builder())
			// A machine that stalls must not turn a refused connection into a time limit,
			// which the SDK does not try again
			.httpClientBuilder(NettyNioAsyncHttpClient.builder()
				.eventLoopGroup(eventLoops)
				.connectionAcquisitionTimeout(Duration.ofSeconds(30)));
		customizer.accept(builder);
		return builder.build();
	}

	@Override
	Caller caller(Consumer<AwsClientBuilder<?, ?>> customizer) {
		DynamoDbAsyncClient client = client(customizer);
		return new Caller() {

			@Override
			public void getItem(GetItemRequest request) {
				try {
					client.getItem(request).join();
				}
				catch (CompletionException ex) {
					throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
				}
			}

			@Override
			public void close() {
				client.close();
			}

		};
	}

	@Test
	void parallelCallsAreSiblingsAndNothingIsCurrentWhereTheyComplete() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(() -> {
					CompletableFuture<Object> first = client.getItem(GET_ITEM)
						.thenApply((response) -> String.valueOf(tracing.subsegments().current()));
					CompletableFuture<GetItemResponse> second = client.getItem(GET_ITEM);
					assertThat(first.join()).isIn("null", String.valueOf(tracing.subsegments().current()));
					second.join();
				});
				assertThat(segment).hasSubsegmentsExactly("DynamoDB", "DynamoDB");
			});
		}
	}

	/**
	 * Defect of the AWS SDK: it tells no interceptor that a call was cancelled.
	 */
	@Test
	void aCancelledCallHoldsNothingBackAndStaysInProgress() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				RecordedEntity segment = tracing.inSegment(() -> {
					CompletableFuture<GetItemResponse> future = client.getItem(GET_ITEM);
					this.aws.take();
					future.cancel(true);
				});
				assertThat(segment.isInProgress()).isFalse();
				assertThat(segment.subsegment("DynamoDB")).isNotFault().hasNoException();
				assertThat(segment.subsegment("DynamoDB").isInProgress()).isTrue();
			});
		}
	}

	/**
	 * Defect of the AWS SDK: it tells no interceptor that a call as a whole took too
	 * long. Of an attempt it does.
	 */
	@Test
	void aCallThatTakesTooLongHoldsNothingBackAndStaysInProgress() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> builder
			.overrideConfiguration((override) -> override.apiCallTimeout(Duration.ofMillis(300))))) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				RecordedEntity segment = tracing
					.inSegment(() -> assertThatThrownBy(client.getItem(GET_ITEM)::join).rootCause()
						.isInstanceOf(ApiCallTimeoutException.class));
				assertThat(segment.isInProgress()).isFalse();
				assertThat(segment.subsegment("DynamoDB").isInProgress()).isTrue();
			});
		}
	}

	@Test
	void aCallThatOutlivesItsSegmentIsSentOnItsOwn() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> builder
			.overrideConfiguration((override) -> override.apiCallAttemptTimeout(Duration.ofMillis(500))
				.retryStrategy(AwsRetryStrategy.doNotRetry())))) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				TraceScope scope = tracing.segments().begin("caller", tracing.segments().newTraceId(), null);
				client.getItem(GET_ITEM);
				this.aws.take();
				tracing.subsegments().end(scope, null);
				RecordedEntity segment = tracing.traces().takeSegment();
				assertThat(segment.subsegment("DynamoDB").isInProgress()).isTrue();
				RecordedEntity late = tracing.traces().takeSubsegment("DynamoDB");
				assertThat(late).isComplete().isFault().hasTraceId(segment.traceId()).hasParentId(segment.id());
			});
		}
	}

	@Test
	void eachQuestionOfAWaiterIsACallOfTheSameCallerWhicheverThreadAsks() throws Exception {
		String creating = "{\"Table\":{\"TableStatus\":\"CREATING\"}}";
		String active = "{\"Table\":{\"TableStatus\":\"ACTIVE\"}}";
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			DynamoDbAsyncWaiter waiter = DynamoDbAsyncWaiter.builder()
				.client(client)
				.overrideConfiguration(
						(override) -> override.maxAttempts(5).backoffStrategyV2(BackoffStrategy.retryImmediately()))
				.build();
			run((tracing) -> {
				this.aws.answer(Reply.of(200, creating), Reply.of(200, creating), Reply.of(200, active));
				RecordedEntity segment = tracing
					.inSegment(() -> waiter.waitUntilTableExists((table) -> table.tableName("users")).join());
				assertThat(segment.subsegments()).hasSize(3)
					.allSatisfy((call) -> assertThat(call.aws()).containsEntry("operation", "DescribeTable"));
				for (RecordedEntity call : segment.subsegments()) {
					assertThat(this.aws.take().header(TRACE_HEADER)).contains(";Parent=" + call.id() + ";");
				}
				this.aws.answer(Reply.of(200, creating), Reply.of(200, active));
				waiter.waitUntilTableExists((table) -> table.tableName("users")).join();
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
				assertThat(this.aws.take().header(TRACE_HEADER)).isNull();
			});
			waiter.close();
		}
	}

	@Test
	void collectionMetricsAreRecordedWithoutTheKeyOfTheItem() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			run((tracing) -> {
				this.aws.answer(Reply.of(200, "{\"ItemCollectionMetrics\":{\"ItemCollectionKey\":{\"id\":{\"S\":\""
						+ SECRET + "\"}},\"SizeEstimateRangeGB\":[0.5,1.5]}}"));
				RecordedEntity segment = tracing.inSegment(() -> client
					.putItem((put) -> put.tableName("users").item(Map.of("id", AttributeValue.fromS("1"))))
					.join());
				assertThat(segment.subsegments().get(0).value("aws", "item_collection_metrics", "SizeEstimateRangeGB"))
					.isEqualTo(List.of(0.5, 1.5));
				assertThat(segment.json()).doesNotContain(SECRET);
			});
		}
	}

}
