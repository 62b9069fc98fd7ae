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

import java.util.Arrays;

import io.github.springxray.console.document.Node;

/**
 * Counts calls by what became of them, each once, and adds up how long they took.
 */
public final class Counts {

	private long ok;

	private long error;

	private long fault;

	private long throttle;

	private double first = Double.MAX_VALUE;

	private double last;

	private double[] times = {};

	private int timed;

	private double total;

	Counts() {
	}

	void add(Node node) {
		if (node.isFault()) {
			this.fault++;
		}
		else if (node.isThrottle()) {
			this.throttle++;
		}
		else if (node.isError()) {
			this.error++;
		}
		else {
			this.ok++;
		}
		this.first = Math.min(this.first, node.start());
		this.last = Math.max(this.last, node.isInProgress() ? node.start() : node.end());
		if (!node.isInProgress()) {
			time(node.duration());
		}
	}

	private void time(double seconds) {
		if (this.timed == this.times.length) {
			this.times = Arrays.copyOf(this.times, Math.max(8, this.timed * 2));
		}
		this.times[this.timed++] = seconds;
		this.total += seconds;
	}

	/**
	 * Return how many there were.
	 * @return the sum of what follows
	 */
	public long count() {
		return this.ok + this.error + this.fault + this.throttle;
	}

	/**
	 * Return how many went well, or are still on their way.
	 * @return the number
	 */
	public long ok() {
		return this.ok;
	}

	/**
	 * Return how many failed by an error of the caller other than calling too often.
	 * @return the number
	 */
	public long error() {
		return this.error;
	}

	/**
	 * Return how many failed by a fault.
	 * @return the number
	 */
	public long fault() {
		return this.fault;
	}

	/**
	 * Return how many were throttled.
	 * @return the number
	 */
	public long throttle() {
		return this.throttle;
	}

	/**
	 * Return when the first one began.
	 * @return seconds since 1970
	 */
	public double first() {
		return this.first;
	}

	/**
	 * Return when the last one ended.
	 * @return seconds since 1970
	 */
	public double last() {
		return this.last;
	}

	/**
	 * Return how long those that have ended took together.
	 * @return seconds
	 */
	public double total() {
		return this.total;
	}

	/**
	 * Return how long one took.
	 * @return seconds, 0 if none has ended
	 */
	public double average() {
		return (this.timed != 0) ? this.total / this.timed : 0;
	}

	/**
	 * Return how long those that have ended took.
	 * @return seconds in ascending order
	 */
	public double[] times() {
		double[] sorted = Arrays.copyOf(this.times, this.timed);
		Arrays.sort(sorted);
		return sorted;
	}

}
