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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningContexts}.
 */
class RunningContextsTests {

	private final RunningContexts<String> contexts = new RunningContexts<>();

	@Test
	void hasNothingWhereNoContextRuns() {
		assertThat(this.contexts.latest()).isNull();
		this.contexts.closed("unknown");
		assertThat(this.contexts.latest()).isNull();
	}

	@Test
	void usesTheContextThatStartedLastAndThenTheOneBefore() {
		this.contexts.started("first");
		this.contexts.started("second");
		assertThat(this.contexts.latest()).isEqualTo("second");
		this.contexts.closed("second");
		assertThat(this.contexts.latest()).isEqualTo("first");
		this.contexts.closed("first");
		assertThat(this.contexts.latest()).isNull();
	}

	@Test
	void contextsMayCloseInTheOrderInWhichTheyStarted() {
		this.contexts.started("first");
		this.contexts.started("second");
		this.contexts.closed("first");
		assertThat(this.contexts.latest()).isEqualTo("second");
		this.contexts.closed("second");
		assertThat(this.contexts.latest()).isNull();
	}

	/**
	 * With two contexts, one that starts is also the one before the last.
	 */
	@Test
	void threeContextsMayCloseInAnyOrder() {
		List<String> names = List.of("first", "second", "third");
		for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(0, 2, 1), List.of(1, 0, 2), List.of(1, 2, 0),
				List.of(2, 0, 1), List.of(2, 1, 0))) {
			names.forEach(this.contexts::started);
			List<String> left = new ArrayList<>(names);
			for (int index : order) {
				assertThat(this.contexts.latest()).as(order.toString()).isEqualTo(left.get(left.size() - 1));
				this.contexts.closed(names.get(index));
				left.remove(names.get(index));
			}
			assertThat(this.contexts.latest()).isNull();
		}
	}

	@Test
	void aContextThatClosesTwiceTakesNoOtherAway() {
		this.contexts.started("first");
		this.contexts.started("second");
		this.contexts.started("third");
		this.contexts.closed("second");
		this.contexts.closed("second");
		assertThat(this.contexts.latest()).isEqualTo("third");
		this.contexts.closed("third");
		assertThat(this.contexts.latest()).isEqualTo("first");
	}

}
