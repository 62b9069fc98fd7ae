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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link OpenBrackets} takes for the end of something that was open.
 */
class OpenBracketsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			f(a | )
			f[a | ]
			f{a | }
			<a | >
			((a) | )
			)(a | )
			say "a | "
			"a" "b | "
			say 'a | '
			it's 'a | '
			'a' 'b | '
			""")
	void whatIsOpenIsClosed(String text, char c) {
		assertThat(open(text).isClosedBy(c, 0)).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			f(a | ]
			f(a) | )
			f(a)) | )
			"a" | "
			'a' | '
			it's | '
			a | b
			(a | "
			""")
	void whatIsNotOpenIsNotClosed(String text, char c) {
		assertThat(open(text).isClosedBy(c, 0)).isFalse();
	}

	@Test
	void whatWasOpenedSinceIsClosedFirst() {
		assertThat(open("f(a").isClosedBy(')', 1)).isFalse();
	}

	@Test
	void quotesEndWithTheirLine() {
		assertThat(open("\"a\n").isClosedBy('"', 0)).isFalse();
		assertThat(open("'a\n").isClosedBy('\'', 0)).isFalse();
		assertThat(open("(a\n").isClosedBy(')', 0)).isTrue();
	}

	@Test
	void readingGoesOnWhereItStopped() {
		OpenBrackets open = new OpenBrackets("a(b)c");
		open.advanceTo(1);
		assertThat(open.isClosedBy(')', 0)).isFalse();
		open.advanceTo(3);
		assertThat(open.isClosedBy(')', 0)).isTrue();
		open.advanceTo(4);
		assertThat(open.isClosedBy(')', 0)).isFalse();
	}

	@Test
	void anApostropheStandsBetweenLetters() {
		assertThat(OpenBrackets.isApostrophe("it's", 2)).isTrue();
		assertThat(OpenBrackets.isApostrophe("a's", 1)).isTrue();
		assertThat(OpenBrackets.isApostrophe("'s", 0)).isFalse();
		assertThat(OpenBrackets.isApostrophe("s'", 1)).isFalse();
		assertThat(OpenBrackets.isApostrophe("1's", 1)).isFalse();
		assertThat(OpenBrackets.isApostrophe("s'1", 1)).isFalse();
	}

	private static OpenBrackets open(String text) {
		OpenBrackets open = new OpenBrackets(text);
		open.advanceTo(text.length());
		return open;
	}

}
