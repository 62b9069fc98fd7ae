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

package io.github.springxray.sample;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * How to reach AWS.
 *
 * @param region the region, or {@code null} to let the AWS SDK find it
 * @param credentials who asks
 * @param dynamoDb where DynamoDB is, or {@code null} for where AWS has it
 * @param s3 where S3 is, or {@code null} for where AWS has it
 */
public record AwsAccess(@Nullable String region, AwsCredentialsProvider credentials, @Nullable URI dynamoDb,
		@Nullable URI s3) {

	<B extends AwsClientBuilder<B, ?>> B apply(B builder, @Nullable URI endpoint) {
		builder.credentialsProvider(this.credentials);
		if (this.region != null) {
			builder.region(Region.of(this.region));
		}
		if (endpoint != null) {
			builder.endpointOverride(endpoint);
		}
		return builder;
	}

}
