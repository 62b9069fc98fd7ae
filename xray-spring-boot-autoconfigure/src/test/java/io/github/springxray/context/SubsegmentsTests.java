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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Subsegments} and {@link TraceScope}.
 */
class SubsegmentsTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void scopesThatEndOutOfOrderLeaveNothingBehind() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope first = tracing.subsegments().begin("first");
			TraceScope second = tracing.subsegments().begin("second");
			TraceScope third = tracing.subsegments().begin("third");
			tracing.subsegments().end(first, null);
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.subsegments().end(third, null);
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.subsegments().end(second, null);
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			TraceScope next = tracing.subsegments().begin("next");
			tracing.subsegments().end(next, null);
			tracing.subsegments().end(root, null);
			assertThat(tracing.subsegments().current()).isNull();
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.subsegments()).extracting(RecordedEntity::name).containsExactly("first", "next");
			assertThat(segment.subsegment("second").subsegments()).extracting(RecordedEntity::name)
				.containsExactly("third");
		});
	}

	@Test
	void whatAnotherThreadHasEndedDoesNotBecomeCurrentAgain() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope outer = tracing.subsegments().begin("outer");
			TraceScope inner = tracing.subsegments().begin("inner");
			Thread other = new Thread(() -> tracing.subsegments().end(outer, null));
			other.start();
			other.join();
			tracing.subsegments().end(inner, null);
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.subsegments().end(root, null);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void aScopeBecomesASubsegmentOfWhatIsCurrent() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope outer = tracing.subsegments().begin("outer");
			TraceScope inner = tracing.subsegments().begin("inner");
			tracing.end(inner);
			tracing.end(outer);
			tracing.end(tracing.subsegments().begin("next"));
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
					root
					  outer
					    inner
					  next""");
		});
	}

	/**
	 * Defect of the SDK: ending ends whatever is current on the thread.
	 */
	@Test
	void endingEndsExactlyWhatWasBegunAlthoughTheApplicationLeftOneOpen() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope outer = tracing.subsegments().begin("outer");
			Subsegment forgotten = AWSXRay.beginSubsegment("forgotten");
			tracing.end(outer);
			assertThat(outer.entity().isInProgress()).isFalse();
			assertThat(forgotten.isInProgress()).isTrue();
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.end(root);
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.isInProgress()).isFalse();
			assertThat(segment.subsegment("outer").isInProgress()).isFalse();
			assertThat(segment.subsegment("forgotten").isInProgress()).isTrue();
		});
	}

	/**
	 * Defect of the SDK: its filter ends whatever segment is current on the thread.
	 */
	@Test
	@SuppressWarnings("deprecation")
	void aSegmentEndsExactlyWhatWasBegunAlthoughTheApplicationBeganAnother() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			AWSXRay.clearTraceEntity();
			Segment other = AWSXRay.beginSegment("other");
			tracing.end(root);
			assertThat(other.isInProgress()).isTrue();
			assertThat(tracing.traces().takeSegment()).hasName("root");
			AWSXRay.getGlobalRecorder().setTraceEntity(other);
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment()).hasName("other");
		});
	}

	@Test
	void endingTwiceIsEndingOnce() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope first = tracing.subsegments().begin("first");
			tracing.end(first);
			double endTime = first.entity().getEndTime();
			TraceScope second = tracing.subsegments().begin("second");
			tracing.end(first);
			assertThat(first.entity().getEndTime()).isEqualTo(endTime);
			assertThat(tracing.subsegments().current()).isSameAs(second.entity());
			tracing.end(second);
			tracing.end(root);
			tracing.end(root);
			tracing.end(second);
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("first", "second");
		});
	}

	@Test
	void aScopeMayEndOnAnotherThreadWhichKeepsWhatItHas() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				TraceScope scope = tracing.subsegments().begin("hop");
				tracing.subsegments().detach(scope);
				assertThat(tracing.subsegments().current()).isSameAs(root.entity());
				other.run(() -> {
					TraceScope own = tracing.beginSegment();
					tracing.end(scope);
					assertThat(tracing.subsegments().current()).isSameAs(own.entity());
					tracing.end(own);
				});
				assertThat(scope.entity().isInProgress()).isFalse();
				tracing.end(root);
				assertThat(tracing.traces().takeSegment().subsegments()).isEmpty();
				assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("hop");
			}
		});
	}

	@Test
	void aScopeThatIsNotDetachedLeavesItsThreadWhenThatThreadEndsItAgain() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				TraceScope scope = tracing.subsegments().begin("hop");
				other.run(() -> tracing.end(scope));
				assertThat(tracing.subsegments().current()).isSameAs(scope.entity());
				tracing.end(scope);
				assertThat(tracing.subsegments().current()).isSameAs(root.entity());
				tracing.end(root);
				assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("hop");
			}
		});
	}

	/**
	 * Defect of the SDK: work that outlives its request is reported as an error, and
	 * holds the request back.
	 */
	@Test
	void aSubsegmentThatOutlivesItsSegmentIsSentOnItsOwnOnce() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope late = tracing.subsegments().begin("late");
			tracing.subsegments().detach(late);
			tracing.end(root);
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.isInProgress()).isFalse();
			assertThat(segment.subsegment("late").isInProgress()).isTrue();
			tracing.end(late);
			tracing.end(late);
			assertThat(tracing.traces().takeSubsegment()).hasName("late")
				.hasParentId(segment.id())
				.hasTraceId(segment.traceId())
				.isComplete();
		});
	}

	@Test
	void allThatGoesOnAfterItsSegmentIsSentWhereTheEntityWasBroughtAlong() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			Entity segment = root.entity();
			tracing.end(root);
			String traceId = tracing.traces().takeSegment().traceId();
			try (CurrentEntity current = tracing.subsegments().makeCurrent(segment)) {
				tracing.end(tracing.subsegments().begin("first"));
				tracing.end(tracing.subsegments().begin("second"));
				assertThat(current).isNotNull();
			}
			assertThat(tracing.subsegments().current()).isNull();
			assertThat(tracing.traces().takeSubsegment("first")).hasTraceId(traceId);
			assertThat(tracing.traces().takeSubsegment("second")).hasTraceId(traceId);
		});
	}

	@Test
	void aThreadThatEndsItsSegmentInsideASubsegmentKeepsNothing() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("job");
			TraceScope scope = tracing.subsegments().begin("inside");
			AWSXRay.endSegment();
			tracing.end(scope);
			assertThat(tracing.subsegments().current()).isNull();
			assertThat(tracing.traces().takeSegment()).hasName("job");
			tracing.traces().takeSubsegment("inside");
		});
	}

	@Test
	void childrenOfALateSubsegmentAreSentOnceEach() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope late = tracing.subsegments().begin("late");
			tracing.end(tracing.subsegments().begin("early child"));
			TraceScope openChild = tracing.subsegments().begin("open child");
			tracing.subsegments().detach(openChild);
			tracing.subsegments().detach(late);
			tracing.end(root);
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment).hasTree("""
					root
					  late
					    early child
					    open child""");
			TraceScope lateChild = tracing.subsegments().begin("late child", late.entity());
			tracing.end(openChild);
			tracing.end(lateChild);
			tracing.end(late);
			assertThat(tracing.traces().takeSubsegment()).hasName("open child").hasParentId(late.entity().getId());
			assertThat(tracing.traces().takeSubsegment()).hasName("late child").hasParentId(late.entity().getId());
			assertThat(tracing.traces().takeSubsegment()).hasTree("late").hasParentId(segment.id()).isComplete();
		});
	}

	@Test
	void aCompleteChildWithAnOpenOneIsNotSentAgainWithItsLateParent() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope late = tracing.subsegments().begin("late");
			TraceScope complete = tracing.subsegments().begin("complete");
			TraceScope open = tracing.subsegments().begin("open");
			tracing.subsegments().detach(open);
			tracing.end(complete);
			tracing.subsegments().detach(late);
			tracing.end(root);
			assertThat(tracing.traces().takeSegment().subsegment("complete").isInProgress()).isFalse();
			tracing.end(open);
			assertThat(tracing.traces().takeSubsegment()).hasTree("open").hasParentId(complete.entity().getId());
			tracing.end(late);
			assertThat(tracing.traces().takeSubsegment()).hasTree("late").isComplete();
		});
	}

	@Test
	void nothingIsLateThatBeginsAndEndsWithItsSegmentOpen() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				TraceScope parent = tracing.subsegments().begin("parent");
				tracing.end(parent);
				other.run(() -> tracing.end(tracing.subsegments().begin("after its parent", parent.entity())));
				tracing.end(root);
				assertThat(tracing.traces().takeSegment()).isComplete().hasTree("""
						root
						  parent
						    after its parent""");
			}
		});
	}

	@Test
	@SuppressWarnings("try")
	void makeCurrentIsUndoneWhateverTheWorkLeavesBehind() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				other.run(() -> {
					try (CurrentEntity current = tracing.subsegments().makeCurrent(root.entity())) {
						assertThat(tracing.subsegments().current()).isSameAs(root.entity());
						AWSXRay.beginSubsegment("forgotten");
					}
					assertThat(AWSXRay.getTraceEntity()).isNull();
				});
				tracing.end(root);
				assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("forgotten");
			}
		});
	}

	@Test
	@SuppressWarnings("try")
	void makeCurrentIsUndoneWhereTheEntityIsCurrentAlready() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			try (CurrentEntity current = tracing.subsegments().makeCurrent(root.entity())) {
				AWSXRay.beginSubsegment("forgotten");
			}
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasSubsegmentsExactly("forgotten");
		});
	}

	@Test
	@SuppressWarnings("try")
	void makeCurrentOfNothingHidesWhatIsCurrent() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			try (CurrentEntity none = tracing.subsegments().makeCurrent(null)) {
				assertThat(tracing.subsegments().begin("hidden").isRecording()).isFalse();
			}
			assertThat(tracing.subsegments().current()).isSameAs(root.entity());
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasTree("root");
		});
	}

	@Test
	void aChildOfNothingIsNotRecorded() {
		this.runner.run((tracing) -> {
			TraceScope scope = tracing.subsegments().begin("orphan", null);
			assertThat(scope).isSameAs(TraceScope.none());
			assertThat(scope.isRecording()).isFalse();
			assertThat(scope.entity()).isNull();
			tracing.end(scope);
		});
	}

	@Test
	void namesAreMadeLegal() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.segments().begin("a$b", tracing.segments().newTraceId(), null);
			tracing.end(tracing.subsegments().begin("Outer$Inner(x)"));
			tracing.end(tracing.subsegments().begin(" ", root.entity()));
			tracing.end(root);
			assertThat(tracing.traces().takeSegment()).hasName("a_b")
				.hasSubsegmentsExactly("Outer_Inner_x_", "unnamed");
		});
	}

	@Test
	void timesAreMeasuredInMicrosecondsWhereTheSdkHasMilliseconds() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			boolean micros = false;
			for (int i = 0; i < 50 && !micros; i++) {
				TraceScope scope = tracing.subsegments().begin("timed");
				tracing.end(scope);
				Entity entity = scope.entity();
				assertThat(entity.getEndTime()).isGreaterThanOrEqualTo(entity.getStartTime());
				micros = Math.round(entity.getEndTime() * 1_000_000) % 1000 != 0
						&& Math.round(entity.getStartTime() * 1_000_000) % 1000 != 0;
			}
			assertThat(micros).isTrue();
			tracing.end(root);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void anEndThatTheApplicationHasSetIsKept() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope scope = tracing.subsegments().begin("timed");
			double end = scope.entity().getStartTime() + 5;
			scope.entity().setEndTime(end);
			tracing.end(scope);
			tracing.end(root);
			assertThat(tracing.traces().takeSegment().subsegment("timed").endTime()).isEqualTo(end);
		});
	}

	@Test
	void whatSafelyRunsThrowsNothing() {
		this.runner.runWithFaults((tracing) -> {
			tracing.subsegments().safely("testing", () -> {
				throw new StackOverflowError("in tracing");
			});
			assertThat(tracing.faults().counts()).containsEntry("testing", 1L);
		});
	}

	@Test
	void aRecorderWithoutTheContextOfTheStarterIsServedToo() {
		this.runner.with((runner) -> runner.withBean("own", com.amazonaws.xray.contexts.SegmentContextResolver.class,
				() -> new com.amazonaws.xray.contexts.ThreadLocalSegmentContextResolver()))
			.run((tracing) -> {
				TraceScope root = tracing.beginSegment();
				TraceScope scope = tracing.subsegments().begin("child");
				assertThat(Tracing.subsegment(scope)).isNotInstanceOf(RecordedSubsegment.class);
				tracing.end(scope);
				assertThat(tracing.subsegments().current()).isSameAs(root.entity());
				tracing.end(root);
				assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child");
			});
	}

}
