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
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

import io.github.springxray.awssdk.AwsServer.Reply;
import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of synchronous clients on {@code HttpURLConnection}.
 */
class UrlConnectionClientTracingTests extends AwsClientTracingContract {

	@Override
	Caller caller(Consumer<AwsClientBuilder<?, ?>> customizer) {
		DynamoDbClientBuilder builder = prepare(DynamoDbClient.builder())
			.httpClientBuilder(UrlConnectionHttpClient.builder());
		customizer.accept(builder);
		DynamoDbClient client = builder.build();
		return new Caller() {

			@Override
			public void getItem(GetItemRequest request) {
				client.getItem(request);
			}

			@Override
			public void close() {
				client.close();
			}

		};
	}

	@Test
	void aCallThatTakesTooLongIsAFault() throws Exception {
		try (Caller caller = configured((override) -> override.apiCallTimeout(Duration.ofMillis(300)))) {
			run((tracing) -> {
				this.aws.answer(Reply.NONE);
				RecordedEntity call = tracing
					.inSegment(() -> assertThatExceptionOfType(ApiCallTimeoutException.class)
						.isThrownBy(() -> caller.getItem(GET_ITEM)))
					.subsegment("DynamoDB");
				assertThat(call).isFault().isComplete().hasException(ApiCallTimeoutException.class);
			});
		}
	}

	@Test
	void aCallThatIsInterruptedIsNoFault() throws Exception {
		try (Caller caller = caller()) {
			run((tracing) -> {
				RecordedEntity call = tracing.inSegment(() -> {
					Thread.currentThread().interrupt();
					assertThatExceptionOfType(AbortedException.class).isThrownBy(() -> caller.getItem(GET_ITEM));
					Thread.interrupted();
				}).subsegment("DynamoDB");
				assertThat(call).isComplete().isNotFault().hasNoException().hasMetadata("aws_sdk", "cancelled", true);
			});
		}
	}

}
