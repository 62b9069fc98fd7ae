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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link SecretWords} takes for a word of a language.
 */
class SecretWordsTests {

	@ParameterizedTest
	@ValueSource(strings = { "a1b2", "hunter2", "ab!cd", "pass~word", "\u00e4\u00f6\u00fc1", "aBcDeFgHiJkLmNoP",
			"aBbBbBbBbBbbbbbb", "s3cr3t:txt" })
	void aValueHasSignsOrDigitsWithinOrCaseThatChangesAtWill(String word) {
		assertThat(SecretWords.isLikeValue(word)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a1b", "word", "#word", "word!", "word.word", "aBbBbBbBbbbbbbbb", "aBcDeFgHiJkLmNo",
			"aNameOfSomeClass", "12#34", "1234", "20s", "2024-01-01", "SHA-256", "SHA256", "v1.2", "UTF-8", "oauth2",
			"com.example.A1", "ada1@example.com", "http://a1/b" })
	void aWordIsNoValue(String word) {
		assertThat(SecretWords.isLikeValue(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "not", "NOT", "ist", "\u3040", "\u6f22\u5b57", "\ud7a3" })
	void wordsThatMessagesAreMadeOfAreOrdinary(String word) {
		assertThat(SecretWords.isOrdinary(word)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hunter", "\u303f", "\ud7a4" })
	void otherWordsAreNotOrdinary(String word) {
		assertThat(SecretWords.isOrdinary(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "is", "WAS", "=", "lautet" })
	void someWordsLeadToTheValue(String word) {
		assertThat(SecretWords.isLink(word)).isTrue();
		assertThat(SecretWords.isOwner(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "user", "Account", "by" })
	void someWordsLeadToTheNameOfAnOwner(String word) {
		assertThat(SecretWords.isOwner(word)).isTrue();
		assertThat(SecretWords.isLink(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "-1.5", "30s", "100%", "12345-678", "20240101T120000Z", "2024-01-01",
			"2024-01-01T10:00:00Z" })
	void numbersAndDatesAreNumbers(String word) {
		assertThat(SecretWords.isNumber(word)).isTrue();
		assertThat(SecretWords.isClass(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a7", "7seconds", "x" })
	void otherWordsAreNoNumbers(String word) {
		assertThat(SecretWords.isNumber(word)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example.Token", "a.b.C$D" })
	void namesOfClassesAreKnown(String word) {
		assertThat(SecretWords.isClass(word)).isTrue();
	}

}
