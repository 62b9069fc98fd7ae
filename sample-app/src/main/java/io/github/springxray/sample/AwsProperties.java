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

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the service uses of AWS.
 *
 * @param region the region. By default, the AWS SDK finds it
 * @param table name of the table of users in DynamoDB
 * @param bucket name of the bucket of their files in S3
 * @param dynamoDbEndpoint where DynamoDB is. By default, where AWS has it
 * @param s3Endpoint where S3 is. By default, where AWS has it
 */
@ConfigurationProperties("sample.aws")
public record AwsProperties(@Nullable String region, String table, String bucket, @Nullable URI dynamoDbEndpoint,
		@Nullable URI s3Endpoint) {

}
