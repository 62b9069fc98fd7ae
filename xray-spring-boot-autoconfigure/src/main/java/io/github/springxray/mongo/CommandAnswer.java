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

package io.github.springxray.mongo;

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import com.mongodb.MongoCommandException;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of the answer to a command: numbers and codes. Messages of the server
 * tell the key that exists already.
 */
final class CommandAnswer {

	private static final int MAX_ERRORS = 10;

	private CommandAnswer() {
	}

	/**
	 * Record an answer. A command that could not write a document, or not as safely as
	 * was asked for, has succeeded for the driver, and fails the application.
	 */
	static void record(Entity entity, @Nullable BsonDocument answer) {
		if (answer == null) {
			return;
		}
		BsonValue number = answer.get("n");
		if (number != null && number.isNumber()) {
			entity.putMetadata(CommandFacts.NAMESPACE, "documents", number.asNumber().longValue());
		}
		List<Integer> codes = codesOf(answer);
		if (!codes.isEmpty()) {
			entity.setFault(true);
			entity.putMetadata(CommandFacts.NAMESPACE, "error_codes", codes);
		}
	}

	private static List<Integer> codesOf(BsonDocument answer) {
		List<Integer> codes = new ArrayList<>();
		BsonValue errors = answer.get("writeErrors");
		if (errors != null && errors.isArray()) {
			for (BsonValue error : errors.asArray()) {
				if (codes.size() == MAX_ERRORS) {
					break;
				}
				addCode(codes, error);
			}
		}
		addCode(codes, answer.get("writeConcernError"));
		return codes;
	}

	private static void addCode(List<Integer> codes, @Nullable BsonValue error) {
		if (error != null && error.isDocument()) {
			BsonValue code = error.asDocument().get("code");
			codes.add((code != null && code.isNumber()) ? code.asNumber().intValue() : 0);
		}
	}

	static void recordFailure(Entity entity, Throwable failure) {
		if (failure instanceof MongoCommandException exception) {
			entity.putMetadata(CommandFacts.NAMESPACE, "error_codes", List.of(exception.getErrorCode()));
			if (!exception.getErrorCodeName().isEmpty()) {
				entity.putMetadata(CommandFacts.NAMESPACE, "error_name", exception.getErrorCodeName());
			}
		}
	}

}
