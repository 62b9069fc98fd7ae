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

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Segments}.
 */
class SegmentsTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void aSegmentOfARequestIsCurrentUntilItEnds() {
		this.runner.run((tracing) -> {
			TraceID traceId = tracing.segments().newTraceId();
			TraceScope scope = tracing.segments().begin("a\nb", traceId, "53995c3f42cd8ad8");
			assertThat(tracing.recorder().getTraceEntity()).isSameAs(scope.entity());
			assertThat(tracing.segments().inLambda()).isFalse();
			tracing.end(scope);
			assertThat(tracing.recorder().getTraceEntity()).isNull();
			tracing.traces().takeSegment().assertThat().hasTraceId(traceId.toString()).hasParentId("53995c3f42cd8ad8");
		});
	}

	@Test
	void whatWasCurrentBeforeIsCurrentAgain() {
		this.runner.run((tracing) -> {
			TraceScope outer = tracing.beginSegment();
			TraceScope inner = tracing.beginSegment();
			tracing.end(inner);
			assertThat(tracing.recorder().getTraceEntity()).isSameAs(outer.entity());
			tracing.end(outer);
			TraceScope later = tracing.beginUnsampled();
			tracing.end(later);
			assertThat(tracing.recorder().getTraceEntity()).isNull();
			tracing.traces().takeSegment();
			tracing.traces().takeSegment();
		});
	}

	@Test
	void anUnsampledSegmentCarriesItsTrace() {
		this.runner.run((tracing) -> {
			TraceID traceId = tracing.segments().newTraceId();
			TraceScope scope = tracing.segments().beginUnsampled(traceId);
			assertThat(scope.isRecording()).isFalse();
			assertThat(tracing.recorder().getCurrentSegment().getTraceId()).isEqualTo(traceId);
			assertThat(tracing.recorder().getCurrentSegment().isSampled()).isFalse();
			tracing.end(scope);
		});
	}

	@Test
	void nothingPropagatesFromWhatIsSilent() {
		this.runner.run((tracing) -> {
			TraceScope scope = tracing.segments().beginSilent();
			assertThat(tracing.recorder().getCurrentSubsegment()).isSameAs(scope.entity());
			assertThat(tracing.recorder().getCurrentSubsegment().shouldPropagate()).isFalse();
			assertThat(scope.entity().getParent()).isSameAs(scope.entity());
			tracing.end(scope);
			assertThat(tracing.recorder().getTraceEntity()).isNull();
		});
	}

	@Test
	void whatIsRecordedLateHasTheStartAndTheIdThatOthersWereTold() {
		this.runner.run((tracing) -> {
			double before = System.currentTimeMillis() / 1000d;
			TraceID traceId = tracing.segments().newTraceId();
			TraceScope awaited = tracing.segments().beginAwaited(traceId);
			assertThat(awaited.isRecording()).isFalse();
			assertThat(awaited.entity().getStartTime()).isCloseTo(before, within(60d));
			String id = awaited.entity().getId();
			assertThat(id).matches("[0-9a-f]{16}").isEqualTo(awaited.entity().getId());
			tracing.end(awaited);
			IllegalStateException error = new IllegalStateException();
			tracing.segments()
				.recordLate(awaited.entity(), "late", "53995c3f42cd8ad8", (segment) -> segment.putAnnotation("key", 1),
						() -> error);
			assertThat(tracing.recorder().getTraceEntity()).isNull();
			tracing.traces()
				.takeSegment()
				.assertThat()
				.hasName("late")
				.hasTraceId(traceId.toString())
				.hasParentId("53995c3f42cd8ad8")
				.hasAnnotation("key", 1)
				.hasException(IllegalStateException.class)
				.satisfies((segment) -> assertThat(segment.id()).isEqualTo(id))
				.satisfies((segment) -> assertThat(segment.startTime()).isCloseTo(awaited.entity().getStartTime(),
						within(0.00001)));
		});
	}

	@Test
	void whatWasToldNobodyGetsAnIdWhenItIsRecordedLate() {
		this.runner.run((tracing) -> {
			Segment silent = Segment.noOp(tracing.segments().newTraceId(), tracing.recorder());
			tracing.segments().recordLate(silent, "late", null, (segment) -> {
			}, () -> null);
			assertThat(tracing.traces().takeSegment().id()).matches("[0-9a-f]{16}");
		});
	}

	@Test
	void aFaultWhileASegmentBeginsIsCountedAndHarmsNobody() {
		AWSXRayRecorder recorder = mock();
		TracingFaults faults = new TracingFaults();
		Entity previous = mock(Segment.class);
		List<Entity> restored = new ArrayList<>();
		given(recorder.getTraceEntity()).willReturn(previous);
		given(previous.getParentSegment()).willReturn((Segment) previous);
		given(recorder.beginSegment(any(), any(), any())).willThrow(IllegalStateException.class);
		given(recorder.getSegmentContextResolverChain()).willAnswer((call) -> {
			restored.add(null);
			return null;
		});
		Segments segments = new Segments(recorder, new Subsegments(recorder, faults), faults, true);
		TraceScope scope = segments.begin("broken", TraceID.invalid(), null);
		assertThat(scope.entity()).isNull();
		assertThat(segments.inLambda()).isTrue();
		assertThat(faults.count("beginning a segment")).isOne();
		assertThat(restored).hasSize(2);
	}

	@Test
	void onlyASegmentOfLambdaTellsOfAnInvocation() {
		this.runner.run((tracing) -> {
			TraceID traceId = tracing.segments().newTraceId();
			Segment plain = new FacadeSegment(tracing.recorder(), traceId, "53995c3f42cd8ad8",
					TraceHeader.SampleDecision.SAMPLED);
			assertThat(Segments.invocationOf(plain)).isNull();
			InvocationSegment invocation = InvocationSegment.of(tracing.recorder(),
					new TraceHeader(traceId, "53995c3f42cd8ad8", TraceHeader.SampleDecision.SAMPLED));
			InvocationTrace trace = Segments.invocationOf(invocation);
			assertThat(trace).isEqualTo(new InvocationTrace(TraceHeader.SampleDecision.SAMPLED, "53995c3f42cd8ad8"));
			assertThat(Segments.invocationHeader()).isNull();
		});
	}

	@Test
	void theTimeIsInSecondsAndNoEndIsBeforeItsStart() {
		double now = TraceClock.now();
		assertThat(now).isCloseTo(System.currentTimeMillis() / 1000d, within(60d));
		assertThat(TraceClock.endOf(now + 1000)).isEqualTo(now + 1000);
		assertThat(TraceClock.endOf(7)).isGreaterThanOrEqualTo(now);
	}

}
