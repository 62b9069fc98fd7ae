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

package io.github.springxray.benchmarks.sidebyside;

import org.jspecify.annotations.Nullable;

import io.github.springxray.benchmarks.sink.SinkCounts;

/**
 * What one variant did in one slot. What has arrived at its sink is known later, when the
 * last batch has.
 */
final class Measurement {

	private final Load.Result load;

	private final double cpuMicros;

	private final SinkCounts before;

	private @Nullable SinkCounts received;

	Measurement(Load.Result load, double cpuMicros, SinkCounts before) {
		this.load = load;
		this.cpuMicros = cpuMicros;
		this.before = before;
	}

	void settle(SinkCounts after) {
		this.received = after.since(this.before);
	}

	Load.Result load() {
		return this.load;
	}

	/**
	 * CPU time of the application for each request.
	 */
	double cpuMicros() {
		return this.cpuMicros;
	}

	long traces() {
		return (this.received != null) ? this.received.traces() : 0;
	}

	long spans() {
		return (this.received != null) ? this.received.spans() : 0;
	}

}
