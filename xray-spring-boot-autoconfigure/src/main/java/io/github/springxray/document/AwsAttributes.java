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

package io.github.springxray.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the {@code aws} block of an entity as attributes of a span, but for what is said
 * of where a segment runs, which is the resource's. What has no attribute of its own goes
 * into {@code aws.xray.aws}.
 */
final class AwsAttributes {

	/**
	 * Operations that hand over something which somebody else fetches later.
	 */
	private static final Set<String> SENDING = Set.of("SendMessage", "SendMessageBatch", "Publish", "PublishBatch",
			"PutEvents", "PutRecord", "PutRecords");

	private final SpanAttributes attributes;

	AwsAttributes(SpanAttributes attributes) {
		this.attributes = attributes;
	}

	/**
	 * Return whether a call of AWS sends messages.
	 */
	static boolean isSending(Map<String, Object> aws) {
		return aws.get("operation") instanceof String operation && SENDING.contains(operation);
	}

	void write(Map<String, Object> aws, boolean segment) {
		Map<String, Object> rest = new LinkedHashMap<>();
		for (Map.Entry<String, Object> field : Copies.entries(aws)) {
			if (segment && ResourceAttributes.isOfResource(field.getKey())) {
				ResourceAttributes.keepOfSpan(field.getKey(), field.getValue(), rest);
			}
			else if (!isSaid(field.getKey(), field.getValue())) {
				rest.put(field.getKey(), field.getValue());
			}
		}
		this.attributes.fields("aws.xray.aws", rest);
	}

	private boolean isSaid(String key, Object value) {
		return switch (key) {
			case "operation" -> this.attributes.text("rpc.method", value);
			case "region" -> this.attributes.text("aws.region", value);
			case "account_id" -> this.attributes.text("aws.account_id", value);
			case "request_id" -> this.attributes.text("aws.request_id", value);
			case "queue_url" -> queue(value);
			case "table_name" -> this.attributes.text("aws.table_name", value);
			case "table_names" -> this.attributes.texts("aws.dynamodb.table_names", value);
			case "retries" -> this.attributes.integer("aws.xray.retries", value);
			default -> false;
		};
	}

	private boolean queue(Object value) {
		if (this.attributes.has(SpanConvention.STABLE)) {
			this.attributes.text("aws.sqs.queue.url", value);
		}
		return this.attributes.text("aws.queue_url", value);
	}

}
