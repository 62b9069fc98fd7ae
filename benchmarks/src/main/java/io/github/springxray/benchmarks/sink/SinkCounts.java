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

import java.util.StringJoiner;

/**
 * What a sink has received.
 *
 * @param traces segments, or spans without a parent
 * @param spans segments and subsegments, or spans
 * @param messages datagrams, or HTTP requests
 * @param bytes the size of their content
 * @param lost datagrams that found no room in the buffer of the sink's socket, where the
 * operating system tells
 */
public record SinkCounts(long traces, long spans, long messages, long bytes, long lost) {

	/**
	 * Read what {@link #toLine()} has written.
	 * @param line the line
	 * @return the counts
	 */
	public static SinkCounts parse(String line) {
		String[] parts = line.trim().split(" ");
		return new SinkCounts(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]),
				Long.parseLong(parts[3]), Long.parseLong(parts[4]));
	}

	/**
	 * Return what has come since an earlier time.
	 * @param earlier the counts at that time
	 * @return the difference
	 */
	public SinkCounts since(SinkCounts earlier) {
		return new SinkCounts(this.traces - earlier.traces, this.spans - earlier.spans,
				this.messages - earlier.messages, this.bytes - earlier.bytes, this.lost - earlier.lost);
	}

	/**
	 * Write the counts as one line.
	 * @return the line, for {@link #parse(String)}
	 */
	public String toLine() {
		StringJoiner line = new StringJoiner(" ");
		for (long count : new long[] { this.traces, this.spans, this.messages, this.bytes, this.lost }) {
			line.add(Long.toString(count));
		}
		return line.toString();
	}

}
