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

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LoggedFault}.
 */
class LoggedFaultTests {

	@Test
	void messagesOfTheApplicationAreNotRepeatedAndStacksAre() {
		Exception fault = brokenApplication();
		fault.addSuppressed(new RuntimeException("password=c"));
		String printed = print(LoggedFault.of(fault));
		assertThat(printed).doesNotContain("password")
			.startsWith(IllegalStateException.class.getName() + System.lineSeparator())
			.contains("Caused by: " + RuntimeException.class.getName())
			.contains("at " + LoggedFaultTests.class.getName() + ".brokenApplication");
	}

	@ParameterizedTest
	@MethodSource
	void messagesOfTheJvmAboutFaultsInCodeAreRepeated(Throwable fault) {
		assertThat(LoggedFault.of(fault)).hasToString(fault.getClass().getName() + ": about code");
	}

	static Throwable[] messagesOfTheJvmAboutFaultsInCodeAreRepeated() {
		return new Throwable[] { new NullPointerException("about code"), new ClassCastException("about code"),
				new ArrayIndexOutOfBoundsException("about code"), new NoSuchMethodError("about code") };
	}

	@Test
	void ofNothingThereIsNothing() {
		assertThat(LoggedFault.of(null)).isNull();
	}

	@Test
	void ofManyCausesTheFirstTenAreLogged() {
		Throwable fault = new RuntimeException();
		for (int i = 0; i < 20; i++) {
			fault = new RuntimeException(fault);
		}
		int length = 0;
		for (Throwable logged = LoggedFault.of(fault); logged != null; logged = logged.getCause()) {
			length++;
		}
		assertThat(length).isEqualTo(10);
	}

	@Test
	void anExceptionThatThrowsIsLeftOut() {
		Exception cause = new RuntimeException() {

			@Override
			public StackTraceElement[] getStackTrace() {
				throw new IllegalStateException();
			}

		};
		assertThat(LoggedFault.of(cause)).isNull();
		assertThat(LoggedFault.of(new RuntimeException(cause))).hasToString(RuntimeException.class.getName())
			.hasNoCause();
	}

	private static Exception brokenApplication() {
		return new IllegalStateException("password=a", new RuntimeException("password=b"));
	}

	private static String print(Throwable fault) {
		StringWriter printed = new StringWriter();
		fault.printStackTrace(new PrintWriter(printed, true));
		return printed.toString();
	}

}
