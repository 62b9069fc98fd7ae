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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Redactions}.
 */
class RedactionsTests {

	@Test
	void partsAreReplaced() {
		Redactions redactions = new Redactions("abcdef");
		redactions.add(1, 2);
		assertThat(redactions.end()).isEqualTo(2);
		redactions.add(2, 3);
		redactions.add(5, 6);
		assertThat(redactions.end()).isEqualTo(6);
		assertThat(redactions.result()).isEqualTo("a******de***");
	}

	@Test
	void partsThatOverlapAreReplacedOnce() {
		Redactions redactions = new Redactions("abcdef");
		redactions.add(1, 4);
		redactions.add(2, 3);
		redactions.add(3, 5);
		assertThat(redactions.end()).isEqualTo(5);
		assertThat(redactions.result()).isEqualTo("a***f");
	}

	@Test
	void whereNothingIsReplacedTheTextStays() {
		String text = "abc";
		Redactions redactions = new Redactions(text);
		redactions.add(2, 2);
		redactions.add(3, 1);
		assertThat(redactions.end()).isZero();
		assertThat(redactions.result()).isSameAs(text);
	}

}
