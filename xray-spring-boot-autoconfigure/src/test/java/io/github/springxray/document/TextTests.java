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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Text}.
 */
class TextTests {

	@Test
	void whatIsCutIsAsLongAsItMayBeWithItsMark() {
		assertThat(Text.cut("abcdef", 6, true)).isEqualTo("abcdef");
		assertThat(Text.cut("abcdef", 5, true)).isEqualTo("abcd\u2026");
		assertThat(Text.cut("abcdef", 5, false)).isEqualTo("abcde");
	}

	@Test
	void noSurrogatePairIsCut() {
		assertThat(Text.cut("abc\ud83d\ude00d", 4, false)).isEqualTo("abc");
		assertThat(Text.cut("abc\ud83d\ude00d", 5, false)).isEqualTo("abc\ud83d\ude00");
		assertThat(Text.cut("abc\ud83d\ude00d", 5, true)).isEqualTo("abc\u2026");
	}

	@ParameterizedTest
	@ValueSource(strings = { "53995c3f42cd8ad8", "0000000000000000", "ffffffffffffffff" })
	void sixteenHexadecimalDigitsAreAnId(String id) {
		assertThat(Text.isId(id)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "53995c3f42cd8ad", "53995c3f42cd8ad8a", "53995c3f42cd8adg", "53995c3f42cd8ad\"",
			"53995c3f42cd8ad\uff18" })
	void anythingElseIsNot(String id) {
		assertThat(Text.isId(id)).isFalse();
	}

	@Test
	void newIdsAreIds() {
		for (int i = 0; i < 1000; i++) {
			assertThat(Text.isId(Text.newId())).isTrue();
		}
	}

}
