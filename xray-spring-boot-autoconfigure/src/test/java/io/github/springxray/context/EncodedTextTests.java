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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link EncodedText} decodes.
 */
class EncodedTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			%41%3d%C3%BCx | A=\u00fcx
			\\u0041\\x42 | AB
			a\\/b\\"c\\\\d | a/b"c\\d
			&quot;a&apos; | "a'
			&lt;a&gt; | <a>
			a&amp;b&nbsp;c | a&b c
			a&equals;b&colon;c | a=b:c
			&#65;&#x42; | AB
			\uff50\uff57\uff44 | pwd
			""")
	void everyEncodingIsDecoded(String encoded, String decoded) {
		assertThat(EncodedText.decode(encoded)).isEqualTo(decoded);
	}

	@Test
	void escapesOfLinesAndTabsAreDecoded() {
		assertThat(EncodedText.decode("a\\nb\\rc\\td")).isEqualTo("a\nb\rc\td");
	}

	@Test
	void signsThatNobodySeesGo() {
		assertThat(EncodedText.decode("p\u00ada\u200bs\u2060s\ufeff")).isEqualTo("pass");
	}

	@ParameterizedTest
	@ValueSource(strings = { "plain", "50% of it", "a & b", "&unknown;", "\\q", "\u00fc" })
	void whatIsNotEncodedStays(String text) {
		assertThat(EncodedText.decode(text)).isEqualTo(text);
	}

	@Test
	void aFewOfManyMarksAreLeft() {
		assertThat(EncodedText.withoutManyMarks("a" + "\u0301".repeat(9) + "b"))
			.isEqualTo("a" + "\u0301".repeat(4) + "b");
	}

}
