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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for the SDK's static API on top of {@link XRaySegmentContext}.
 */
class StaticApiTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void segmentsAndSubsegmentsAreOneTree() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("one");
			AWSXRay.beginSubsegment("two");
			AWSXRay.endSubsegment();
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					root
					  one
					    two""");
		});
	}

	@Test
	void subsegmentsMayHaveAnyName() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			for (String name : new String[] { null, "", "  ", "a$b", "x".repeat(300) }) {
				assertThatNoException().isThrownBy(() -> AWSXRay.beginSubsegment(name));
				AWSXRay.endSubsegment();
			}
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("unnamed", "unnamed", "unnamed", "a_b",
					"x".repeat(200));
		});
	}

	@Test
	void subsegmentsWithoutASegmentMayHaveAnyName() {
		this.runner.run((tracing) -> assertThatNoException().isThrownBy(() -> AWSXRay.beginSubsegment(null)));
	}

	/**
	 * Defect of the SDK: a segment is held back until its last subsegment ends, and is
	 * lost with one that never does.
	 */
	@Test
	void endingASegmentSendsItWithWhatIsStillOpen() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			AWSXRay.beginSubsegment("forgotten");
			AWSXRay.endSegment();
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.isInProgress()).isFalse();
			assertThat(segment.subsegment("forgotten").isInProgress()).isTrue();
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	/**
	 * Defect of the SDK: the thread on which the last subsegment of a segment ends keeps
	 * it, and passes it on to its next task.
	 */
	@Test
	void aThreadOfAPoolDoesNotPassAnEndedSegmentOnToItsNextTask() {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				Segment segment = AWSXRay.beginSegment("first");
				pool.run(() -> {
					setTraceEntity(segment);
					AWSXRay.beginSubsegment("on the pool");
				});
				AWSXRay.endSegment();
				tracing.traces().takeSegment("first");
				pool.run(AWSXRay::endSubsegment);
				tracing.traces().takeSubsegment("on the pool");
				assertThat(pool.call(AWSXRay::getTraceEntity)).isNull();
			}
		});
	}

	/**
	 * Defect of the SDK, as above.
	 */
	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aThreadThatHoldsAnEndedSegmentBeginsTheNextWithoutIt(CapturedOutput output) {
		this.runner.run((tracing) -> {
			try (OtherThread pool = new OtherThread()) {
				TraceScope first = tracing.beginSegment();
				Entity inner = AWSXRay.beginSubsegment("inner");
				tracing.end(first);
				RecordedEntity firstSegment = tracing.traces().takeSegment();
				pool.run(() -> {
					setTraceEntity(inner);
					TraceScope next = tracing.segments().begin("next", tracing.segments().newTraceId(), null);
					tracing.end(tracing.subsegments().begin("child"));
					tracing.end(next);
					assertThat(AWSXRay.getTraceEntity()).isNull();
				});
				RecordedEntity nextSegment = tracing.traces().takeSegment();
				assertThat(nextSegment).hasName("next").hasParentId(null).hasSubsegmentsExactly("child");
				assertThat(nextSegment.traceId()).isNotEqualTo(firstSegment.traceId());
			}
		});
		assertThat(output).doesNotContain("ERROR");
	}

	/**
	 * Defect of the SDK: its context still has a subsegment that was ended by handle. It
	 * says that it does not touch the context, so what follows has to cope: it neither
	 * ends it again nor ends its parent instead.
	 */
	@Test
	void aSubsegmentThatWasEndedByHandleIsEndedOnceAndLeavesTheThreadWithTheNextCall() {
		this.runner.run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("root");
			Subsegment handle = AWSXRay.beginSubsegment("handle");
			tracing.recorder().endSubsegment(handle);
			double end = handle.getEndTime();
			AWSXRay.endSubsegment();
			assertThat(handle.getEndTime()).isEqualTo(end);
			assertThat(segment.isInProgress()).isTrue();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(segment);
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("handle");
		});
	}

	/**
	 * Defect of the SDK, as above.
	 */
	@Test
	void aSubsegmentThatWasEndedByHandleLeavesTheThreadWithTheScopeAroundIt() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope scope = tracing.subsegments().begin("scope");
			tracing.recorder().endSubsegment(AWSXRay.beginSubsegment("handle"));
			tracing.end(scope);
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					root
					  scope
					    handle""");
		});
	}

	@Test
	void aLateSubsegmentThatIsEndedByHandleSendsNothingElseAgain() {
		this.runner.with("xray.streaming-threshold=2").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.end(tracing.subsegments().begin("one"));
			tracing.end(tracing.subsegments().begin("two"));
			tracing.end(root);
			tracing.traces().takeSegment();
			TraceScope late = tracing.subsegments().begin("late", root.entity());
			TraceScope later = tracing.subsegments().begin("later", root.entity());
			tracing.recorder().endSubsegment(Tracing.subsegment(late));
			tracing.traces().takeSubsegment("late");
			tracing.recorder().endSubsegment(Tracing.subsegment(later));
			tracing.traces().takeSubsegment("later");
		});
	}

	@Test
	void aSegmentThatReplacesAnotherIsEndedAlone() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			AWSXRay.createSegment("job", () -> AWSXRay.createSubsegment("step", () -> {
			}));
			assertThat(tracing.traces().takeSegment()).hasName("job").hasSubsegmentsExactly("step");
			assertThat(root.entity().isInProgress()).isTrue();
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasTree("root");
		});
	}

	@Test
	void endingMoreThanWasBegunHarmsNobody() {
		this.runner.run((tracing) -> {
			AWSXRay.endSubsegment();
			AWSXRay.endSegment();
			Segment segment = AWSXRay.beginSegment("root");
			AWSXRay.endSubsegment();
			assertThat(segment.isInProgress()).isTrue();
			AWSXRay.endSegment();
			AWSXRay.endSegment();
			AWSXRay.endSubsegment();
			assertThat(tracing.traces().takeSegment()).hasTree("root");
		});
	}

	@Test
	void closingEndsLikeTheStaticApi() {
		this.runner.run((tracing) -> {
			try (Segment segment = AWSXRay.beginSegment("root"); Subsegment child = AWSXRay.beginSubsegment("child")) {
				assertThat(child.getParent()).isSameAs(segment);
			}
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child");
		});
	}

	@Test
	void listenersHearOfEverythingOnce() {
		List<String> events = new ArrayList<>();
		this.runner.with((runner) -> runner.withBean("own", SegmentListener.class, () -> new Listening(events)))
			.run((tracing) -> {
				AWSXRay.createSegment("root", () -> AWSXRay.createSubsegment("child", () -> {
				}));
				tracing.traces().takeSegment();
				assertThat(events).containsExactly("begin root", "begin child", "before child", "after child",
						"before root", "after root");
			});
	}

	@Test
	void aListenerThatWasAddedLaterAndThrowsHarmsNobody() {
		this.runner.runWithFaults((tracing) -> {
			tracing.recorder().addSegmentListener(new Throwing());
			TraceScope root = tracing.beginSegment();
			assertThatNoException().isThrownBy(() -> AWSXRay.createSubsegment("child", () -> {
			}));
			TraceScope scope = tracing.subsegments().begin("scope");
			assertThat(scope.isRecording()).isTrue();
			tracing.end(scope);
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child", "scope");
			assertThat(tracing.faults().counts()).containsOnlyKeys("a segment listener");
		});
	}

	@SuppressWarnings("deprecation")
	private static void setTraceEntity(Entity entity) {
		AWSXRay.setTraceEntity(entity);
	}

	private record Listening(List<String> events) implements SegmentListener {

		@Override
		public void onBeginSegment(Segment segment) {
			this.events.add("begin " + segment.getName());
		}

		@Override
		public void onBeginSubsegment(Subsegment subsegment) {
			this.events.add("begin " + subsegment.getName());
		}

		@Override
		public void beforeEndSubsegment(Subsegment subsegment) {
			this.events.add("before " + subsegment.getName());
		}

		@Override
		public void afterEndSubsegment(Subsegment subsegment) {
			this.events.add("after " + subsegment.getName());
		}

		@Override
		public void beforeEndSegment(Segment segment) {
			this.events.add("before " + segment.getName());
		}

		@Override
		public void afterEndSegment(Segment segment) {
			this.events.add("after " + segment.getName());
		}

	}

	private static final class Throwing implements SegmentListener {

		@Override
		public void onSetEntity(Entity previous, Entity entity) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onClearEntity(Entity previous) {
			throw new IllegalStateException("listener");
		}

		@Override
		public void onBeginSubsegment(Subsegment subsegment) {
			throw new NoClassDefFoundError("listener");
		}

		@Override
		public void afterEndSubsegment(Subsegment subsegment) {
			throw new IllegalStateException("listener");
		}

	}

}
