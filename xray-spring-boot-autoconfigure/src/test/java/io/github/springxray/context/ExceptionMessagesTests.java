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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExceptionMessages}.
 */
class ExceptionMessagesTests {

	private final IllegalStateException cause = new IllegalStateException("no row 4711");

	private final IllegalArgumentException effect = new IllegalArgumentException("failed: no row 4711", this.cause);

	private final List<Throwable> chain = ExceptionMessages.chainOf(this.effect, 20);

	@Test
	void aChainIsTheExceptionAndItsCauses() {
		assertThat(this.chain).containsExactly(this.effect, this.cause);
		assertThat(ExceptionMessages.chainOf(this.effect, 1)).containsExactly(this.effect);
		assertThat(ExceptionMessages.chainOf(this.effect, 2)).hasSize(2);
	}

	@Test
	void aChainThatIsACircleEnds() {
		IllegalStateException first = new IllegalStateException();
		first.initCause(new IllegalStateException(first));
		assertThat(ExceptionMessages.chainOf(first, 20)).hasSize(2);
	}

	@Test
	void allMessagesAreKeptButForSecrets() {
		assertThat(of(RecordMessages.ALL)).containsExactly("failed: no row 4711", "no row 4711");
		assertThat(new ExceptionMessages(RecordMessages.ALL, List.of())
			.of(List.of(new IllegalStateException("password=hunter2")))).containsExactly("password=***");
	}

	@Test
	void noneIsKeptWhereNoneIsWanted() {
		assertThat(of(RecordMessages.NONE)).containsExactly(null, null);
	}

	@Test
	void whereOnlySafeOnesAreKeptTheirFormIsKnownToHoldNoValue() {
		assertThat(of(RecordMessages.SAFE)).containsExactly(null, null);
		assertThat(
				new ExceptionMessages(RecordMessages.SAFE, List.of()).of(List.of(new ArithmeticException("/ by zero"))))
			.containsExactly("/ by zero");
	}

	@Test
	void aFilterThatAnswersForAnExceptionMakesItSafe() {
		assertThat(of(RecordMessages.SAFE, new ValueFree(this.cause))).containsExactly(null, "no row 4711");
		assertThat(of(RecordMessages.SAFE, (throwable, before, message) -> message)).containsExactly(null, null);
	}

	@Test
	void whatAFilterTakesOutOfACauseIsNotLeftInItsEffects() {
		assertThat(of(RecordMessages.ALL,
				(throwable, before, message) -> (throwable == this.cause) ? "no row ?" : message))
			.containsExactly("failed: no row ?", "no row ?");
		assertThat(of(RecordMessages.ALL, (throwable, before, message) -> (throwable == this.cause) ? null : message))
			.containsExactly("failed: java.lang.IllegalStateException", null);
	}

	@Test
	void veryShortMessagesAreInOthersByChance() {
		for (String message : List.of("row", "rows")) {
			IllegalStateException inner = new IllegalStateException(message);
			List<Throwable> both = List.of(new IllegalStateException("no rows", inner), inner);
			List<@Nullable String> kept = new ExceptionMessages(RecordMessages.ALL,
					List.of((throwable, before, text) -> (throwable == inner) ? "x" : text))
				.of(both);
			assertThat(kept).containsExactly((message.length() < 4) ? "no rows" : "no x", "x");
		}
	}

	@Test
	void aFilterSeesWhatTheOneBeforeItHasLeft() {
		assertThat(new ExceptionMessages(RecordMessages.ALL,
				List.of((throwable, before, message) -> message + "!", (throwable, before, message) -> message + "?"))
			.of(List.of(this.cause))).containsExactly("no row 4711!?");
	}

	@Test
	void aFilterIsToldWhatAnExceptionIsTheCauseOf() {
		List<@Nullable Throwable> effects = new ArrayList<>();
		of(RecordMessages.ALL, (throwable, before, message) -> {
			effects.add(before);
			return message;
		});
		assertThat(effects).containsExactly(null, this.effect);
	}

	@Test
	void ofAFilterThatFailsNothingIsKept() {
		assertThat(of(RecordMessages.ALL, (throwable, before, message) -> {
			throw new IllegalStateException("filter");
		})).containsExactly(null, null);
	}

	@Test
	void anExceptionWithoutAMessageHasNone() {
		assertThat(new ExceptionMessages(RecordMessages.ALL, List.of((throwable, before, message) -> "made up"))
			.of(List.of(new IllegalStateException()))).containsExactly((String) null);
	}

	private List<@Nullable String> of(RecordMessages recorded, ExceptionMessageFilter... filters) {
		return new ExceptionMessages(recorded, List.of(filters)).of(this.chain);
	}

	private record ValueFree(Throwable known) implements ValueFreeMessages {

		@Override
		public boolean answersFor(Throwable throwable, List<Throwable> effects) {
			return throwable == this.known;
		}

		@Override
		public @Nullable String filter(Throwable throwable, @Nullable Throwable effect, @Nullable String message) {
			return message;
		}

	}

}
