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

package io.github.springxray.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An exception in a {@link RecordedEntity}.
 *
 * @param id the id of the exception, {@code null} if this only refers to one that is
 * described elsewhere in the trace
 * @param type the name of the exception's class
 * @param message the message
 * @param causeId the id of the exception that caused this one, or of the one that this
 * refers to
 * @param remote whether the exception was thrown by a downstream service
 * @param stack the frames as {@code label (path:line)}, innermost first
 */
public record RecordedException(@Nullable String id, @Nullable String type, @Nullable String message,
		@Nullable String causeId, boolean remote, List<String> stack) {

	/**
	 * Create an instance.
	 */
	public RecordedException {
		stack = List.copyOf(stack);
	}

}
