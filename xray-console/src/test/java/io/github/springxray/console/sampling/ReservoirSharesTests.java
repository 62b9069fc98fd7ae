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
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link ReservoirShares}.
 */
class ReservoirSharesTests {

	@ParameterizedTest
	@CsvSource({ "10, '7', '10'", "10, '100 100', '5 5'", "10, '2 100', '2 8'", "10, '100 2', '8 2'",
			"10, '1 2', '5 5'", "11, '0 9', '1 10'", "1, '5 5 5', '1 0 0'", "0, '5 0', '0 0'",
			"11, '100 100 100', '4 4 3'", "2147483647, '2147483647 2147483647', '1073741824 1073741823'" })
	void followWhatEachClientHad(int size, String demands, String expected) {
		assertThat(ReservoirShares.of(size, numbers(demands), 0))
			.containsExactly(numbers(expected).toArray(Integer[]::new));
	}

	@Test
	void takeTurnsWhereThereIsLessThanOneForEach() {
		List<Integer> demands = List.of(9, 0, 9, 9);
		assertThat(ReservoirShares.of(2, demands, 0)).containsExactly(1, 0, 1, 0);
		assertThat(ReservoirShares.of(2, demands, 1)).containsExactly(0, 0, 1, 1);
		assertThat(ReservoirShares.of(2, demands, 2)).containsExactly(1, 0, 0, 1);
	}

	private static List<Integer> numbers(String text) {
		return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
	}

	@Test
	void areTheReservoirTogetherAndStarveNobodyForWhoHasMore() {
		Random random = new Random(7);
		for (int round = 0; round < 2000; round++) {
			int size = random.nextInt(50);
			List<Integer> demands = random.ints(1 + random.nextInt(8), 0, 40).boxed().toList();
			int[] shares = ReservoirShares.of(size, demands, round);
			assertThat(IntStream.of(shares).sum()).isEqualTo(size);
			for (int i = 0; i < shares.length; i++) {
				for (int share : shares) {
					assertThat(share - 1 <= shares[i] || shares[i] >= demands.get(i)).as("%s of %s", demands, size)
						.isTrue();
				}
			}
		}
	}

}
