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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for what {@link Endings} does with segments that the SDK has made.
 */
class EndingsTests {

	private final Emitter emitter = mock();

	private final TracingFaults faults = new TracingFaults();

	private final Endings endings = new Endings(new Listeners(this.faults), this.faults);

	private final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(this.emitter)
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	private final Segment segment = new SegmentImpl(this.recorder, "sdk");

	@Test
	void aSegmentIsEndedAndSentOnce() {
		given(this.emitter.sendSegment(this.segment)).willReturn(true);
		assertThat(this.endings.send(this.segment)).isTrue();
		assertThat(this.segment.isInProgress()).isFalse();
		assertThat(this.segment.isEmitted()).isTrue();
		assertThat(this.segment.getEndTime()).isGreaterThanOrEqualTo(this.segment.getStartTime());
		assertThat(Entities.lockOf(this.segment).isLocked()).isFalse();
		assertThat(this.endings.send(this.segment)).isFalse();
		this.endings.finish(this.segment);
		verify(this.emitter).sendSegment(this.segment);
	}

	@Test
	void whatTheEmitterRefusesWasNotSent() {
		assertThat(this.endings.send(this.segment)).isFalse();
		assertThat(this.segment.isEmitted()).isTrue();
	}

	@Test
	void anEndThatWasSetStays() {
		double end = this.segment.getStartTime() + 5;
		this.segment.setEndTime(end);
		this.endings.finish(this.segment);
		assertThat(this.segment.getEndTime()).isEqualTo(end);
	}

	@Test
	void aSubsegmentIsEndedOnceAndItsSegmentGoesWithTheLast() {
		Subsegment child = new SubsegmentImpl(this.recorder, "child", this.segment);
		this.segment.addSubsegment(child);
		this.segment.end();
		this.endings.finish(child, true);
		assertThat(child.isInProgress()).isFalse();
		this.endings.finish(child, true);
		verify(this.emitter, times(1)).sendSegment(this.segment);
		assertThat(this.faults.counts()).isEmpty();
	}

}
