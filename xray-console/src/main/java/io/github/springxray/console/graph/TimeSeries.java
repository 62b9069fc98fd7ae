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

package io.github.springxray.console.graph;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.springxray.console.document.Node;

/**
 * Counts by when calls began.
 */
public final class TimeSeries {

	private final long period;

	private final SortedMap<Long, Counts> points = new TreeMap<>();

	/**
	 * Create an empty series.
	 * @param period how many seconds are counted together
	 */
	public TimeSeries(long period) {
		this.period = period;
	}

	/**
	 * Count calls.
	 * @param nodes the calls
	 */
	public void add(Collection<Node> nodes) {
		for (Node node : nodes) {
			long start = (long) Math.floor(node.start() / this.period) * this.period;
			this.points.computeIfAbsent(start, (time) -> new Counts()).add(node);
		}
	}

	/**
	 * Return what was counted.
	 * @return the counts by the second in which their period begins, without those in
	 * which nothing began
	 */
	public SortedMap<Long, Counts> points() {
		return this.points;
	}

}
