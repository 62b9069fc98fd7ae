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

package io.github.springxray.awssdk;

import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of a call, which may be made on one thread after another.
 */
final class Attempts {

	private static final String NO_RESPONSE = "no response";

	/**
	 * A call that is tried for ever must not take memory for ever.
	 */
	private static final int MAX_OUTCOMES = 20;

	private final List<Object> outcomes = new ArrayList<>(1);

	private int count;

	synchronized void begin() {
		this.count++;
		if (this.outcomes.size() < MAX_OUTCOMES) {
			this.outcomes.add(NO_RESPONSE);
		}
	}

	synchronized void answered(int status) {
		if (this.count == this.outcomes.size() && this.count > 0) {
			this.outcomes.set(this.count - 1, status);
		}
	}

	/**
	 * Return how often the call was tried again.
	 */
	synchronized int retries() {
		return Math.max(0, this.count - 1);
	}

	/**
	 * Return the status of each response, or that there was none.
	 */
	synchronized List<Object> outcomes() {
		return List.copyOf(this.outcomes);
	}

}
