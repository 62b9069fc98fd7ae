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
import java.util.List;
import java.util.Map;

import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

import org.springframework.boot.autoconfigure.AutoConfigurations;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests with DynamoDB Local.
 */
class DynamoDbTracingIntegrationTests extends AwsCallTesting {

	private static final Map<String, AttributeValue> ITEM = Map.of("id", AttributeValue.fromS(SECRET));

	/**
	 * Older than any application.
	 */
	private static DynamoDbLocal dynamoDb;

	private static DynamoDbClient client;

	@BeforeAll
	static void createTable() {
		dynamoDb = new DynamoDbLocal();
		client = DynamoDbClient.builder()
			.region(Region.EU_CENTRAL_1)
			.endpointOverride(URI.create(dynamoDb.endpoint()))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
			.build();
		client.createTable((table) -> table.tableName("users")
			.billingMode(BillingMode.PAY_PER_REQUEST)
			.attributeDefinitions(
					AttributeDefinition.builder().attributeName("id").attributeType(ScalarAttributeType.S).build())
			.keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
	}

	@AfterAll
	static void stop() {
		client.close();
		dynamoDb.close();
	}

	@Test
	void putAndGetAreRecorded() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				client.putItem((put) -> put.tableName("users").item(ITEM));
				assertThat(client.getItem((get) -> get.tableName("users").key(ITEM)).item()).isEqualTo(ITEM);
			});
			assertThat(segment).hasSubsegmentsExactly("DynamoDB", "DynamoDB");
			assertThat(segment.subsegments()).extracting((call) -> call.aws().get("operation"))
				.containsExactly("PutItem", "GetItem");
			assertThat(segment.subsegments()).allSatisfy((call) -> {
				assertThat(call).hasNamespace("aws").hasHttpStatus(200).isComplete();
				assertThat(call.aws()).containsEntry("table_name", "users").containsKey("request_id");
			});
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	@Test
	void batchesAndTransactionsHaveTheirTables() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				client.batchWriteItem((batch) -> batch.requestItems(Map.of("users",
						List.of(WriteRequest.builder().putRequest(PutRequest.builder().item(ITEM).build()).build()))));
				client.transactWriteItems((transaction) -> transaction.transactItems(
						TransactWriteItem.builder().put(Put.builder().tableName("users").item(ITEM).build()).build()));
			});
			assertThat(segment.subsegments()).hasSize(2)
				.allSatisfy((call) -> assertThat(call.aws()).containsEntry("table_names", List.of("users")));
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	@Test
	void whatACallCostsAndReadsIsRecorded() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				client.putItem((
						put) -> put.tableName("users").item(ITEM).returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
				client.scan((scan) -> scan.tableName("users")
					.projectionExpression("id")
					.select(Select.SPECIFIC_ATTRIBUTES)
					.segment(0)
					.totalSegments(2));
				client.batchWriteItem((batch) -> batch.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
					.requestItems(Map.of("users", List
						.of(WriteRequest.builder().putRequest(PutRequest.builder().item(ITEM).build()).build()))));
			});
			assertThat(segment.subsegments().get(0).value("aws", "consumed_capacity", "TableName")).isEqualTo("users");
			assertThat(segment.subsegments().get(0).value("aws", "consumed_capacity", "CapacityUnits")).isNotNull();
			assertThat(segment.subsegments().get(1).aws()).containsEntry("projection_expression", "id")
				.containsEntry("select", "SPECIFIC_ATTRIBUTES")
				.containsEntry("segment", 0)
				.containsEntry("total_segments", 2)
				.doesNotContainKeys("consumed_capacity", "attributes_to_get");
			assertThat(segment.subsegments().get(2).aws().get("consumed_capacity")).asString()
				.contains("TableName=users");
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	@Test
	void eachPageOfAnAsynchronousPaginatorIsACallOfTheSameCaller() throws Exception {
		for (String id : List.of("a", "b", "c")) {
			client.putItem((put) -> put.tableName("users").item(Map.of("id", AttributeValue.fromS(id))));
		}
		try (DynamoDbAsyncClient async = prepare(DynamoDbAsyncClient.builder(), dynamoDb.endpoint()).build()) {
			run((tracing) -> {
				RecordedEntity segment = tracing.inSegment(
						() -> async.scanPaginator((scan) -> scan.tableName("users").limit(1)).subscribe((page) -> {
						}).join());
				assertThat(segment.subsegments()).hasSizeGreaterThan(2)
					.allSatisfy((page) -> assertThat(page.aws()).containsEntry("operation", "Scan"));
				async.scanPaginator((scan) -> scan.tableName("users").limit(1)).subscribe((page) -> {
				}).join();
			});
		}
	}

	@Test
	void aConditionThatDoesNotHoldIsAnError() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				client.putItem((put) -> put.tableName("users").item(ITEM));
				assertThatExceptionOfType(ConditionalCheckFailedException.class).isThrownBy(() -> client.putItem(
						(put) -> put.tableName("users").item(ITEM).conditionExpression("attribute_not_exists(id)")));
			});
			assertThat(segment.subsegments().get(1)).isError()
				.isNotFault()
				.hasException(ConditionalCheckFailedException.class)
				.hasExceptionMessage("ConditionalCheckFailedException (status code 400)");
			assertThat(segment.json()).doesNotContain(SECRET);
		});
	}

	@Test
	void eachPageIsACall() throws Exception {
		for (String id : List.of("a", "b", "c")) {
			client.putItem((put) -> put.tableName("users").item(Map.of("id", AttributeValue.fromS(id))));
		}
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(
					() -> client.scanPaginator((scan) -> scan.tableName("users").limit(2)).items().forEach((item) -> {
					}));
			assertThat(segment.subsegments()).hasSizeGreaterThan(1)
				.allSatisfy((page) -> assertThat(page.aws()).containsEntry("operation", "Scan")
					.containsEntry("limit", 2)
					.containsKeys("count", "scanned_count"));
		});
	}

	@Test
	void eachQuestionOfAWaiterIsACall() throws Exception {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> client.waiter().waitUntilTableExists((table) -> table.tableName("users")));
			assertThat(segment).hasSubsegmentsExactly("DynamoDB");
			assertThat(segment.subsegment("DynamoDB").aws()).containsEntry("operation", "DescribeTable")
				.containsEntry("table_name", "users");
		});
	}

	@Test
	void asynchronousClientsAreTraced() throws Exception {
		try (DynamoDbAsyncClient async = prepare(DynamoDbAsyncClient.builder(), dynamoDb.endpoint()).build()) {
			run((tracing) -> {
				RecordedEntity segment = tracing
					.inSegment(() -> async.putItem((put) -> put.tableName("users").item(ITEM)).join());
				assertThat(segment).hasSubsegmentsExactly("DynamoDB");
				assertThat(segment.subsegment("DynamoDB")).isComplete();
			});
		}
	}

	@Test
	void theClientOfSpringCloudAwsIsTraced() throws Exception {
		run(runner()
			.withConfiguration(AutoConfigurations.of(CredentialsProviderAutoConfiguration.class,
					RegionProviderAutoConfiguration.class, AwsAutoConfiguration.class, DynamoDbAutoConfiguration.class))
			.withPropertyValues("spring.cloud.aws.endpoint=" + dynamoDb.endpoint(),
					"spring.cloud.aws.region.static=eu-central-1",
					"spring.cloud.aws.credentials.access-key=AKIDEXAMPLE",
					"spring.cloud.aws.credentials.secret-key=key"),
				(tracing) -> {
					RecordedEntity segment = tracing.inSegment(() -> tracing.context()
						.getBean(DynamoDbClient.class)
						.putItem((put) -> put.tableName("users").item(ITEM)));
					assertThat(segment).hasSubsegmentsExactly("DynamoDB");
				});
	}

}
