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

import java.time.Instant;

/**
 * The time as X-Ray keeps it: seconds since the epoch, to the microsecond. The SDK itself
 * only has milliseconds.
 */
final class TraceClock {

	private static final long MICROS = 1_000_000L;

	private TraceClock() {
	}

	static double now() {
		Instant now = Instant.now();
		return (now.getEpochSecond() * MICROS + now.getNano() / 1000) / (double) MICROS;
	}

	/**
	 * An end never lies before its start, even when the clock was set back in between.
	 */
	static double endOf(double start) {
		return Math.max(start, now());
	}

}
