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

import java.util.List;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.ValueFreeMessages;

/**
 * Takes values out of what servers of MongoDB say about errors, which quote the key that
 * exists already and the whole answer. So the code of an error stands for its message.
 * Exceptions that repeat the message, as those of Spring do, get the same.
 */
final class MongoExceptionMessages implements ValueFreeMessages {

	private static final int MAX_CAUSES = 20;

	private final boolean raw;

	MongoExceptionMessages(boolean raw) {
		this.raw = raw;
	}

	@Override
	public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
		if (this.raw || message == null) {
			return message;
		}
		Throwable cause = throwable;
		for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
			if (isAnswer(cause)) {
				return (cause == throwable || repeats(message, cause)) ? describe((MongoException) cause) : message;
			}
			cause = cause.getCause();
		}
		return message;
	}

	@Override
	public boolean answersFor(Throwable throwable, List<Throwable> effects) {
		return !this.raw && isAnswer(throwable);
	}

	private static boolean isAnswer(Throwable throwable) {
		return throwable instanceof MongoServerException;
	}

	/**
	 * The first words of the message are enough to be told from others.
	 */
	private static boolean repeats(String message, Throwable answer) {
		String said = answer.getMessage();
		return said != null && !said.isEmpty() && message.contains(said);
	}

	private static String describe(MongoException answer) {
		if (answer instanceof MongoBulkWriteException bulk && !bulk.getWriteErrors().isEmpty()) {
			return "code " + bulk.getWriteErrors().get(0).getCode() + " (" + bulk.getWriteErrors().size()
					+ " write errors)";
		}
		return "code " + answer.getCode();
	}

}
