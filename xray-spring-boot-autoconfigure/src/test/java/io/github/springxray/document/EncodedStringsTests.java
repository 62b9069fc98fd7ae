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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EncodedStrings}.
 */
class EncodedStringsTests {

	private final AtomicInteger encoded = new AtomicInteger();

	private final EncodedStrings strings = new EncodedStrings((string) -> {
		this.encoded.incrementAndGet();
		return string.getBytes(StandardCharsets.UTF_8);
	});

	@Test
	void encodesAStringOnce() {
		assertThat(this.strings.get("users")).asString().isEqualTo("users");
		assertThat(this.strings.get(new StringBuilder("users").toString())).asString().isEqualTo("users");
		assertThat(this.encoded).hasValue(1);
	}

	@Test
	void tellsStringsWithTheSameHashApart() {
		assertThat("Aa").hasSameHashCodeAs("BB");
		assertThat(this.strings.get("Aa")).asString().isEqualTo("Aa");
		assertThat(this.strings.get("BB")).asString().isEqualTo("BB");
		assertThat(this.strings.get("Aa")).asString().isEqualTo("Aa");
		assertThat(this.encoded).hasValue(2);
	}

	@Test
	void remembersNoMoreThanAFewAndKeepsTheFirst() {
		this.strings.get("first");
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = this.strings.get("name " + i);
			if (bytes != null) {
				assertThat(bytes).asString().isEqualTo("name " + i);
			}
		}
		int before = this.encoded.get();
		assertThat(before).isLessThan(1000);
		assertThat(this.strings.get("first")).asString().isEqualTo("first");
		assertThat(this.encoded).hasValue(before);
	}

	@Test
	void doesNotHoldLongStrings() {
		assertThat(this.strings.get("x".repeat(1000))).isNull();
		assertThat(this.encoded).hasValue(0);
	}

}
