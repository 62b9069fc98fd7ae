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

package io.github.springxray.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Plain}.
 */
class PlainTests {

	@Test
	void mapsAreThoseOfTheJdk() {
		assertThat(List.of(new HashMap<>(), new LinkedHashMap<>(), new ConcurrentHashMap<>(), new TreeMap<>(), Map.of(),
				Map.of(1, 2), Map.of(1, 2, 3, 4), Collections.emptyMap(), Collections.singletonMap(1, 2)))
			.allMatch(Plain::isMap);
		assertThat(List.of(new HashMap<>() {
		}, Collections.unmodifiableMap(new HashMap<>()), List.of(), "map")).noneMatch(Plain::isMap);
	}

	@Test
	void collectionsAreThoseOfTheJdk() {
		List<Collection<?>> lists = List.of(new ArrayList<>(), List.of(), List.of(1), List.of(1, 2, 3),
				Arrays.asList(1, 2), Collections.emptyList(), Collections.singletonList(1));
		assertThat(lists).allMatch(Plain::isList).allMatch(Plain::isCollection);
		List<Collection<?>> sets = List.of(new HashSet<>(), new LinkedHashSet<>(), Set.of(), Set.of(1), Set.of(1, 2),
				Collections.newSetFromMap(new ConcurrentHashMap<>()));
		assertThat(sets).allMatch(Plain::isCollection).noneMatch(Plain::isList);
		List<Object> others = List.of(new ArrayList<>() {
		}, Collections.unmodifiableList(new ArrayList<>()), Map.of(), "list");
		assertThat(others).noneMatch(Plain::isList).noneMatch(Plain::isCollection);
	}

	@Test
	void scalarsAreThoseOfTheJdkThatDoNotChange() {
		List<Object> scalars = List.of("text", true, 1, 1L, 1.5, 1.5f, (short) 1, (byte) 1, BigInteger.TEN,
				new BigDecimal("1.50"));
		assertThat(scalars).allMatch(Plain::isScalar).allSatisfy((scalar) -> {
			assertThat(Plain.text(scalar)).isEqualTo(scalar.toString());
			assertThat(Plain.isHuge(scalar)).isFalse();
		});
		List<Object> others = List.of(new AtomicInteger(), new AtomicLong(), new StringBuilder("text"), 'c',
				new BigDecimal("1") {
				}, new BigInteger("1") {
				}, List.of(), Map.of());
		assertThat(others).noneMatch(Plain::isScalar)
			.allSatisfy((other) -> assertThat(Plain.text(other)).isEqualTo(
					"(" + other.getClass().getName() + " not recorded: put after the end, or still in progress)"));
		assertThat(Plain.text(null)).startsWith("(null not recorded");
	}

	@Test
	void numbersWithTooManyDigitsAreNotPrinted() {
		BigInteger longest = BigInteger.ONE.shiftLeft(4096).subtract(BigInteger.ONE);
		BigInteger longer = BigInteger.ONE.shiftLeft(4096);
		assertThat(List.of(longest, new BigDecimal(longest, 7))).allMatch(Plain::isScalar).noneMatch(Plain::isHuge);
		assertThat(List.of(longer, longer.negate().subtract(BigInteger.ONE), new BigDecimal(longer, 7)))
			.noneMatch(Plain::isScalar)
			.allMatch(Plain::isHuge);
		assertThat(Plain.isHuge(longer, 4097)).isFalse();
		assertThat(Plain.isHuge(longer, 4096)).isTrue();
		assertThat(Plain.isHuge("text")).isFalse();
		assertThat(Plain.text(new CapturedJson("Type", "[1]"))).isEqualTo("[1]");
	}

}
