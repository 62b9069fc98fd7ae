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

import java.util.ArrayList;
import java.util.List;

/**
 * Durations in buckets that grow with them, ten from one power of ten to the next, whose
 * bounds are round numbers: 1, 1.25, 1.5, 2 milliseconds and so on.
 */
public final class Histogram {

	private static final double SMALLEST = 0.001;

	private static final double[] STEPS = { 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8 };

	private Histogram() {
	}

	/**
	 * Return the buckets of durations.
	 * @param times seconds in ascending order
	 * @return the buckets from the first to the last that is not empty
	 */
	public static List<Bucket> of(double[] times) {
		List<Bucket> buckets = new ArrayList<>();
		int index = 0;
		double from = 0;
		for (int bound = 0; index < times.length; bound++) {
			double to = SMALLEST * Math.pow(10, bound / STEPS.length) * STEPS[bound % STEPS.length];
			int start = index;
			while (index < times.length && times[index] < to) {
				index++;
			}
			if (index > start || !buckets.isEmpty()) {
				buckets.add(new Bucket(from, to, index - start));
			}
			from = to;
		}
		return buckets;
	}

	/**
	 * Return a percentile.
	 * @param times seconds in ascending order
	 * @param percent which, from 0 to 100
	 * @return the smallest duration that so many are not longer than; 0 if there is none
	 */
	public static double percentile(double[] times, double percent) {
		if (times.length == 0) {
			return 0;
		}
		int rank = (int) Math.ceil(percent / 100 * times.length);
		return times[Math.max(0, rank - 1)];
	}

	/**
	 * Durations of about the same length.
	 *
	 * @param from the shortest, in seconds
	 * @param to what all are shorter than, in seconds
	 * @param count how many there are
	 */
	public record Bucket(double from, double to, int count) {

	}

}
