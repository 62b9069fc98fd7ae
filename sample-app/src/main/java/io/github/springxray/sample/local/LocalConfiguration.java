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

package io.github.springxray.sample.local;

import java.io.IOException;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

import io.github.springxray.sample.AwsAccess;
import io.github.springxray.sample.AwsProperties;

/**
 * With the profile {@code local}, which is the default, DynamoDB and S3 of the
 * application's own. Neither an account nor anything installed is needed.
 */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class LocalConfiguration {

	@Bean
	LocalS3 localS3() throws IOException {
		return new LocalS3();
	}

	@Bean
	LocalDynamoDb localDynamoDb() throws Exception {
		return new LocalDynamoDb();
	}

	@Bean
	AwsAccess localAwsAccess(LocalS3 s3, LocalDynamoDb dynamoDb) {
		// The letters are for nobody: the servers take any
		AwsBasicCredentials credentials = AwsBasicCredentials.create("local", "local");
		return new AwsAccess("eu-central-1", StaticCredentialsProvider.create(credentials), dynamoDb.url(), s3.url());
	}

	@Bean
	SmartInitializingSingleton tableAndBucket(DynamoDbClient dynamoDb, S3Client s3, AwsProperties properties) {
		return () -> {
			dynamoDb.createTable((table) -> table.tableName(properties.table())
				.keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
				.attributeDefinitions(
						AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.N).build())
				.billingMode(BillingMode.PAY_PER_REQUEST));
			s3.createBucket((bucket) -> bucket.bucket(properties.bucket()));
		};
	}

}
