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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonTroubles}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DaemonTroublesTests {

	private final DaemonTroubles troubles = new DaemonTroubles();

	@Test
	void nothingIsSaidBeforeASegmentWasSent(CapturedOutput output) {
		this.troubles.unanswered("Local rules are followed.");
		this.troubles.unanswered("Local rules are followed.");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void segmentsAndSamplingAreOneLine(CapturedOutput output) {
		this.troubles.unanswered("Local rules are followed.");
		this.troubles.sent();
		this.troubles.refused("/127.0.0.1:2000");
		this.troubles.refused("/127.0.0.1:2000");
		this.troubles.unanswered("Local rules are followed.");
		assertThat(output).containsOnlyOnce("WARN")
			.contains("No X-Ray daemon listens at /127.0.0.1:2000, so segments are lost. Local rules are followed. "
					+ "Start the daemon, ");
	}

	@Test
	void whereNobodyRefusesSegmentsSamplingTellsOnceOneWasSent(CapturedOutput output) {
		this.troubles.sent();
		this.troubles.unanswered("Local rules are followed.");
		this.troubles.unanswered("Local rules are followed.");
		assertThat(output).containsOnlyOnce("WARN").contains("Local rules are followed. Whether the segments");
	}

	@Test
	void aSecondOutageIsToldAgain(CapturedOutput output) {
		this.troubles.sent();
		this.troubles.refused("a");
		assertThat(this.troubles.answered()).isTrue();
		assertThat(this.troubles.answered()).isFalse();
		this.troubles.refused("b");
		assertThat(output).contains("at a, so segments are lost. Start", "at b, so segments are lost. Start");
	}

}
