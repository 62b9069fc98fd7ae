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

/**
 * A filter that leaves nothing but messages without values of some exceptions. It is for
 * the integrations of this library.
 */
public interface ValueFreeMessages extends ExceptionMessageFilter {

	/**
	 * Return whether what this filter leaves of a message is known to hold no value.
	 * @param throwable the exception
	 * @param effects what it is the cause of, from the first of the chain down
	 * @return {@code false} for exceptions that it does not know
	 */
	boolean answersFor(Throwable throwable, List<Throwable> effects);

}
