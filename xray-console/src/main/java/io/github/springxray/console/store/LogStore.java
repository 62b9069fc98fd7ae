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

package io.github.springxray.console.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.util.Assert;

/**
 * Keeps lines of logs by the trace that they belong to, under a ceiling of memory. Those
 * of the trace go first whose lines began to come first. Safe for use by several threads.
 */
public final class LogStore {

	private static final int MAX_LINES = 1000;

	// Entry of the map, id and list
	private static final int OVERHEAD = 300;

	private final Map<String, Lines> traces = new LinkedHashMap<>();

	private final long maxBytes;

	private long bytes;

	private long dropped;

	private long version;

	/**
	 * Create an empty store.
	 * @param maxBytes how much memory lines may take, in bytes
	 */
	public LogStore(long maxBytes) {
		Assert.isTrue(maxBytes > 0, "'maxBytes' must be positive");
		this.maxBytes = maxBytes;
	}

	/**
	 * Keep a line. It does not matter whether its trace has come.
	 * @param traceId the id of the trace, in the form of X-Ray
	 * @param line the line
	 */
	public synchronized void add(String traceId, LogLine line) {
		this.version++;
		Lines lines = this.traces.get(traceId);
		if (lines == null) {
			lines = new Lines();
			this.traces.put(traceId, lines);
			this.bytes += OVERHEAD;
		}
		if (lines.list.size() >= MAX_LINES) {
			lines.dropped++;
			this.dropped++;
			return;
		}
		lines.list.add(line);
		lines.bytes += line.bytes();
		this.bytes += line.bytes();
		Iterator<Lines> oldest = this.traces.values().iterator();
		while (this.bytes > this.maxBytes && oldest.hasNext()) {
			Lines gone = oldest.next();
			oldest.remove();
			this.bytes -= gone.bytes + OVERHEAD;
			this.dropped += gone.list.size();
		}
	}

	/**
	 * Keep what another store has.
	 * @param other a store to which nothing is added any more
	 */
	public void takeOver(LogStore other) {
		Map<String, Lines> theirs;
		synchronized (other) {
			theirs = new LinkedHashMap<>(other.traces);
		}
		theirs.forEach((trace, lines) -> lines.list.forEach((line) -> add(trace, line)));
	}

	/**
	 * Return the lines of a trace.
	 * @param traceId the id of the trace
	 * @return the lines, in the order in which they were written
	 */
	public synchronized List<LogLine> lines(String traceId) {
		Lines lines = this.traces.get(traceId);
		if (lines == null) {
			return List.of();
		}
		List<LogLine> sorted = new ArrayList<>(lines.list);
		sorted.sort(Comparator.comparingDouble(LogLine::time));
		return sorted;
	}

	/**
	 * Return how many lines of a trace were left out because it has too many.
	 * @param traceId the id of the trace
	 * @return the number
	 */
	public synchronized long omitted(String traceId) {
		Lines lines = this.traces.get(traceId);
		return (lines != null) ? lines.dropped : 0;
	}

	/**
	 * Return what changes with each line.
	 * @return a number that grows
	 */
	public synchronized long version() {
		return this.version;
	}

	/**
	 * Return how many lines were not kept, or had to go.
	 * @return the number
	 */
	public synchronized long dropped() {
		return this.dropped;
	}

	/**
	 * Return how much memory the lines take.
	 * @return an estimate in bytes
	 */
	public synchronized long bytes() {
		return this.bytes;
	}

	/**
	 * Forget all lines.
	 */
	public synchronized void clear() {
		this.traces.clear();
		this.bytes = 0;
	}

	/**
	 * What has come of one trace.
	 */
	private static final class Lines {

		private final List<LogLine> list = new ArrayList<>();

		private long bytes;

		private long dropped;

	}

}
