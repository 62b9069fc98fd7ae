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

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.internal.FastIdGenerator;
import com.amazonaws.xray.strategy.IgnoreErrorContextMissingStrategy;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DisabledRecorder}.
 */
@SuppressWarnings("deprecation")
class DisabledRecorderTests {

	private final DisabledRecorder recorder = DisabledRecorder.create();

	@Test
	void whateverIsBegunIsOneSegmentThatRecordsNothing() {
		Segment segment = this.recorder.beginSegment("nobody");
		assertThat(segment).isNotNull();
		assertThat(segment.isRecording()).isFalse();
		assertThat(segment.isSampled()).isFalse();
		TraceID traceId = TraceID.create(this.recorder);
		assertThat(this.recorder.beginSegment("nobody", traceId, null)).isSameAs(segment);
		assertThat(this.recorder.beginSegmentWithSampling("nobody")).isSameAs(segment);
		assertThat(this.recorder.beginNoOpSegment()).isSameAs(segment);
		assertThat(this.recorder.beginNoOpSegment(traceId)).isSameAs(segment);
		assertThat(this.recorder.getCurrentSegment()).isSameAs(segment);
	}

	@Test
	void whatIsCurrentTakesEverythingAndStaysCurrent() {
		Subsegment silent = this.recorder.getCurrentSubsegment();
		assertThat(silent.isRecording()).isFalse();
		assertThat(this.recorder.beginSubsegment("sees")).isSameAs(silent);
		assertThat(this.recorder.getTraceEntity()).isSameAs(silent);
		this.recorder.setTraceEntity(null);
		this.recorder.clearTraceEntity();
		this.recorder.endSubsegment();
		this.recorder.endSegment();
		assertThat(this.recorder.getTraceEntity()).isSameAs(silent);
		assertThat(silent.getParent()).isSameAs(silent);
	}

	/**
	 * A random number of the operating system takes long, for an id that nobody sees.
	 */
	@Test
	void idsAreFastAndAMissingContextIsNoError() {
		assertThat(this.recorder.getIdGenerator()).isInstanceOf(FastIdGenerator.class);
		assertThat(this.recorder.getContextMissingStrategy()).isInstanceOf(IgnoreErrorContextMissingStrategy.class);
	}

	@Test
	void nothingIsSentOrSampled() {
		Segment segment = this.recorder.beginSegment("nobody");
		assertThat(this.recorder.getEmitter().sendSegment(segment)).isFalse();
		assertThat(this.recorder.getEmitter().sendSubsegment(this.recorder.getCurrentSubsegment())).isFalse();
		assertThat(this.recorder.getSamplingStrategy()
			.shouldTrace(new SamplingRequest("service", "host", "/", "GET", "origin"))
			.isSampled()).isFalse();
	}

}
