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

package io.github.springxray.context;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SegmentNames}.
 */
class SegmentNamesTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "users", "a_b.c:d/e%f&g#h=i+j\\k-l@m", "with space", "größe", "名前", "١٢٣", "𝒜", "az AZ 09" })
	void keepsLegalNames(String name) {
		assertThat(SegmentNames.sanitize(name)).isSameAs(name);
	}

	@ParameterizedTest
	@CsvSource({ "Outer$Inner,Outer_Inner", "List<String>,List_String_", "'call(a,b)',call_a_b_", "a\"b,a_b",
			"emoji 😀,emoji _", "a|b*c?d!,a_b_c_d_", "$a,_a", "`a{,_a_", "A[,A_", "a;,a_" })
	void replacesWhatIsIllegal(String name, String legal) {
		assertThat(SegmentNames.sanitize(name)).isEqualTo(legal);
	}

	@Test
	void replacesControlCharactersAndHalvesOfPairs() {
		assertThat(SegmentNames.sanitize("a\nb\u0000c\ud800d\udc00")).isEqualTo("a_b_c_d_");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "\t\n" })
	void namesWhatHasNoName(String name) {
		assertThat(SegmentNames.sanitize(name)).isEqualTo("unnamed");
	}

	@Test
	void aServiceIsNamedByItsPropertyOrAsTheApplication() {
		assertThat(SegmentNames.ofService("or$ders", "app")).isEqualTo("or_ders");
		assertThat(SegmentNames.ofService(" ", "a$pp")).isEqualTo("a_pp");
		assertThat(SegmentNames.ofService(null, null)).isEqualTo("application");
		assertThat(SegmentNames.ofService("", "")).isEqualTo("application");
	}

	@Test
	void cutsLongNames() {
		String longest = "x".repeat(200);
		assertThat(SegmentNames.sanitize(longest)).isSameAs(longest);
		assertThat(SegmentNames.sanitize("x".repeat(201))).isEqualTo("x".repeat(200));
		assertThat(SegmentNames.sanitize("$".repeat(201))).isEqualTo("_".repeat(200));
	}

	@Test
	void cutsNoPairInHalf() {
		assertThat(SegmentNames.sanitize("x".repeat(199) + "𝒜" + "y")).startsWith("x".repeat(199))
			.hasSizeLessThanOrEqualTo(200)
			.doesNotContain("\ud835");
	}

}
