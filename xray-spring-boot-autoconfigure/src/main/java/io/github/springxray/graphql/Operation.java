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

package io.github.springxray.graphql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.amazonaws.xray.entities.Entity;
import graphql.language.OperationDefinition;

import org.springframework.graphql.ResponseError;

import io.github.springxray.http.HttpRoute;

/**
 * What is recorded of an operation: neither its text nor its variables, but what it is
 * called, and of what kinds its errors are.
 */
final class Operation {

	/**
	 * Key of the segment or subsegment that an operation belongs to, in the context of
	 * GraphQL.
	 */
	static final String CALLER = Operation.class.getName() + ".caller";

	private static final String NAMESPACE = "graphql";

	private static final int MAX_NAME = 100;

	private static final int MAX_KINDS = 10;

	/**
	 * Kinds of errors that are the server's doing, by Spring's names and by those of the
	 * engine. All others are the doing of the client, or what the application calls its
	 * own.
	 */
	private static final Set<String> FAULTS = Set.of("INTERNAL_ERROR", "DataFetchingException",
			"NullValueInNonNullableField", "ExecutionAborted");

	private Operation() {
	}

	/**
	 * Record what an operation is called. The path of a request is the same for all of
	 * them, so this is its route.
	 */
	static void record(Entity caller, OperationDefinition definition) {
		String type = definition.getOperation().name().toLowerCase(Locale.ROOT);
		String name = definition.getName();
		caller.putAnnotation("graphql_operation_type", type);
		if (name == null) {
			HttpRoute.record(caller, type);
			return;
		}
		String known = (name.length() > MAX_NAME) ? name.substring(0, MAX_NAME) : name;
		caller.putAnnotation("graphql_operation_name", known);
		HttpRoute.record(caller, type + " " + known);
	}

	/**
	 * Record the errors of a response, which has the status 200 nevertheless.
	 */
	static void recordErrors(Entity caller, List<ResponseError> errors) {
		if (errors.isEmpty()) {
			return;
		}
		Set<String> kinds = new LinkedHashSet<>();
		for (ResponseError error : errors) {
			kinds.add(String.valueOf(error.getErrorType()));
		}
		if (kinds.stream().anyMatch(FAULTS::contains)) {
			caller.setFault(true);
		}
		else {
			caller.setError(true);
		}
		caller.putAnnotation("graphql_errors", errors.size());
		caller.putMetadata(NAMESPACE, "error_types", kinds.stream().limit(MAX_KINDS).toList());
	}

}
