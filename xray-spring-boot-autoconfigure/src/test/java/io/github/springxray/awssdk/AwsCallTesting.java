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

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import io.github.springxray.http.client.HttpCallTesting;

/**
 * An application that makes calls with the AWS SDK, and a server that answers as it is
 * told.
 */
abstract class AwsCallTesting extends HttpCallTesting {

	static final String SECRET = "secret-4711@example.com";

	static final String TRACE_HEADER = "X-Amzn-Trace-Id";

	AwsServer aws;

	@BeforeEach
	void startAws() {
		this.aws = new AwsServer();
	}

	@AfterEach
	void stopAws() {
		this.aws.close();
	}

	@Override
	protected AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(XRayAwsSdkAutoConfiguration.class);
	}

	/**
	 * Give a client all that it would look for on the machine.
	 */
	<B extends AwsClientBuilder<B, C>, C> B prepare(B builder) {
		return prepare(builder, this.aws.endpoint().toString());
	}

	static <B extends AwsClientBuilder<B, C>, C> B prepare(B builder, String endpoint) {
		return builder.region(Region.EU_CENTRAL_1)
			.endpointOverride(URI.create(endpoint))
			.credentialsProvider(
					StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "credential-0815")))
			.overrideConfiguration((override) -> override
				.retryStrategy(AwsRetryStrategy.standardRetryStrategy()
					.toBuilder()
					.backoffStrategy(BackoffStrategy.retryImmediately())
					.throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
					.maxAttempts(3)
					.build())
				.apiCallTimeout(Duration.ofSeconds(30)));
	}

}
