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

package io.github.springxray.observation;

import java.util.List;
import java.util.Set;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Keys of observations that X-Ray has places for, as the conventions of OpenTelemetry,
 * Spring and Micrometer call them.
 */
final class KnownKeys {

	static final List<String> METHOD = List.of("http.request.method", "http.method", "method");

	static final List<String> STATUS = List.of("http.response.status_code", "http.status_code", "status");

	static final List<String> URL = List.of("url.full", "http.url");

	static final List<String> ROUTE = List.of("http.route", "uri");

	static final List<String> PEER = List.of("peer.service", "server.address", "net.peer.name", "net.sock.peer.addr");

	static final List<String> DESTINATION = List.of("messaging.destination.name", "messaging.destination");

	static final List<String> DATABASE = List.of("db.system.name", "db.system");

	static final List<String> DATABASE_NAME = List.of("db.namespace", "db.name");

	static final List<String> MODEL = List.of("gen_ai.provider.name", "gen_ai.system");

	/**
	 * Numbers that people look for, though there are many of them.
	 */
	static final Set<String> COUNTS = Set.of("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
			"gen_ai.usage.total_tokens", "gen_ai.usage.cache_creation.input_tokens",
			"gen_ai.usage.cache_read.input_tokens");

	/**
	 * How the keys begin that hold what somebody has written to a model, or it to them.
	 */
	private static final List<String> AI_CONTENT = List.of("gen_ai.prompt", "gen_ai.completion", "gen_ai.input.",
			"gen_ai.output.messages", "gen_ai.system_instructions", "gen_ai.tool.call.", "spring.ai.chat.client.user.",
			"spring.ai.chat.client.system.", "spring.ai.tool.call.", "db.vector.query.content",
			"db.vector.query.filter", "db.vector.query.response.documents");

	/**
	 * How the keys begin that hold statements and their values.
	 */
	private static final List<String> STATEMENTS = List.of("db.statement", "db.query.text", "db.query.parameter",
			"db.operation.parameter", "db.cassandra.query", "cassandra.query", "spring.data.cassandra.cql",
			"jdbc.query", "jdbc.params", "graphql.document", "graphql.variables");

	private KnownKeys() {
	}

	static boolean isStatement(String key) {
		return startsWithAny(key, STATEMENTS);
	}

	static boolean isAiContent(String key) {
		return startsWithAny(key, AI_CONTENT);
	}

	private static boolean startsWithAny(String key, List<String> beginnings) {
		for (int i = 0; i < beginnings.size(); i++) {
			if (key.startsWith(beginnings.get(i))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return whether a value is one: conventions say {@code none} or {@code UNKNOWN}
	 * where there is none.
	 */
	static boolean isValue(@Nullable String value) {
		return value != null && !value.isBlank() && !KeyValue.NONE_VALUE.equals(value) && !"UNKNOWN".equals(value);
	}

	/**
	 * Return the value of the first of some keys that has one.
	 */
	static @Nullable String first(KeyValues values, List<String> keys) {
		for (int i = 0; i < keys.size(); i++) {
			String key = keys.get(i);
			for (KeyValue value : values) {
				if (value.getKey().equals(key)) {
					if (isValue(value.getValue())) {
						return value.getValue();
					}
					break;
				}
			}
		}
		return null;
	}

}
