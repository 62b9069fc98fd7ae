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

package io.github.springxray.benchmarks.jmh;

import java.util.concurrent.atomic.LongAdder;

import io.github.springxray.benchmarks.sink.SinkCounts;
import io.github.springxray.benchmarks.sink.SinkProcess;
import io.github.springxray.benchmarks.tracing.Library;
import io.github.springxray.benchmarks.tracing.Mode;
import io.github.springxray.benchmarks.tracing.Tracing;

/**
 * A library and the sink it sends to, for the time of a trial.
 */
final class TracingState {

	private final SinkProcess sink = SinkProcess.start(1);

	private final LongAdder recorded = new LongAdder();

	private final Mode mode;

	private final Tracing tracing;

	TracingState(Library library, Mode mode) {
		this.mode = mode;
		this.tracing = library.open(mode, this.sink.address(0));
	}

	Tracing tracing() {
		return this.tracing;
	}

	void recorded(long traces) {
		this.recorded.add(traces);
	}

	/**
	 * End the trial and say how many of its traces have arrived: what is dropped costs
	 * less than what is sent.
	 */
	void close() {
		this.tracing.close();
		if (this.mode == Mode.EMITTED) {
			SinkCounts counts = this.sink.settledCounts(0);
			long all = this.recorded.sum();
			System.out.printf("%n%d traces, %d (%d %%) received, %d lost in the socket of the sink%n", all,
					counts.traces(), (all > 0) ? 100 * counts.traces() / all : 0, counts.lost());
		}
		this.sink.close();
	}

}
