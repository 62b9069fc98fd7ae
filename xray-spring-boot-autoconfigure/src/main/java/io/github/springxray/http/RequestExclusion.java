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

package io.github.springxray.http;

/**
 * Leaves requests untraced: nothing is recorded for them nor for anything that they
 * cause, and no trace header goes out. All beans of this type are asked in their order,
 * until one of them excludes the request.
 */
@FunctionalInterface
public interface RequestExclusion {

	/**
	 * Return whether a request is left untraced. Called for every request, before the
	 * trace header is read; an exception counts as {@code false}.
	 * @param request the request
	 * @return {@code true} to leave it untraced
	 */
	boolean isExcluded(TracedRequest request);

}
