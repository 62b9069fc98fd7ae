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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TracingFaults}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TracingFaultsTests {

	private final TracingFaults faults = new TracingFaults();

	@Test
	void eachPlaceIsCountedByItself() {
		this.faults.record("here", null);
		this.faults.record("here", new IllegalStateException());
		this.faults.record("there", null);
		assertThat(this.faults.count("here")).isEqualTo(2);
		assertThat(this.faults.count("there")).isEqualTo(1);
		assertThat(this.faults.count("elsewhere")).isZero();
		assertThat(this.faults.counts()).containsOnlyKeys("here", "there").containsEntry("here", 2L);
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.faults.counts().put("here", 0L));
	}

	@Test
	void onlyTheFirstFaultOfAPlaceIsLogged(CapturedOutput output) {
		this.faults.record("logged once", new IllegalStateException("secret"));
		this.faults.record("logged once", new IllegalStateException("secret"));
		assertThat(output.toString().split("Tracing failed \\(logged once\\)", -1)).hasSize(2);
		assertThat(output).contains("IllegalStateException").doesNotContain("secret");
	}

	@Test
	void furtherFaultsAreLoggedWhereDebugIsOn(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(TracingFaults.class.getName(), LogLevel.DEBUG);
		try {
			this.faults.record("logged often", null);
			this.faults.record("logged often", new UnsupportedOperationException("secret"));
		}
		finally {
			logging.setLogLevel(TracingFaults.class.getName(), null);
		}
		assertThat(output.toString().split("Tracing failed \\(logged often\\)", -1)).hasSize(3);
		assertThat(output).contains("UnsupportedOperationException").doesNotContain("secret");
	}

	@Test
	void whoeverListensIsToldOfEachPlaceOnceOfThoseThatAreKnownTooAndMayFail() {
		this.faults.record("before", null);
		List<String> places = new ArrayList<>();
		this.faults.onPlace((place) -> {
			throw new NoClassDefFoundError("metrics");
		});
		this.faults.onPlace(places::add);
		this.faults.record("before", null);
		this.faults.record("after", null);
		this.faults.record("after", null);
		assertThat(places).containsExactly("before", "after");
		assertThat(this.faults.count("after")).isEqualTo(2);
	}

}
