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
 * Tests for where {@link ValueEnd} sees the end of a value.
 */
class ValueEndTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			a=hunter2 and more | hunter2 and more
			a="x y" z | "x y"
			a="x" | "x"
			a="x | "x
			a="x\\"y" z | "x\\"y"
			a="x\\\\" z | "x\\\\"
			a="x\\\\\\"y" z | "x\\\\\\"y"
			a='it''s' z | 'it''s'
			a=\\"x\\" z | \\"x\\"
			a=\\"x\\\\\\"y\\" z | \\"x\\\\\\"y\\"
			a=N'x y' z | N'x y'
			a=N"x y" z | N"x y"
			a=1'x' z | 1'x' z
			a=N | N
			a={x y} z | {x y}
			a={x "}" y} z | {x "}" y}
			a={x "} z | {x "} z
			a=[x] | [x]
			a=[x | [x
			a="x"y z | "x"y z
			a=[x]y z | [x]y z
			a=\\ | \\
			""")
	void aValueEndsWithWhatItBeganWithOrWithItsClause(String text, String value) {
		assertThat(valueIn(text)).isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			(a=x) y | x
			(a=x(y)) z | x(y)
			(a=x)y | x)y
			(a=x) | x
			{a=x, b=y} | x, b=y
			say "a=xy" z | xy
			(a=)] | ^^
			(a=x]) y | x]
			""")
	void whatWasOpenBeforeAValueEndsIt(String text, String value) {
		assertThat(valueIn(text)).isEqualTo(value);
	}

	@Test
	void aClauseEndsWithItsLine() {
		assertThat(valueIn("a=x y\nz")).isEqualTo("x y");
		assertThat(valueIn("a=x y\rz")).isEqualTo("x y");
		assertThat(valueIn("a=\nz")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			a=hunter2 and more | hunter2
			a=hunter2. | hunter2
			a=hunter2.! | hunter2
			a=! | !
			a=!! | !
			(a=x) y | x
			(a=x(y)z) y | x(y)z
			a=x | x
			""")
	void aWordEndsWithABlankAndWithoutTheSignsOfASentence(String text, String value) {
		int start = text.indexOf('=') + 1;
		assertThat(text.substring(start, ValueEnd.ofWord(text, start, openAt(text, start)))).isEqualTo(value);
	}

	private static String valueIn(String text) {
		int start = text.indexOf('=') + 1;
		return text.substring(start, ValueEnd.of(text, start, openAt(text, start)));
	}

	private static OpenBrackets openAt(String text, int index) {
		OpenBrackets open = new OpenBrackets(text);
		open.advanceTo(index);
		return open;
	}

}
