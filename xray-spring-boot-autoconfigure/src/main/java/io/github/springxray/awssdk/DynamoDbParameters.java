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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What DynamoDB alone asks for and answers, under the names that the other SDKs of X-Ray
 * give it: the parameters that say what a call costs.
 */
final class DynamoDbParameters {

	static final String SERVICE = "DynamoDB";

	private static final Map<String, String> REQUEST = Map.of("ProjectionExpression", "projection_expression", "Select",
			"select", "AttributesToGet", "attributes_to_get", "Segment", "segment", "TotalSegments", "total_segments",
			"ExclusiveStartTableName", "exclusive_start_table_name");

	private static final Map<String, String> RESPONSE = Map.of("ConsumedCapacity", "consumed_capacity",
			"ItemCollectionMetrics", "item_collection_metrics");

	/**
	 * The key of an item is a value of the application.
	 */
	private static final Set<String> VALUES = Set.of("ItemCollectionKey");

	private DynamoDbParameters() {
	}

	static void ofRequest(Map<String, Object> parameters, SdkField<?> field, SdkPojo request) {
		put(parameters, REQUEST.get(field.memberName()), field, request);
	}

	static void ofResponse(Map<String, Object> parameters, SdkField<?> field, SdkPojo response) {
		put(parameters, RESPONSE.get(field.memberName()), field, response);
	}

	private static void put(Map<String, Object> parameters, @Nullable String name, SdkField<?> field, SdkPojo holder) {
		Object value = (name != null) ? plain(field.getValueOrDefault(holder)) : null;
		if (value != null) {
			parameters.put(name, value);
		}
	}

	/**
	 * Turn objects of the AWS SDK into what any document can hold.
	 * @return the value, {@code null} if there is nothing in it
	 */
	private static @Nullable Object plain(@Nullable Object value) {
		if (value instanceof String || value instanceof Number || value instanceof Boolean) {
			return value;
		}
		if (value instanceof Collection<?> values) {
			List<Object> plain = values.stream()
				.map(DynamoDbParameters::plain)
				.filter(Objects::nonNull)
				.map(Object.class::cast)
				.toList();
			return plain.isEmpty() ? null : plain;
		}
		Map<String, Object> plain = new LinkedHashMap<>();
		if (value instanceof Map<?, ?> values) {
			values.forEach((key, entry) -> putPlain(plain, String.valueOf(key), entry));
		}
		else if (value instanceof SdkPojo holder) {
			holder.sdkFields()
				.stream()
				.filter((field) -> !VALUES.contains(field.memberName()))
				.forEach((field) -> putPlain(plain, field.memberName(), field.getValueOrDefault(holder)));
		}
		return plain.isEmpty() ? null : plain;
	}

	private static void putPlain(Map<String, Object> target, String name, @Nullable Object value) {
		Object plain = plain(value);
		if (plain != null) {
			target.put(name, plain);
		}
	}

}
