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
 * Tests for how much {@link RecordedText} keeps of a text, and in which form.
 */
class RecordedTextLimitsTests {

	@Test
	void nothingStaysNothing() {
		assertThat(RecordedText.of(null)).isNull();
		assertThat(RecordedText.of("")).isEmpty();
	}

	@Test
	void aLongTextEndsWithAWholeWord() {
		String longest = "word ".repeat(800);
		assertThat(RecordedText.of(longest)).isEqualTo(longest);
		assertThat(RecordedText.of(longest + "y")).isEqualTo(longest.stripTrailing());
		assertThat(RecordedText.of("x" + longest.stripTrailing() + " y")).isEqualTo("x" + longest.stripTrailing());
		assertThat(RecordedText.of("xx" + longest)).isEqualTo("xx" + longest.substring(0, 3_994));
	}

	@Test
	void ofAWordWithoutAnEndTheEndGoes() {
		assertThat(RecordedText.of("x".repeat(5_000))).isEqualTo("x".repeat(3_500));
		assertThat(RecordedText.of(" " + "x".repeat(5_000))).isEqualTo(" " + "x".repeat(3_499));
		assertThat(RecordedText.of("x".repeat(5_000) + " y")).isEqualTo("x".repeat(3_500));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			password&equals;hunter2 | password=***
			pa%73sword=hunter2 | password=***
			pa%2573sword=hunter2 | password=***
			pa%252573sword=hunter2 | password=***
			""")
	void aSecretGoesThoughItIsEncoded(String text, String recorded) {
		assertThat(RecordedText.of(text)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a%20b", "a%2520b", "pa%25252573sword=hunter2", "50% of it", "http://host/a%20b", "/a%20b/c" })
	void whatHoldsNoSecretStaysEncoded(String text) {
		assertThat(RecordedText.of(text)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			see http://ada:hunter2@host/a?b=c now | see http://host/a now
			see //ada:hunter2@host/a now | see //host/a now
			see http%3A%2F%2Fada:hunter2@host/a | see http%3A%2F%2F***
			Illegal character in query at index 9: http:a?b=hunter2 | Illegal character in query at index 9: http:a
			see /a/b?c=hunter2 now | see /a/b now
			see db:80/?c=hunter2 now | see db:80/ now
			see ada:hunter2@host now | see ***@host now
			see /reset/a1b2c3 now | see /reset/*** now
			see jdbc:other:hunter2 now | see jdbc:other:*** now
			JDBC:other:hunter2 | JDBC:other:***
			see JDBC:other:hunter2 | see JDBC:other:***
			""")
	void whereverASecretStandsTheRestStays(String text, String recorded) {
		assertThat(RecordedText.of(text)).isEqualTo(recorded);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			Property 'password' has the invalid value "hunter2" | Property 'password' has the invalid value ***
			Field [pin]: value: 4711 | Field [pin]: value: ***
			Field [password]: value: hunter2 | Field [password]: ***
			Path map[api-token]: got: hunter2 | Path map[api-token]: ***
			Path user.pin[0]: got: 4711 | Path user.pin[0]: got: ***
			Path pins[0]: got: 4711 | Path pins[0]: got: 4711
			'apiKey' was = hunter2 | 'apiKey' was = ***
			'pin' value: a, value: b | 'pin' value: ***
			'seed' value: 4711 | 'seed' value: ***
			'zipcode' value: 4711 | 'zipcode' value: 4711
			"title" value: a | "title" value: a
			'passwordEncoder' value: a | 'passwordEncoder' value: a
			'token.name' value: a | 'token.name' value: a
			value: a | value: a
			""")
	void theValueOfASecretThatIsMentionedGoes(String text, String recorded) {
		assertThat(RecordedText.of(text)).isEqualTo(recorded);
	}

}
