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

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;

/**
 * The members of requests and responses that are recorded: what names a resource, and
 * numbers. They are known by their names in the models of the services, which mean the
 * same for each service, so operations that are new are covered. Nothing else is looked
 * at.
 */
final class CallParameters {

	private static final Map<String, String> REQUEST = Map.ofEntries(Map.entry("TableName", "table_name"),
			Map.entry("IndexName", "index_name"), Map.entry("ConsistentRead", "consistent_read"),
			Map.entry("ScanIndexForward", "scan_index_forward"), Map.entry("Limit", "limit"),
			Map.entry("Bucket", "bucket_name"), Map.entry("DestinationBucket", "bucket_name"),
			Map.entry("SourceBucket", "source_bucket_name"), Map.entry("QueueUrl", "queue_url"),
			Map.entry("QueueName", "queue_name"), Map.entry("MaxNumberOfMessages", "max_number_of_messages"),
			Map.entry("DelaySeconds", "delay_seconds"), Map.entry("WaitTimeSeconds", "wait_time_seconds"),
			Map.entry("VisibilityTimeout", "visibility_timeout"), Map.entry("TopicArn", "topic_arn"),
			Map.entry("FunctionName", "function_name"), Map.entry("InvocationType", "invocation_type"),
			Map.entry("LogType", "log_type"), Map.entry("Qualifier", "qualifier"),
			Map.entry("EventBusName", "event_bus_name"), Map.entry("StateMachineArn", "state_machine_arn"),
			Map.entry("StreamName", "stream_name"), Map.entry("StreamARN", "stream_arn"),
			Map.entry("DeliveryStreamName", "delivery_stream_name"), Map.entry("EndpointName", "endpoint_name"),
			Map.entry("LogGroupName", "log_group_name"), Map.entry("SecretId", "secret_id"),
			Map.entry("modelId", "model_id"));

	private static final Map<String, String> KEYS = Map.of("Key", "key", "DestinationKey", "key", "SourceKey",
			"source_key", "Prefix", "prefix", "VersionId", "version_id");

	private static final Map<String, String> RESPONSE = Map.of("Count", "count", "ScannedCount", "scanned_count",
			"QueueUrl", "queue_url", "MessageId", "message_id", "FunctionError", "function_error", "FailedEntryCount",
			"failed_count");

	/**
	 * Lists of which the length is recorded.
	 */
	private static final Map<String, String> COUNTS = Map.of("Messages", "message_count", "Successful",
			"successful_count", "Failed", "failed_count", "TableNames", "table_count", "QueueUrls", "queue_count");

	private final boolean keys;

	CallParameters(boolean keys) {
		this.keys = keys;
	}

	Map<String, Object> of(String service, SdkRequest request) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		for (SdkField<?> field : request.sdkFields()) {
			String name = field.memberName();
			put(parameters, REQUEST.get(name), field, request);
			if (service.equals(DynamoDbParameters.SERVICE)) {
				DynamoDbParameters.ofRequest(parameters, field, request);
			}
			if (this.keys && service.equals("S3")) {
				put(parameters, KEYS.get(name), field, request);
			}
			if (name.equals("Entries")) {
				putCount(parameters, service.equals("SQS") ? "message_count" : "entry_count", field, request);
			}
			else if (name.equals("RequestItems") || name.equals("TransactItems")) {
				putTables(parameters, field.getValueOrDefault(request));
			}
		}
		return parameters;
	}

	Map<String, Object> ofAnswer(String service, SdkResponse response) {
		Map<String, Object> parameters = new LinkedHashMap<>();
		for (SdkField<?> field : response.sdkFields()) {
			String name = field.memberName();
			put(parameters, RESPONSE.get(name), field, response);
			if (service.equals(DynamoDbParameters.SERVICE)) {
				DynamoDbParameters.ofResponse(parameters, field, response);
			}
			String count = COUNTS.get(name);
			if (count != null) {
				putCount(parameters, count, field, response);
			}
		}
		return parameters;
	}

	private static void put(Map<String, Object> parameters, @Nullable String name, SdkField<?> field, SdkPojo holder) {
		if (name != null) {
			Object value = field.getValueOrDefault(holder);
			if (value instanceof String || value instanceof Number || value instanceof Boolean) {
				parameters.put(name, value);
			}
		}
	}

	private static void putCount(Map<String, Object> parameters, String name, SdkField<?> field, SdkPojo holder) {
		if (field.getValueOrDefault(holder) instanceof Collection<?> values) {
			parameters.put(name, values.size());
		}
	}

	/**
	 * A batch has its items by table, a transaction has the table in each item.
	 */
	private static void putTables(Map<String, Object> parameters, @Nullable Object items) {
		TreeSet<String> tables = new TreeSet<>();
		if (items instanceof Map<?, ?> byTable) {
			byTable.keySet().forEach((table) -> tables.add(String.valueOf(table)));
		}
		else if (items instanceof Collection<?> actions) {
			actions.forEach((action) -> addTables(tables, action));
		}
		if (!tables.isEmpty()) {
			parameters.put("table_names", tables);
		}
	}

	private static void addTables(Collection<String> tables, @Nullable Object item) {
		if (!(item instanceof SdkPojo holder)) {
			return;
		}
		for (SdkField<?> field : holder.sdkFields()) {
			Object value = field.getValueOrDefault(holder);
			if (field.memberName().equals("TableName") && value instanceof String table) {
				tables.add(table);
			}
			else {
				addTables(tables, value);
			}
		}
	}

}
