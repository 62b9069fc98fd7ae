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

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UniqueKeys}.
 */
class UniqueKeysTests {

	private final UniqueKeys keys = new UniqueKeys();

	@Test
	void countsKeysThatAreTheSame() {
		assertThat(this.keys.unique("key")).isEqualTo("key");
		assertThat(this.keys.unique("other")).isEqualTo("other");
		assertThat(this.keys.unique("key")).isEqualTo("key_2");
		assertThat(this.keys.unique("key")).isEqualTo("key_3");
		assertThat(this.keys.unique("key_2")).isEqualTo("key_2_2");
	}

	@Test
	void keepsAnyNumberApart() {
		Set<String> unique = new HashSet<>();
		for (int i = 0; i < 100; i++) {
			assertThat(unique.add(this.keys.unique("key" + i % 10))).isTrue();
		}
		assertThat(unique).contains("key0", "key9_10").hasSize(100);
	}

}
