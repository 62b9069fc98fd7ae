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

package io.github.springxray.redis;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.springxray.context.ValueFreeMessages;

/**
 * Takes values out of what Redis says about errors, which quote what was sent. Exceptions
 * that repeat the message, as those of Spring do, get what is left of it.
 */
final class RedisExceptionMessages implements ValueFreeMessages {

	private static final int MAX_CAUSES = 20;

	/**
	 * Known by name, as either client may be absent.
	 */
	private static final Set<String> ANSWERS = Set.of("io.lettuce.core.RedisCommandExecutionException",
			"redis.clients.jedis.exceptions.JedisDataException");

	private final boolean raw;

	RedisExceptionMessages(boolean raw) {
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
				String said = cause.getMessage();
				boolean repeats = said != null && !said.isEmpty() && message.contains(said);
				return (cause == throwable || repeats) ? RedisErrors.withoutValues(said) : message;
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
		for (Class<?> type = throwable.getClass(); type != null; type = type.getSuperclass()) {
			if (ANSWERS.contains(type.getName())) {
				return true;
			}
		}
		return false;
	}

}
