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

package io.github.springxray.platform;

import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Asks as often as it takes on a machine that has no time, as the limit of a request is
 * short: what a test is after is the answer.
 */
final class Patience {

	private static final int ATTEMPTS = 100;

	private Patience() {
	}

	static <T> T untilAnswered(Request<T> request) throws IOException {
		for (int i = 1; i < ATTEMPTS; i++) {
			try {
				return request.send();
			}
			catch (SocketTimeoutException ex) {
				// Asks again
			}
		}
		return request.send();
	}

	interface Request<T> {

		T send() throws IOException;

	}

}
