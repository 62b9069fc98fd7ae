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

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogEmitter}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogEmitterTests {

	private final TracingFaults faults = new TracingFaults();

	private final LogEmitter emitter = new LogEmitter(this.faults);

	private final Segment segment = TestEntities.segment("users");

	@Test
	void logsSegmentsAndSubsegmentsAtInfo(CapturedOutput output) {
		Subsegment child = TestEntities.subsegment(this.segment, "child");
		assertThat(this.emitter.sendSegment(this.segment)).isTrue();
		assertThat(this.emitter.sendSubsegment(child)).isTrue();
		assertThat(output).contains("INFO")
			.contains("io.github.springxray.trace")
			.contains("Trace " + TestEntities.TRACE_ID + " users in progress")
			.contains(" child in progress")
			.contains("(beneath " + this.segment.getId() + ") child");
	}

	@Test
	void countsWhatCannotBeLogged() {
		assertThat(this.emitter.sendSegment(null)).isFalse();
		assertThat(this.faults.counts()).containsEntry("logging a trace", 1L);
	}

}
