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

package io.github.springxray.console.document;

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What calls of AWS are drawn as in a service graph.
 */
public final class AwsResources {

	private static final Map<String, String> TYPES = Map.of("table_name", "AWS::DynamoDB::Table", "bucket_name",
			"AWS::S3::Bucket", "queue_url", "AWS::SQS::Queue", "queue_name", "AWS::SQS::Queue", "topic_arn",
			"AWS::SNS::Topic", "function_name", "AWS::Lambda::Function", "stream_name", "AWS::Kinesis::Stream",
			"state_machine_arn", "AWS::StepFunctions::StateMachine");

	private static final Map<String, String> SERVICES = Map.of("dynamodb", "DynamoDB", "s3", "S3", "sqs", "SQS", "sns",
			"SNS", "lambda", "Lambda", "kinesis", "Kinesis", "sts", "STS", "ssm", "SSM", "secretsmanager",
			"SecretsManager", "kms", "KMS");

	private AwsResources() {
	}

	/**
	 * Return whether a field of {@code aws} names what was called.
	 */
	static boolean isTarget(String field) {
		return TYPES.containsKey(field);
	}

	static @Nullable String typeOf(String field) {
		return TYPES.get(field);
	}

	/**
	 * Return the last part of the URL of a queue or of an ARN.
	 */
	static String nameOf(String target) {
		int end = Math.max(target.lastIndexOf('/'), target.lastIndexOf(':'));
		return (end >= 0 && end < target.length() - 1) ? target.substring(end + 1) : target;
	}

	/**
	 * Return the service as AWS writes it in types of resources.
	 * @param name the name in any case
	 * @return the name that AWS uses, or the same if it is not known
	 */
	public static String serviceOf(String name) {
		return SERVICES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
	}

}
