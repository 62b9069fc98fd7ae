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

package io.github.springxray.benchmarks.sink;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what arrives, from several threads.
 */
final class SinkCounter {

	private final LongAdder traces = new LongAdder();

	private final LongAdder spans = new LongAdder();

	private final LongAdder messages = new LongAdder();

	private final LongAdder bytes = new LongAdder();

	void add(int traces, int spans, int bytes) {
		this.traces.add(traces);
		this.spans.add(spans);
		this.messages.increment();
		this.bytes.add(bytes);
	}

	SinkCounts counts(long lost) {
		return new SinkCounts(this.traces.sum(), this.spans.sum(), this.messages.sum(), this.bytes.sum(), lost);
	}

}
