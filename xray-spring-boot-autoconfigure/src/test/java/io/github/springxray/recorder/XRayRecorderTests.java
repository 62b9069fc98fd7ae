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

import java.util.List;
import java.util.Set;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContext;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import com.amazonaws.xray.strategy.sampling.NoSamplingStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link XRayRecorder}, with a context that begins and ends by itself and with
 * the one of the SDK.
 */
@SuppressWarnings("deprecation")
class XRayRecorderTests {

	private final Emitter emitter = mock();

	private final SegmentFilter filter = mock();

	private final TracingFaults faults = new TracingFaults();

	private final StreamingStrategy streaming = new DefaultStreamingStrategy(0);

	private final RecordingContext own = mock();

	private final Segment segment = mock();

	private SegmentContext context = this.own;

	private XRayRecorder recorder;

	@BeforeEach
	void build() {
		SegmentContextResolverChain chain = new SegmentContextResolverChain();
		chain.addResolver(() -> this.context);
		this.recorder = (XRayRecorder) BuiltRecorder.of(AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.withStreamingStrategy(this.streaming)
			.withSegmentContextResolverChain(chain)
			.withForcedTraceIdGeneration()
			.withEmitter(this.emitter));
		this.recorder.guard(new SegmentFilters(List.of(this.filter), this.faults), this.faults);
		given(this.filter.filter(any())).willReturn(true);
		given(this.emitter.sendSegment(any())).willReturn(true);
		given(this.emitter.sendSubsegment(any())).willReturn(true);
	}

	@AfterEach
	void clear() {
		ThreadLocalStorage.clear();
	}

	@Test
	void theContextMakesWhatIsBegunWhichSaysWhereTheProcessRuns() {
		TraceID traceId = TraceID.create(this.recorder);
		given(this.own.newSegment(this.recorder, "named", null, null)).willReturn(this.segment);
		given(this.own.newSegment(this.recorder, "called", traceId, "parent")).willReturn(this.segment);
		given(this.segment.isRecording()).willReturn(true);
		assertThat(this.recorder.beginSegment("named")).isSameAs(this.segment);
		verify(this.own).begin(this.recorder, this.segment);
		verify(this.segment).putAllAws(argThat((aws) -> aws.containsKey("xray")));
		verify(this.segment).putAllService(any());
		verify(this.segment, never()).setOrigin(any());
		this.recorder.setOrigin("on-premises");
		assertThat(this.recorder.getOrigin()).isEqualTo("on-premises");
		assertThat(this.recorder.beginSegment("called", traceId, "parent")).isSameAs(this.segment);
		verify(this.own, times(2)).begin(this.recorder, this.segment);
		verify(this.segment).setOrigin("on-premises");
	}

	@Test
	void whatIsNotRecordedSaysNothing() {
		given(this.own.newUnrecordedSegment(any(), any())).willReturn(this.segment);
		assertThat(this.recorder.beginNoOpSegment()).isSameAs(this.segment);
		verify(this.own).newUnrecordedSegment(any(), argThat((traceId) -> !traceId.equals(TraceID.invalid())));
		verify(this.own).begin(this.recorder, this.segment);
		verify(this.segment, never()).putAllAws(any());
		this.recorder.setForcedTraceIdGeneration(false);
		this.recorder.beginNoOpSegment();
		verify(this.own).newUnrecordedSegment(this.recorder, TraceID.invalid());
	}

	@Test
	void theStrategyIsAskedUnlessTheDecisionIsMadeElsewhere() {
		Segment unsampled = mock();
		given(this.own.newSegment(any(), any(), any(), any())).willReturn(this.segment);
		given(this.own.newUnrecordedSegment(any(), any())).willReturn(unsampled);
		this.recorder.setSamplingStrategy(new NoSamplingStrategy());
		assertThat(this.recorder.beginSegmentWithSampling("asked")).isSameAs(unsampled);
		given(this.own.isDecided()).willReturn(true);
		assertThat(this.recorder.beginSegmentWithSampling("decided")).isSameAs(this.segment);
	}

	@Test
	void theContextEndsWhatItHasBegun() {
		Subsegment subsegment = mock();
		this.recorder.endSegment();
		verify(this.own).end(this.recorder);
		this.recorder.endSubsegment(subsegment);
		verify(this.own).end(subsegment);
		assertThatNoException().isThrownBy(() -> this.recorder.endSubsegment(null));
	}

	@Test
	void theContextSendsASegmentThatHasEnded() {
		given(this.segment.isSampled()).willReturn(true);
		given(this.own.send(this.segment)).willReturn(true);
		assertThat(this.recorder.sendSegment(this.segment)).isTrue();
		verify(this.emitter, never()).sendSegment(any());
	}

	@Test
	void whatIsInProgressIsSentAtOnceAndAsOftenAsOneLikes() {
		given(this.segment.isSampled()).willReturn(true);
		given(this.segment.isInProgress()).willReturn(true);
		assertThat(this.recorder.sendSegment(this.segment)).isTrue();
		assertThat(this.recorder.sendSegment(this.segment)).isTrue();
		verify(this.emitter, times(2)).sendSegment(this.segment);
		verify(this.filter, never()).filter(any());
		given(this.emitter.sendSegment(any())).willThrow(IllegalStateException.class);
		assertThat(this.recorder.sendSegment(this.segment)).isFalse();
		assertThat(this.faults.count("emitting a segment")).isOne();
	}

	@Test
	void whatIsNotSampledIsNotSent() {
		Subsegment subsegment = mock();
		given(subsegment.getParentSegment()).willReturn(this.segment);
		assertThat(this.recorder.sendSegment(this.segment)).isFalse();
		assertThat(this.recorder.sendSubsegment(subsegment)).isFalse();
		verify(this.own, never()).send(any());
		verify(this.emitter, never()).sendSegment(any());
		verify(this.emitter, never()).sendSubsegment(any());
	}

	@Test
	void aSubsegmentThatIsSentByHandPassesTheFiltersAndIsSentOnce() {
		Segment parent = ofTheSdk().beginSegment("parent");
		Subsegment subsegment = ofTheSdk().beginSubsegment("child");
		subsegment.end();
		assertThat(this.recorder.sendSubsegment(subsegment)).isTrue();
		assertThat(this.recorder.sendSubsegment(subsegment)).isFalse();
		verify(this.filter).filter(subsegment);
		verify(this.emitter).sendSubsegment(subsegment);
		assertThat(parent.isInProgress()).isTrue();
	}

	@Test
	void theApplicationFindsWhatItHasGiven() {
		assertThat(this.recorder.getEmitter()).isSameAs(this.emitter);
		assertThat(this.recorder.getStreamingStrategy()).isSameAs(this.streaming);
		assertThat(XRayRecorder.ownStreamingOf(this.recorder)).isSameAs(this.streaming);
		assertThat(XRayRecorder.streamingOf(this.recorder)).isInstanceOf(GuardedStreamingStrategy.class);
		Emitter later = mock();
		this.recorder.setEmitter(later);
		assertThat(this.recorder.getEmitter()).isSameAs(later);
		given(this.segment.isSampled()).willReturn(true);
		given(this.segment.isInProgress()).willReturn(true);
		this.recorder.sendSegment(this.segment);
		verify(later).sendSegment(this.segment);
	}

	@Test
	void aRecorderOfTheSdkIsTakenAsItIs() {
		AWSXRayRecorder other = ofTheSdk();
		other.setStreamingStrategy(this.streaming);
		assertThat(XRayRecorder.ownStreamingOf(other)).isSameAs(this.streaming);
		assertThat(XRayRecorder.streamingOf(other)).isSameAs(this.streaming);
		assertThat(XRayRecorder.guardOf(other)).isNull();
		GuardedEmitter guarded = new GuardedEmitter(this.emitter, new SegmentFilters(List.of(), this.faults),
				this.faults);
		other.setEmitter(guarded);
		assertThat(XRayRecorder.guardOf(other)).isSameAs(guarded);
	}

	@Test
	void logGroupsThatAreAddedLaterStandOnTheNextSegment() {
		AWSLogReference reference = new AWSLogReference();
		reference.setLogGroup("/ecs/users");
		given(this.own.newSegment(any(), any(), any(), any())).willReturn(this.segment);
		given(this.segment.isRecording()).willReturn(true);
		this.recorder.beginSegment("before");
		this.recorder.addAllLogReferences(Set.of(reference));
		this.recorder.beginSegment("after");
		verify(this.segment, times(1)).putAllAws(argThat((aws) -> aws.containsKey("cloudwatch_logs")));
	}

	@Test
	void whatTheContextSaysIsCurrentInTheOldWayToo() {
		given(this.own.getTraceEntity()).willReturn(this.segment);
		assertThat(this.recorder.getThreadLocal()).isSameAs(this.segment);
		useTheContextOfTheSdk();
		assertThat(this.recorder.getThreadLocal()).isNull();
	}

	@Test
	void withAContextOfTheSdkAnEmitterThatThrowsHarmsNobodyEither() {
		useTheContextOfTheSdk();
		given(this.emitter.sendSegment(any())).willThrow(IllegalStateException.class);
		Segment begun = this.recorder.beginSegment("sdk");
		assertThat(this.recorder.getTraceEntity()).isSameAs(begun);
		assertThatNoException().isThrownBy(this.recorder::endSegment);
		assertThat(this.recorder.getTraceEntity()).isNull();
		assertThat(begun.isInProgress()).isFalse();
		verify(this.emitter).sendSegment(begun);
		assertThat(this.faults.count("emitting a segment")).isOne();
	}

	@Test
	void withAContextOfTheSdkFiltersLookAtWhatEndsAndItIsSentOnce() {
		useTheContextOfTheSdk();
		Segment begun = this.recorder.beginSegment("sdk", TraceID.create(this.recorder), "53995c3f42cd8ad8");
		assertThat(begun.getParentId()).isEqualTo("53995c3f42cd8ad8");
		Subsegment child = this.recorder.beginSubsegment("child");
		this.recorder.endSubsegment(child);
		assertThat(child.isInProgress()).isFalse();
		this.recorder.endSegment();
		assertThat(this.recorder.sendSegment(begun)).isFalse();
		given(this.own.send(begun)).willReturn(false);
		this.context = this.own;
		assertThat(this.recorder.sendSegment(begun)).isFalse();
		verify(this.filter).filter(begun);
		verify(this.emitter).sendSegment(begun);
	}

	@Test
	void withAContextOfTheSdkASegmentThatIsSentByHandPassesTheFiltersAndIsSentOnce() {
		useTheContextOfTheSdk();
		Segment made = ofTheSdk().beginSegment("by hand");
		made.end();
		assertThat(this.recorder.sendSegment(made)).isTrue();
		assertThat(this.recorder.sendSegment(made)).isFalse();
		verify(this.filter).filter(made);
		verify(this.emitter).sendSegment(made);
	}

	@Test
	void withAContextOfTheSdkWhatIsNotSampledIsNotSent() {
		useTheContextOfTheSdk();
		this.recorder.setSamplingStrategy(new NoSamplingStrategy());
		Segment begun = this.recorder.beginSegmentWithSampling("sdk");
		assertThat(begun.isSampled()).isFalse();
		this.recorder.endSegment();
		Segment silent = this.recorder.beginNoOpSegment(TraceID.create(this.recorder));
		assertThat(this.recorder.getTraceEntity()).isSameAs(silent);
		this.recorder.endSegment();
		verify(this.emitter, never()).sendSegment(any());
	}

	@Test
	void withAContextOfTheSdkTheStreamingStrategyIsGuarded() {
		useTheContextOfTheSdk();
		assertThat(this.recorder.getStreamingStrategy()).isInstanceOf(GuardedStreamingStrategy.class);
		assertThat(this.recorder.getEmitter()).isInstanceOf(GuardedEmitter.class);
		this.context = null;
		assertThat(this.recorder.getEmitter()).isSameAs(this.emitter);
	}

	private void useTheContextOfTheSdk() {
		this.context = new ThreadLocalSegmentContext();
	}

	private static AWSXRayRecorder ofTheSdk() {
		return SdkRecorder.instance;
	}

	/**
	 * Each of them opens a socket.
	 */
	private static final class SdkRecorder {

		private static final AWSXRayRecorder instance = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.build();

	}

}
