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

package io.github.springxray.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContentLengths}.
 */
class ContentLengthsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "12 | 12", "' 12 ' | 12", "0 | 0", "'12, 12' | 12", "'12,12,12' | 12", "'12, 13' | -1",
					"'0, 1' | -1", "'12,' | -1", "'' | -1", "-12 | -1", "+12 | -1", "0x12 | -1", "1e3 | -1",
					"twelve | -1", "99999999999999999999 | -1", "1.5 | -1", "\u0661\u0662 | -1" })
	void whatIsNoLengthIsNone(String header, long length) {
		assertThat(ContentLengths.parse(header)).isEqualTo(length);
	}

	@Test
	void someResponsesHaveNoBodyWhateverTheyTell() {
		assertThat(ContentLengths.parse(null)).isEqualTo(-1);
		assertThat(ContentLengths.isBodiless("HEAD", 200)).isTrue();
		assertThat(ContentLengths.isBodiless("GET", 204)).isTrue();
		assertThat(ContentLengths.isBodiless("GET", 304)).isTrue();
		assertThat(ContentLengths.isBodiless(null, 100)).isTrue();
		assertThat(ContentLengths.isBodiless(null, 103)).isTrue();
		assertThat(ContentLengths.isBodiless(null, 99)).isFalse();
		assertThat(ContentLengths.isBodiless("GET", 200)).isFalse();
		assertThat(ContentLengths.isBodiless("POST", 205)).isFalse();
	}

}
