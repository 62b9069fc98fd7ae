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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.withSettings;

/**
 * Tests for {@link GuardedEmitter}, {@link GuardedStreamingStrategy},
 * {@link SegmentFilters} and {@link Outgoing}, with entities of the SDK.
 */
@SuppressWarnings("deprecation")
class GuardedEmitterTests {

	private static final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withSamplingStrategy(new AllSamplingStrategy())
		.build();

	private final Emitter emitter = mock(withSettings().extraInterfaces(EndAwareEmitter.class, BatchEmitter.class));

	private final SegmentFilter filter = mock();

	private final TracingFaults faults = new TracingFaults();

	private final GuardedEmitter guarded = new GuardedEmitter(this.emitter,
			new SegmentFilters(List.of(this.filter), this.faults), this.faults);

	private final Segment segment = recorder.beginSegment("segment");

	private final Subsegment child = recorder.beginSubsegment("child");

	GuardedEmitterTests() {
		given(this.filter.filter(any())).willReturn(true);
		given(this.emitter.sendSegment(any())).willReturn(true);
		given(this.emitter.sendSubsegment(any())).willReturn(true);
		recorder.setEmitter(this.guarded);
		recorder.clearTraceEntity();
	}

	@AfterEach
	void clear() {
		recorder.setEmitter(mock());
	}

	private Subsegment beneathTheChild(String name) {
		recorder.setTraceEntity(this.child);
		try {
			return recorder.beginSubsegment(name);
		}
		finally {
			recorder.clearTraceEntity();
		}
	}

	@Test
	void theEmitterIsToldOfTheEndAfterTheFilters() {
		this.guarded.beforeEnd(this.segment);
		InOrder order = inOrder(this.filter, this.emitter);
		order.verify(this.filter).filter(this.segment);
		order.verify((EndAwareEmitter) this.emitter).beforeEnd(this.segment);
		assertThat(this.guarded.sendSegment(this.segment)).isTrue();
		verify(this.filter, times(1)).filter(this.segment);
	}

	@Test
	void anEmitterThatFailsToPrepareHarmsNobody() {
		willThrow(IllegalStateException.class).given((EndAwareEmitter) this.emitter).beforeEnd(any());
		this.guarded.beforeEnd(this.segment);
		assertThat(this.faults.counts()).containsOnlyKeys("preparing an entity for its emitter");
	}

	@Test
	void whatHasEndedUnnoticedIsSeenWithWhatItIsAPartOf() {
		Subsegment grandchild = beneathTheChild("grandchild");
		grandchild.end();
		this.guarded.beforeEnd(this.segment);
		verify(this.filter).filter(grandchild);
		verify(this.filter, never()).filter(this.child);
		verify((EndAwareEmitter) this.emitter).beforeEnd(grandchild);
		this.child.setEndTime(0);
		this.child.setInProgress(false);
		this.guarded.beforeEnd(this.segment);
		verify(this.filter).filter(this.child);
		assertThat(this.child.getEndTime()).isCloseTo(System.currentTimeMillis() / 1000d, Offset.offset(60d));
	}

	@Test
	void whatHasAnEndKeepsIt() {
		this.child.setInProgress(false);
		this.child.setEndTime(7);
		this.guarded.beforeEnd(this.segment);
		assertThat(this.child.getEndTime()).isEqualTo(7);
	}

	@Test
	void aSegmentThatAFilterDropsIsKeptBack() {
		given(this.filter.filter(this.segment)).willReturn(false);
		this.guarded.beforeEnd(this.segment);
		assertThat(this.segment.isSampled()).isFalse();
		verify((EndAwareEmitter) this.emitter, never()).beforeEnd(any());
		verify((EndAwareEmitter) this.emitter).keptBack(this.segment, false);
		assertThat(this.guarded.sendSegment(this.segment)).isFalse();
		verify(this.emitter, never()).sendSegment(any());
	}

	@Test
	void aSubsegmentThatAFilterFailsForIsKeptBack() {
		given(this.filter.filter(this.child)).willThrow(IllegalStateException.class);
		assertThat(this.guarded.sendSubsegment(this.child)).isFalse();
		verify((EndAwareEmitter) this.emitter).keptBack(this.child, true);
		assertThat(this.child.isSampled()).isFalse();
		assertThat(this.faults.counts()).containsOnlyKeys("a segment filter");
	}

	@Test
	void anErrorOfTheMachineIsNotSwallowedAndKeepsBackTheEntity() {
		given(this.filter.filter(this.segment)).willThrow(OutOfMemoryError.class);
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> this.guarded.beforeEnd(this.segment));
		verify((EndAwareEmitter) this.emitter).keptBack(this.segment, true);
		assertThat(this.segment.isSampled()).isFalse();
	}

	@Test
	void aStackThatOverflowsInAFilterIsAFaultAsAnyOther() {
		given(this.filter.filter(this.segment)).willThrow(StackOverflowError.class);
		this.guarded.beforeEnd(this.segment);
		assertThat(this.faults.count("a segment filter")).isOne();
	}

	@Test
	void whileAFilterLooksAtAnEntityItIsNotSentAndAfterwardsItIs() {
		List<Boolean> sent = new ArrayList<>();
		given(this.filter.filter(this.segment)).willAnswer((call) -> sent.add(this.guarded.sendSegment(this.segment)));
		this.guarded.beforeEnd(this.segment);
		assertThat(sent).containsExactly(false);
		assertThat(this.guarded.sendSegment(this.segment)).isTrue();
	}

	@Test
	void anEmitterThatFailsHarmsNobody() {
		given(this.emitter.sendSegment(any())).willThrow(IllegalStateException.class);
		given(this.emitter.sendSubsegment(any())).willThrow(IllegalStateException.class);
		assertThat(this.guarded.sendSegment(this.segment)).isFalse();
		assertThat(this.guarded.sendInProgress(this.segment)).isFalse();
		assertThat(this.guarded.sendSubsegment(this.child)).isFalse();
		assertThat(this.faults.count("emitting a segment")).isEqualTo(2);
		assertThat(this.faults.count("emitting a subsegment")).isOne();
	}

	@Test
	void whatTheEmitterSaysIsPassedOn() {
		assertThat(this.guarded.sendInProgress(this.segment)).isTrue();
		given(this.emitter.sendSegment(any())).willReturn(false);
		given(this.emitter.sendSubsegment(any())).willReturn(false);
		assertThat(this.guarded.sendInProgress(this.segment)).isFalse();
		assertThat(this.guarded.sendSegment(this.segment)).isFalse();
		assertThat(this.guarded.sendSubsegment(this.child)).isFalse();
	}

	@Test
	void aSubsegmentIsSentOnce() {
		assertThat(this.guarded.sendSubsegment(this.child)).isTrue();
		assertThat(this.guarded.sendSubsegment(this.child)).isFalse();
		this.guarded.sendSubsegments(List.of(this.child));
		verify((BatchEmitter) this.emitter).sendSubsegments(List.of());
		verify(this.emitter, times(1)).sendSubsegment(this.child);
	}

	@Test
	void subsegmentsLeaveTogetherButForThoseThatAreNotSampledOrKeptBack() {
		Subsegment dropped = beneathTheChild("dropped");
		given(this.filter.filter(dropped)).willReturn(false);
		Subsegment unsampled = beneathTheChild("unsampled");
		unsampled.setSampledFalse();
		this.guarded.sendSubsegments(List.of(this.child, dropped, unsampled));
		verify((BatchEmitter) this.emitter).sendSubsegments(List.of(this.child));
		verify(this.filter, never()).filter(unsampled);
	}

	@Test
	void anEmitterThatFailsForManyHarmsNobody() {
		willThrow(IllegalStateException.class).given((BatchEmitter) this.emitter).sendSubsegments(any());
		this.guarded.sendSubsegments(List.of(this.child));
		assertThat(this.faults.counts()).containsOnlyKeys("emitting subsegments");
	}

	@Test
	void anEmitterOfTheApplicationGetsThemOneByOne() {
		Emitter own = mock();
		GuardedEmitter guarding = new GuardedEmitter(own, new SegmentFilters(List.of(), this.faults), this.faults);
		Subsegment other = beneathTheChild("other");
		assertThat(guarding.isFiltered()).isFalse();
		guarding.beforeEnd(this.child);
		guarding.sendSubsegments(List.of(this.child, other));
		verify(own).sendSubsegment(this.child);
		verify(own).sendSubsegment(other);
	}

	@Test
	void anotherFilterIsNotAskedAboutWhatIsDropped() {
		SegmentFilter second = mock();
		given(this.filter.filter(this.segment)).willReturn(false);
		SegmentFilters filters = new SegmentFilters(List.of(this.filter, second), this.faults);
		List<SegmentFilters.Outcome> kept = new ArrayList<>();
		assertThat(filters.isEmpty()).isFalse();
		assertThat(filters.askOnce(this.segment, (entity, outcome) -> kept.add(outcome)))
			.isEqualTo(SegmentFilters.Outcome.DROPPED);
		assertThat(kept).containsExactly(SegmentFilters.Outcome.DROPPED);
		assertThat(filters.askOnce(this.segment, (entity, outcome) -> kept.add(outcome)))
			.isEqualTo(SegmentFilters.Outcome.KNOWN);
		assertThat(kept).hasSize(1);
		verify(second, never()).filter(any());
	}

	@Test
	void filtersLookOnlyAtWhatIsSampled() {
		Outgoing.announceEnd(this.child);
		verify(this.filter).filter(this.child);
		this.segment.setSampled(false);
		Outgoing.announceEnd(this.segment);
		verify(this.filter, never()).filter(this.segment);
		assertThat(Outgoing.send(this.segment)).isFalse();
		assertThat(Outgoing.isFiltered(recorder)).isTrue();
	}

	@Test
	void aRecorderWithoutFiltersSendsByItsEmitter() {
		Emitter own = mock();
		recorder.setEmitter(own);
		given(own.sendSegment(this.segment)).willReturn(true);
		Outgoing.announceEnd(this.segment);
		assertThat(Outgoing.isFiltered(recorder)).isFalse();
		assertThat(Outgoing.send(this.segment)).isTrue();
		Outgoing.send(this.child);
		verify(own).sendSubsegment(this.child);
		verify(this.filter, never()).filter(any());
	}

	@Test
	void aStrategyIsAskedAfterTheEndOfASubsegmentUnlessItsSegmentHasLeft() {
		StreamingStrategy strategy = mock();
		recorder.setStreamingStrategy(strategy);
		try {
			Outgoing.stream(this.child);
			verify(strategy, never()).streamSome(any(Entity.class), any());
			given(strategy.requiresStreaming(this.segment)).willReturn(true);
			Outgoing.stream(this.child);
			verify(strategy).streamSome(this.segment, this.guarded);
			this.segment.setEmitted(true);
			Departures.of(this.segment).claimLeaving();
			Outgoing.stream(this.child);
			verify(strategy, times(1)).streamSome(any(Entity.class), any());
		}
		finally {
			recorder.setStreamingStrategy(new DefaultStreamingStrategy());
		}
	}

	@Test
	void aStrategyIsNotAskedAboutASegmentThatHasLeft() {
		StreamingStrategy strategy = mock();
		given(strategy.requiresStreaming(this.segment)).willReturn(true);
		GuardedStreamingStrategy guarding = new GuardedStreamingStrategy(strategy, this.faults);
		assertThat(guarding.requiresStreaming(this.segment)).isTrue();
		guarding.streamSome(this.segment, this.emitter);
		verify(strategy).streamSome(any(Entity.class), any());
		Departures.of(this.segment).claimLeaving();
		assertThat(guarding.requiresStreaming(this.segment)).isTrue();
		this.segment.setEmitted(true);
		assertThat(guarding.requiresStreaming(this.segment)).isFalse();
		guarding.streamSome(this.segment, this.emitter);
		verify(strategy, times(1)).streamSome(any(Entity.class), any());
	}

	@Test
	void whatAStrategyHasSentBeforeItFailsIsSent() {
		StreamingStrategy strategy = mock();
		given(strategy.requiresStreaming(any())).willThrow(IllegalStateException.class);
		willAnswer((call) -> {
			assertThat(((Emitter) call.getArgument(1)).sendSubsegment(this.child)).isTrue();
			verify((BatchEmitter) this.emitter, never()).sendSubsegments(any());
			throw new IllegalStateException();
		}).given(strategy).streamSome(any(Entity.class), any());
		GuardedStreamingStrategy guarding = new GuardedStreamingStrategy(strategy, this.faults);
		assertThat(guarding.requiresStreaming(this.segment)).isFalse();
		guarding.streamSome(this.segment, this.emitter);
		verify((BatchEmitter) this.emitter).sendSubsegments(List.of(this.child));
		Emitter own = mock();
		guarding.streamSome(this.segment, own);
		verify(own).sendSubsegment(this.child);
		assertThat(this.faults.count("streaming subsegments")).isEqualTo(3);
		verify((EndAwareEmitter) this.emitter, never()).keptBack(any(), anyBoolean());
	}

}
