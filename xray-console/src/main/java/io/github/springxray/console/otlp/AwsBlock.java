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

package io.github.springxray.console.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import io.github.springxray.console.document.AwsResources;

/**
 * What a call of AWS was, of which service, and with what.
 */
final class AwsBlock {

	private static final Map<String, String[]> FIELDS = fields();

	private final Attributes attributes;

	AwsBlock(Attributes attributes) {
		this.attributes = attributes;
	}

	private static Map<String, String[]> fields() {
		Map<String, String[]> fields = new LinkedHashMap<>();
		fields.put("operation", new String[] { "aws.operation", "rpc.method" });
		fields.put("region", new String[] { "aws.region", "cloud.region" });
		fields.put("account_id", new String[] { "aws.account_id" });
		fields.put("request_id", new String[] { "aws.request_id", "aws.requestId", "aws.request.id" });
		fields.put("queue_url",
				new String[] { "aws.queue_url", "aws.sqs.queue.url", "aws.queue.url", "messaging.url" });
		fields.put("table_name", new String[] { "aws.table_name", "aws.table.name" });
		fields.put("bucket_name", new String[] { "aws.s3.bucket", "aws.bucket.name" });
		fields.put("topic_arn", new String[] { "aws.sns.topic.arn" });
		fields.put("function_name", new String[] { "aws.lambda.function.name", "faas.invoked_name" });
		fields.put("stream_name", new String[] { "aws.kinesis.stream_name", "aws.stream.name" });
		fields.put("state_machine_arn", new String[] { "aws.step_functions.state_machine.arn" });
		return fields;
	}

	/**
	 * Return whether a span is a call of AWS.
	 */
	boolean isCall() {
		String remote = this.attributes.text("aws.remote.service");
		return "aws-api".equals(this.attributes.text("rpc.system.name", "rpc.system"))
				|| this.attributes.has("aws.service") || (remote != null && remote.startsWith("AWS::"));
	}

	/**
	 * Return the name of the service, as X-Ray has it.
	 * @param fromXRay whether it is the name of a subsegment already
	 */
	@Nullable String service(boolean fromXRay) {
		String remote = fromXRay ? this.attributes.text("aws.remote.service", "peer.service")
				: this.attributes.text("aws.remote.service");
		String service = this.attributes.text("aws.service", "rpc.service");
		String name = (remote != null) ? remote : service;
		if (name == null) {
			return null;
		}
		if (fromXRay) {
			return name;
		}
		for (String prefix : new String[] { "AWS.SDK.", "AWS::" }) {
			name = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
		}
		return AwsResources.serviceOf(name);
	}

	/**
	 * Write the block.
	 * @param known whether all of it is meant, and not only in calls of AWS
	 */
	void write(ObjectNode document, boolean known) {
		ObjectNode aws = (document.path("aws") instanceof ObjectNode object) ? object : JsonTexts.object();
		if (known) {
			FIELDS.forEach((field, names) -> JsonTexts.put(aws, field, this.attributes.text(names)));
			writeTables(aws);
		}
		Long retries = this.attributes.number("aws.xray.retries");
		if (retries != null) {
			aws.put("retries", retries.longValue());
		}
		ObjectNode said = JsonTexts.object(this.attributes.value("aws.xray.aws"));
		if (said != null) {
			JsonTexts.merge(aws, said);
		}
		JsonTexts.put(document, "aws", aws);
	}

	private void writeTables(ObjectNode aws) {
		Set<String> tables = this.attributes.texts("aws.dynamodb.table_names");
		if (tables.size() == 1 && !aws.has("table_name") && !aws.has("table_names")) {
			aws.put("table_name", tables.iterator().next());
		}
		else if (!tables.isEmpty()) {
			ArrayNode names = aws.putArray("table_names");
			tables.forEach(names::add);
		}
	}

}
