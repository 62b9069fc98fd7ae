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

import java.util.Map;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import org.springframework.stereotype.Component;

/**
 * Keeps users in DynamoDB. Each call of the client is a subsegment.
 */
@Component
class UserTable {

	private final DynamoDbClient dynamoDb;

	private final String table;

	UserTable(DynamoDbClient dynamoDb, AwsProperties properties) {
		this.dynamoDb = dynamoDb;
		this.table = properties.table();
	}

	void put(User user) {
		this.dynamoDb.putItem((request) -> request.tableName(this.table)
			.item(Map.of("id", id(user.id()), "name", AttributeValue.fromS(user.name()), "email",
					AttributeValue.fromS(user.email()))));
	}

	boolean contains(long id) {
		return this.dynamoDb.getItem((request) -> request.tableName(this.table).key(Map.of("id", id(id)))).hasItem();
	}

	private static AttributeValue id(long id) {
		return AttributeValue.fromN(Long.toString(id));
	}

}
