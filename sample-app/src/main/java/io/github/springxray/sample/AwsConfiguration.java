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

import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The clients of AWS. Nothing here is about tracing: the starter patches the AWS SDK.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AwsProperties.class)
class AwsConfiguration {

	@Bean
	DynamoDbClient dynamoDbClient(AwsAccess aws) {
		return aws.apply(DynamoDbClient.builder(), aws.dynamoDb()).build();
	}

	@Bean
	S3Client s3Client(AwsAccess aws) {
		// A bucket is a part of the host at AWS, and of the path where there are no such
		// hosts
		return aws.apply(S3Client.builder().forcePathStyle(aws.s3() != null), aws.s3()).build();
	}

	@Bean
	@Profile("!local")
	AwsAccess awsAccess(AwsProperties properties) {
		return new AwsAccess(properties.region(), DefaultCredentialsProvider.builder().build(),
				properties.dynamoDbEndpoint(), properties.s3Endpoint());
	}

}
