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

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownMessages}.
 */
class KnownMessagesTests {

	@Test
	void messagesOfTheNetworkTellThatAHostCouldNotBeReached() {
		assertThat(KnownMessages.isOfNetwork(new ConnectException(), "Connection refused")).isTrue();
		assertThat(KnownMessages.isOfNetwork(new IOException(), "Read timed out")).isTrue();
		assertThat(KnownMessages.isOfNetwork(new UnknownHostException(), "db.example.com")).isTrue();
		assertThat(KnownMessages.isOfNetwork(new UnknownHostException(), "db: Name or service not known")).isTrue();
	}

	@Test
	void othersMayHoldAnything() {
		assertThat(KnownMessages.isOfNetwork(new IOException(), "Connection refused by hunter2")).isFalse();
		assertThat(KnownMessages.isOfNetwork(new IOException(), "db.example.com")).isFalse();
		assertThat(KnownMessages.isOfNetwork(new IllegalStateException(), "Connection refused")).isFalse();
		assertThat(KnownMessages.isOfNetwork(new UnknownHostException(), "no host: hunter2")).isFalse();
	}

	@Test
	void whatTheJvmSaysOfCodeIsSafe() {
		assertThat(KnownMessages.isSafe(new ArithmeticException(), "/ by zero")).isTrue();
		assertThat(KnownMessages.isSafe(new ConnectException(), "Connection refused")).isTrue();
		assertThat(KnownMessages.isSafe(new NullPointerException(), "Cannot invoke \"String.length()\"")).isTrue();
	}

	@Test
	void whatAnApplicationMaySayIsNot() {
		assertThat(KnownMessages.isSafe(new ArithmeticException(), "hunter2")).isFalse();
		assertThat(KnownMessages.isSafe(new IllegalArgumentException(), "/ by zero")).isFalse();
		assertThat(KnownMessages.isSafe(new NumberFormatException(), "/ by zero")).isFalse();
		assertThat(KnownMessages.isSafe(new java.util.NoSuchElementException(), "No value present")).isFalse();
	}

}
