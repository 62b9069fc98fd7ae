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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link KnownTokens} takes for a token.
 */
class KnownTokensTests {

	private static final String RANDOM = "aB1cD2eF3gHijklmnopq";

	@ParameterizedTest
	@ValueSource(strings = { RANDOM, "A0bbbbbb0bbbbbb0bbbb", "Z9bbbbbb9bbbbbb9bbbb", "BBBBBBBBBBBBBBa1a1a1",
			"BBBBBBBBBBBBBBz1z1z1", "1aB2cD3eF4gHijklmnop" })
	void aWordOfBothCasesWithDigitsAllOverIsRandom(String word) {
		assertThat(KnownTokens.isRandom(word)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "aB1cD2eF3gHijklmnop", "aB1cD2eFgHijklmnopqr", "1aB2cD3eFgHijklmnopq",
			"ab1cd2ef3ghijklmnopq", "AB1CD2EF3GHIJKLMNOPQ", "aBcDeFgHiJkLmNoPqRsT", "aB123456789012345678",
			"@[b1b2b3bbbbbbbbbbbbb", "`{B1B2B3BBBBBBBBBBBBB", "aB/bB:bB/bB:bB/bB:bB" })
	void otherWordsAreNot(String word) {
		assertThat(KnownTokens.isRandom(word)).isFalse();
	}

	@Test
	void randomWordsGoAndTheRestStays() {
		assertThat(KnownTokens.replaceIn("got " + RANDOM + " and internationalizations"))
			.isEqualTo("got *** and internationalizations");
		assertThat(KnownTokens.replaceIn("got ghp_0123456789abcdefghij too")).isEqualTo("got *** too");
	}

	@Test
	void wordsThatAreRandomByTheirLookAloneMayStay() {
		assertThat(KnownTokens.withoutRandomIn(RANDOM + " ghp_0123456789abcdefghij")).isEqualTo(RANDOM + " ***");
	}

	@Test
	void aTokenIsFoundWhereverItStands() {
		assertThat(KnownTokens.isIn("a ghp_0123456789abcdefghij b")).isTrue();
		assertThat(KnownTokens.isIn("a " + RANDOM + " b")).isFalse();
	}

}
