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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of asynchronous clients on Netty.
 */
class AsyncClientTracingTests extends AwsClientTracingContract {

	private DynamoDbAsyncClient client(Consumer<AwsClientBuilder<?, ?>> customizer) {
		DynamoDbAsyncClientBuilder builder = prepare(DynamoDbAsyncClient.builder())
			.httpClientBuilder(NettyNioAsyncHttpClient.builder());
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

	@Test
	void aCancelledCallEndsAndIsNoFault() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				RecordedEntity segment = tracing.inSegment(() -> {
					CompletableFuture<GetItemResponse> future = client.getItem(GET_ITEM);
					this.aws.take();
					future.cancel(true);
				});
				assertThat(segment.subsegment("DynamoDB")).isComplete()
					.isNotFault()
					.isNotError()
					.hasNoException()
					.hasMetadata("aws_sdk", "cancelled", true);
			});
		}
	}

	@Test
	void aCallThatOutlivesItsSegmentIsSentOnItsOwn() throws Exception {
		try (DynamoDbAsyncClient client = client((builder) -> {
		})) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				TraceScope scope = tracing.segments().begin("caller", tracing.segments().newTraceId(), null);
				CompletableFuture<GetItemResponse> future = client.getItem(GET_ITEM);
				this.aws.take();
				tracing.subsegments().end(scope, null);
				RecordedEntity segment = tracing.traces().takeSegment();
				assertThat(segment.subsegment("DynamoDB").isInProgress()).isTrue();
				future.cancel(true);
				RecordedEntity late = tracing.traces().takeSubsegment("DynamoDB");
				assertThat(late).isComplete().hasTraceId(segment.traceId()).hasParentId(segment.id());
			});
		}
	}

}
