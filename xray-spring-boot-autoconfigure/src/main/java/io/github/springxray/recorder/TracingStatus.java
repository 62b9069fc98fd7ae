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

package io.github.springxray.recorder;

import java.util.Map;

/**
 * Tells one part of how tracing is doing, for people who look. For the starter's own
 * packages; what is in the map may change with any release.
 */
public interface TracingStatus {

	/**
	 * Return what it is about.
	 * @return a key for the map, in lower camel case
	 */
	String name();

	/**
	 * Return how it is now.
	 * @return text, numbers, instants, lists and maps of them, free of secrets
	 */
	Map<String, ?> describe();

	/**
	 * Return how it was set up, for the line of the log at the start.
	 * @return a sentence without its full stop, empty for nothing
	 */
	default String summary() {
		return "";
	}

}
