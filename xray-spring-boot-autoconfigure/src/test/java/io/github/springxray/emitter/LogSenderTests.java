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

package io.github.springxray.emitter;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.document.TestEntities;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogSender}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogSenderTests {

	private final LogSender sender = new LogSender();

	private final Segment segment = TestEntities.segment("users");

	@Test
	void logsSegmentsAndSubsegmentsAtInfo(CapturedOutput output) throws Exception {
		Subsegment child = TestEntities.subsegment(this.segment, "child");
		assertThat(TestParcels.send(this.sender, this.segment)).isNull();
		assertThat(TestParcels.send(this.sender, child)).isNull();
		assertThat(output).contains("INFO")
			.contains("io.github.springxray.trace")
			.contains("Trace " + TestEntities.TRACE_ID + " users in progress")
			.contains(" child in progress")
			.contains("(beneath " + this.segment.getId() + ") child");
	}

	@Test
	void logsOneTreeOfWhatIsSplit(CapturedOutput output) throws Exception {
		for (int i = 0; i < 100; i++) {
			TestEntities.subsegment(this.segment, "child").putMetadata("filler", "f".repeat(2000));
		}
		Parcel parcel = TestParcels.parcel(this.segment);
		assertThat(TestParcels.documents(parcel)).hasSizeGreaterThan(1);
		this.sender.send(TestParcels.documents(parcel));
		assertThat(output.getOut().split("Trace 1-", -1)).hasSize(2);
	}

	@Test
	void countsWhatTheLevelKeepsOut(CapturedOutput output) throws Exception {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(LogSender.LOGGER, LogLevel.WARN);
		try {
			assertThat(TestParcels.send(this.sender, this.segment)).isEqualTo("log level");
		}
		finally {
			logging.setLogLevel(LogSender.LOGGER, null);
		}
		assertThat(output).doesNotContain("Trace 1-");
	}

}
