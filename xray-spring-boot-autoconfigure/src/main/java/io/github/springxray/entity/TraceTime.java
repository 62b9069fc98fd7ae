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

package io.github.springxray.entity;

import java.time.Instant;

/**
 * The time as X-Ray keeps it: seconds since the epoch, to the microsecond. The clock on
 * the wall is read once for each trace; all other times of the trace are counted from
 * there, so that no part of it ends before it began when the clock is set.
 */
final class TraceTime {

	private static final long MICROS = 1_000_000L;

	private static final double SECONDS = 1e-9;

	private TraceTime() {
	}

	static double now() {
		Instant now = Instant.now();
		return (now.getEpochSecond() * MICROS + now.getNano() / 1000) / (double) MICROS;
	}

	/**
	 * The time at a reading of {@link System#nanoTime()}.
	 * @param origin a time
	 * @param originNanos the reading of then
	 */
	static double at(double origin, long originNanos, long nanos) {
		return Math.round((origin + (nanos - originNanos) * SECONDS) * MICROS) / (double) MICROS;
	}

}
