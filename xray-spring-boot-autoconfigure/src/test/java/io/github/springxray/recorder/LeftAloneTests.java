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

package io.github.springxray.recorder;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeftAlone}.
 */
class LeftAloneTests {

	private final LeftAlone leftAlone = new LeftAlone();

	@Test
	void whatIsLeftAloneStandsInOrderByKindWithTheFirstReason() {
		this.leftAlone.add("templates", "b", "it is final");
		this.leftAlone.add("templates", "a", "it is a proxy");
		this.leftAlone.add("templates", "b", "later");
		this.leftAlone.add("beans", "c", "it is final");
		assertThat(this.leftAlone.name()).isEqualTo("leftAlone");
		Map<String, ?> described = this.leftAlone.describe();
		assertThat(described.keySet()).map(String::toString).containsExactly("beans", "templates");
		assertThat(described.get("templates")).isEqualTo(
				List.of(Map.of("name", "a", "reason", "it is a proxy"), Map.of("name", "b", "reason", "it is final")));
	}

	@Test
	void ofEachKindFiveHundredAreKept() {
		for (int i = 0; i < 600; i++) {
			this.leftAlone.add("beans", "bean" + i, "it is final");
		}
		assertThat((List<?>) this.leftAlone.describe().get("beans")).hasSize(500);
	}

}
