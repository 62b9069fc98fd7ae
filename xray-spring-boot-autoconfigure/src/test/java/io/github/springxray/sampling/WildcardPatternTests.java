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

package io.github.springxray.sampling;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WildcardPattern}.
 */
class WildcardPatternTests {

	@ParameterizedTest
	@CsvSource({ "*, /anything, true", "/api/*, /api/, true", "/api/*, /api/users/1, true", "/api/*, /apis, false",
			"/api/?, /api/1, true", "/api/?, /api/12, false", "/api/?, /api/, false", "GET, get, true",
			"get, GET, true", "GET, POST, false", "*.example.com, www.EXAMPLE.com, true",
			"*.example.com, example.com, false", "/a*b*c, /aXXbYYc, true", "/a*b*c, /aXXbYY, false",
			"**, /anything, true", "/a**, /a, true", "a+b, a+b, true", "a+b, aab, false", "[ab], a, false",
			"/caf\u00c9, /caf\u00e9, true", "*a*a*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaa, false" })
	void asteriskIsAnyTextAndQuestionMarkOneCharacterAndCaseIsIgnored(String pattern, String text, boolean expected) {
		assertThat(WildcardPattern.of(pattern).matches(text)).isEqualTo(expected);
	}

	@Test
	void whatIsNotKnownFitsOnlyAPatternForEverything() {
		assertThat(WildcardPattern.of("*").matches(null)).isTrue();
		assertThat(WildcardPattern.of("**").matches(null)).isTrue();
		assertThat(WildcardPattern.of("?*").matches(null)).isFalse();
		assertThat(WildcardPattern.of("").matches(null)).isFalse();
	}

	@Test
	void agreesWithRegularExpressions() {
		Random random = new Random(1);
		for (int i = 0; i < 100_000; i++) {
			String pattern = text(random, "ab*?", 6);
			String text = text(random, "aB", 8);
			String regex = pattern.replace("*", ".*").replace('?', '.');
			assertThat(WildcardPattern.of(pattern).matches(text)).as("%s for %s", pattern, text)
				.isEqualTo(Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches());
		}
	}

	@Test
	void longTextsTakeNoExponentialTime() {
		String pattern = "*a".repeat(60) + "b";
		assertThat(WildcardPattern.of(pattern).matches("a".repeat(8_000))).isFalse();
	}

	private static String text(Random random, String alphabet, int maxLength) {
		StringBuilder text = new StringBuilder();
		for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
			text.append(alphabet.charAt(random.nextInt(alphabet.length())));
		}
		return text.toString();
	}

}
