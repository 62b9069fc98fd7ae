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

package io.github.springxray.benchmarks.paced;

/**
 * What one run has measured.
 *
 * @param traces how many traces were recorded
 * @param threadNanos the time that they took on the thread that recorded them
 * @param threadBytes what that thread allocated
 * @param cpuNanos the CPU time of all threads of the process
 */
record Sample(long traces, long threadNanos, long threadBytes, long cpuNanos) {

	String toLine() {
		return this.traces + " " + this.threadNanos + " " + this.threadBytes + " " + this.cpuNanos;
	}

	static Sample parse(String line) {
		String[] parts = line.trim().split(" ");
		return new Sample(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
				Long.parseLong(parts[3]));
	}

	double threadMicros() {
		return this.threadNanos / 1e3 / this.traces;
	}

	double kilobytes() {
		return this.threadBytes / 1e3 / this.traces;
	}

	double cpuMicros() {
		return this.cpuNanos / 1e3 / this.traces;
	}

}
