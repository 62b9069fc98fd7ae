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

package io.github.springxray.context;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides what is recorded of the messages of exceptions, as some tell values that must
 * not leave the application. Beans of this type are asked in their order, each with the
 * message that the one before has left.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface ExceptionMessageFilter {

	/**
	 * Return the message to record.
	 * @param throwable the exception
	 * @param effect what it is the cause of, {@code null} for the first of a chain
	 * @param message its message so far
	 * @return the message, {@code null} for none. If an exception is thrown instead, none
	 * is recorded.
	 */
	@Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message);

	/**
	 * Return the message to record, with a look at all that it is a cause of.
	 * @param throwable the exception
	 * @param effects what it is the cause of, from the first of the chain down; empty for
	 * the first itself
	 * @param message its message so far
	 * @return the message, {@code null} for none. If an exception is thrown instead, none
	 * is recorded. By default what is answered with the last of the effects.
	 */
	default @Nullable String filter(Throwable throwable, List<Throwable> effects, @Nullable String message) {
		return filter(throwable, effects.isEmpty() ? null : effects.get(effects.size() - 1), message);
	}

}
