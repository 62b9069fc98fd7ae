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
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.StaticApplicationContext;

import io.github.springxray.recorder.ContextMissing;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for what {@link Subsegments} makes of a recorder that fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class SubsegmentsFaultTests {

	private final AWSXRayRecorder recorder = mock();

	private final SegmentContext context = mock();

	private final TracingFaults faults = new TracingFaults();

	private final Subsegments subsegments = new Subsegments(this.recorder, this.faults);

	private final Segment segment = mock();

	SubsegmentsFaultTests() {
		SegmentContextResolverChain chain = mock();
		given(chain.resolve()).willReturn(this.context);
		given(this.recorder.getSegmentContextResolverChain()).willReturn(chain);
		given(this.segment.getParentSegment()).willReturn(this.segment);
		given(this.segment.isRecording()).willReturn(true);
		given(this.segment.isSampled()).willReturn(true);
	}

	@Test
	void nothingIsCurrentWhereThatCannotBeRead() {
		given(this.recorder.getTraceEntity()).willThrow(IllegalStateException.class);
		assertThat(this.subsegments.current()).isNull();
		assertThat(this.faults.count("reading the current entity")).isOne();
	}

	@Test
	@SuppressWarnings("deprecation")
	void whatCannotBeginLeavesWhatIsCurrent() {
		given(this.recorder.getTraceEntity()).willReturn(this.segment);
		given(this.recorder.beginSubsegment(any())).willThrow(IllegalStateException.class);
		assertThat(this.subsegments.begin("broken")).isSameAs(TraceScope.none());
		assertThat(this.faults.count("beginning a subsegment")).isOne();
		verify(this.context).setTraceEntity(this.segment);
	}

	@Test
	void whatTheApplicationWantsToFailFails() {
		given(this.recorder.beginSubsegment(any())).willThrow(new SegmentNotFoundException("none"));
		assertThatExceptionOfType(SegmentNotFoundException.class).isThrownBy(() -> this.subsegments.begin("orphan"));
		assertThat(this.faults.counts()).isEmpty();
	}

	@Test
	void aChildThatCannotBeginIsNone() {
		given(this.recorder.getSegmentContextResolverChain()).willThrow(IllegalStateException.class);
		assertThat(this.subsegments.begin("broken", this.segment)).isSameAs(TraceScope.none());
		assertThat(this.faults.count("beginning a subsegment")).isOne();
		assertThat(this.subsegments.begin("child", null)).isSameAs(TraceScope.none());
	}

	@Test
	void whatCannotBeEndedLeavesTheThread() {
		Subsegment subsegment = mock();
		given(subsegment.isRecording()).willReturn(true);
		given(subsegment.getParentSegment()).willReturn(this.segment);
		willThrow(IllegalStateException.class).given(subsegment).addException(any());
		willThrow(IllegalStateException.class).given(this.recorder).endSubsegment(any());
		given(this.recorder.getTraceEntity()).willReturn(subsegment);
		this.subsegments.end(TraceScope.current(subsegment, this.segment), new IllegalArgumentException());
		assertThat(this.faults.count("recording an exception")).isOne();
		assertThat(this.faults.count("ending a segment or subsegment")).isOne();
	}

	@Test
	@SuppressWarnings("deprecation")
	void whatCannotBeSetIsCounted() {
		willThrow(IllegalStateException.class).given(this.context).setTraceEntity(any());
		this.subsegments.makeCurrent(this.segment);
		assertThat(this.faults.count("setting the current entity")).isOne();
		Carried.clear();
	}

	@Test
	void aCallOutsideOfASegmentIsLoggedWhereTheStarterDecidesAboutThat(CapturedOutput output) {
		this.subsegments.outside("A call of nobody");
		StaticApplicationContext application = new StaticApplicationContext();
		ReportingContextMissingStrategy strategy = new ReportingContextMissingStrategy(ContextMissing.LOG);
		strategy.setApplicationContext(application);
		strategy.onApplicationEvent(new ContextRefreshedEvent(application));
		given(this.recorder.getContextMissingStrategy()).willReturn(strategy);
		this.subsegments.outside("A call of somebody");
		assertThat(output).contains("A call of somebody is in no trace").doesNotContain("of nobody");
	}

	@Test
	void aSegmentOfAnotherContextIsEndedAndSentOnce() {
		given(this.segment.end()).willReturn(true, false);
		this.subsegments.end(TraceScope.detached(this.segment), null);
		this.subsegments.end(TraceScope.detached(this.segment), null);
		verify(this.recorder).sendSegment(this.segment);
		Subsegment subsegment = mock();
		this.subsegments.end(TraceScope.detached(subsegment), null);
		verify(this.recorder).endSubsegment(subsegment);
	}

}
