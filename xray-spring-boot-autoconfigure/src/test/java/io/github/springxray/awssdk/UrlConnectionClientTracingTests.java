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

import java.util.function.Consumer;

import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

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

}
