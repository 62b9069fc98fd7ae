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

package io.github.springxray.console.sampling;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits a reservoir among the clients of a rule. None gets more than it had requests
 * while another would get less than it had; what is left after that is split evenly, so
 * that there is room for more requests. Where there is less than one for each, they take
 * turns.
 */
final class ReservoirShares {

	private ReservoirShares() {
	}

	/**
	 * Split a reservoir.
	 * @param size how many requests a second it has
	 * @param demands how many requests a second each client had
	 * @param turn whose turn it is, where they take turns
	 * @return how many each gets, which together are the size
	 */
	static int[] of(int size, List<Integer> demands, long turn) {
		int[] shares = new int[demands.size()];
		int[] modest = IntStream.range(0, shares.length)
			.boxed()
			.sorted(Comparator.comparing(demands::get))
			.mapToInt(Integer::intValue)
			.toArray();
		int rest = size;
		int served = 0;
		while (served < modest.length && demands.get(modest[served]) <= rest / (modest.length - served)) {
			shares[modest[served]] = demands.get(modest[served]);
			rest -= demands.get(modest[served]);
			served++;
		}
		// Who comes first gets what cannot be split
		int[] hungry = (served < modest.length) ? Arrays.copyOfRange(modest, served, modest.length) : modest;
		Arrays.sort(hungry);
		int first = (rest < hungry.length) ? (int) (turn % hungry.length) : 0;
		for (int i = 0; i < hungry.length; i++) {
			shares[hungry[(first + i) % hungry.length]] += rest / hungry.length + ((i < rest % hungry.length) ? 1 : 0);
		}
		return shares;
	}

}
