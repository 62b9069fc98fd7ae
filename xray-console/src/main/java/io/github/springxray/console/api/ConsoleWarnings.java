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

package io.github.springxray.console.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the console does without since its start, for whoever looks at its status. Safe
 * for use by several threads.
 */
public final class ConsoleWarnings {

	private final List<String> warnings = new CopyOnWriteArrayList<>();

	/**
	 * Add a warning.
	 * @param warning a sentence that says what is not there, and what to do
	 */
	public void add(String warning) {
		this.warnings.add(warning);
	}

	List<String> all() {
		return this.warnings;
	}

}
