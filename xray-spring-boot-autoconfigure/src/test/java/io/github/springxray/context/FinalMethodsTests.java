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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FinalMethods}.
 */
class FinalMethodsTests {

	@ParameterizedTest
	@ValueSource(classes = { Declaring.class, Inheriting.class })
	void aFinalMethodIsFoundWhereverItIsDeclared(Class<?> type) {
		assertThat(FinalMethods.find(type)).isNotNull().extracting("name").isEqualTo("last");
	}

	@Test
	void whatNobodyElseCallsIsNone() {
		assertThat(FinalMethods.find(Open.class)).isNull();
		assertThat(FinalMethods.find(Object.class)).isNull();
		assertThat(FinalMethods.find(Runnable.class)).isNull();
	}

	static class Declaring {

		final void last() {
		}

	}

	static class Inheriting extends Declaring {

		void first() {
		}

	}

	static class Open {

		void first() {
			own();
			shared();
		}

		private void own() {
		}

		static void shared() {
		}

	}

}
