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

import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Services as X-Ray knows them. The SDK writes their names as those of Java classes:
 * {@code DynamoDb}, {@code Sqs}.
 */
final class AwsServiceNames {

	private static final int ABBREVIATION = 3;

	private static final Map<String, String> NAMES = Map.of("DynamoDb", "DynamoDB", "DynamoDbStreams",
			"DynamoDB Streams", "SesV2", "SESv2");

	private AwsServiceNames() {
	}

	/**
	 * Return the name of a service.
	 * @param name the name that the SDK has for it
	 * @return the name to record
	 */
	static String of(@Nullable String name) {
		if (name == null || name.isEmpty()) {
			return "AWS";
		}
		return (name.length() <= ABBREVIATION) ? name.toUpperCase(Locale.ROOT) : NAMES.getOrDefault(name, name);
	}

}
