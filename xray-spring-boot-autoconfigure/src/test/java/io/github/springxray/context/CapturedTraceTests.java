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

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.recorder.Departures;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CapturedTrace}, and for what is captured by Micrometer.
 */
@SuppressWarnings("try")
class CapturedTraceTests {

	private static final double TOO_LATE = TimeUnit.MINUTES.toSeconds(CapturedTrace.MAX_MINUTES + 1);

	private final TracingRunner runner = new TracingRunner();

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	@Test
	void capturesNothingWhereNothingIsCurrent() {
		this.runner.run((tracing) -> assertThat(CapturedTrace.capture()).isNull());
		assertThat(CapturedTrace.capture()).isNull();
	}

	@Test
	void isCurrentElsewhereWhileItIsOpen() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginSegment();
				TraceScope outer = tracing.subsegments().begin("outer");
				CapturedTrace captured = captured();
				other.run(() -> {
					try (CurrentEntity current = captured.makeCurrent()) {
						assertThat(AWSXRay.getTraceEntity()).isSameAs(outer.entity());
						AWSXRay.createSubsegment("there", () -> {
						});
					}
					assertThat(AWSXRay.getTraceEntity()).isNull();
				});
				tracing.end(outer);
				tracing.end(root);
				assertThat(tracing.traces().takeSegment().subsegment("outer")).hasSubsegmentsExactly("there");
			}
		});
	}

	@Test
	void ofWhatHasLeftItKeepsTheIdsAndNotTheTree() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope outer = tracing.subsegments().begin("outer");
			CapturedTrace captured = captured();
			WeakReference<Entity> segment = new WeakReference<>(root.entity());
			WeakReference<Entity> subsegment = new WeakReference<>(outer.entity());
			tracing.end(outer);
			tracing.end(root);
			root = TraceScope.none();
			outer = TraceScope.none();
			RecordedEntity sent = tracing.traces().takeSegment();
			GarbageCollection.awaitCollectionOf(segment);
			GarbageCollection.awaitCollectionOf(subsegment);
			assertComesBeneath(tracing, sent.subsegment("outer"), captured);
		});
	}

	@Test
	void whatWasCapturedOfManyTasksLetsGoOfAllThatHasLeft() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			CapturedTrace first = captured();
			for (int i = 0; i < 100; i++) {
				captured();
				GarbageCollection.force();
				i += 30;
			}
			CapturedTrace last = captured();
			WeakReference<Entity> segment = new WeakReference<>(root.entity());
			tracing.end(root);
			root = TraceScope.none();
			RecordedEntity sent = tracing.traces().takeSegment();
			GarbageCollection.awaitCollectionOf(segment);
			assertComesBeneath(tracing, sent, first);
			assertComesBeneath(tracing, sent, last);
		});
	}

	@Test
	void whatIsStillOpenWhenTheSegmentLeavesGoesOn() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope open = tracing.subsegments().begin("open");
			CapturedTrace captured = captured();
			tracing.subsegments().detach(open);
			tracing.end(root);
			assertThat(tracing.traces().takeSegment().subsegment("open").isInProgress()).isTrue();
			try (CurrentEntity current = captured.makeCurrent()) {
				assertThat(AWSXRay.getTraceEntity()).isSameAs(open.entity());
			}
			tracing.end(open);
			RecordedEntity alone = tracing.traces().takeSubsegment("open");
			assertComesBeneath(tracing, alone, captured);
		});
	}

	@Test
	void whatIsCapturedLateIsCapturedFromTheIds() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			CapturedTrace captured = captured();
			tracing.end(root);
			RecordedEntity sent = tracing.traces().takeSegment();
			CapturedTrace late;
			ContextSnapshot snapshot;
			try (CurrentEntity current = captured.makeCurrent()) {
				assertThat(AWSXRay.getTraceEntity()).isNotSameAs(root.entity());
				late = captured();
				snapshot = this.snapshots.captureAll();
			}
			assertComesBeneath(tracing, sent, late);
			snapshot.wrap(() -> AWSXRay.createSubsegment("late", () -> {
			})).run();
			assertThat(tracing.traces().takeSubsegment("late").parentId()).isEqualTo(sent.id());
		});
	}

	@Test
	void whatMicrometerCarriesLateIsTheIds() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			ContextSnapshot snapshot = this.snapshots.captureAll();
			tracing.end(root);
			RecordedEntity sent = tracing.traces().takeSegment();
			snapshot.wrap(() -> {
				assertThat(AWSXRay.getTraceEntity()).isNotSameAs(root.entity());
				assertThat(AWSXRay.getTraceEntity().getId()).isEqualTo(sent.id());
				AWSXRay.createSubsegment("late", () -> {
				});
			}).run();
			RecordedEntity late = tracing.traces().takeSubsegment("late");
			assertThat(late.parentId()).isEqualTo(sent.id());
			assertThat(late.traceId()).isEqualTo(sent.traceId());
		});
	}

	@Test
	void nothingIsCarriedLongAfterTheEnd() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope open = tracing.subsegments().begin("open");
			CapturedTrace ofOpen = captured();
			tracing.subsegments().detach(open);
			CapturedTrace captured = captured();
			ContextSnapshot snapshot = this.snapshots.captureAll();
			Tracing.segment(root).setEndTime(Instant.now().getEpochSecond() - TOO_LATE);
			tracing.end(root);
			tracing.traces().takeSegment();
			for (CapturedTrace each : new CapturedTrace[] { captured, ofOpen }) {
				try (CurrentEntity current = each.makeCurrent()) {
					assertThat(AWSXRay.getTraceEntity()).isNull();
				}
			}
			snapshot.wrap(() -> assertThat(AWSXRay.getTraceEntity()).isNull()).run();
			try (CurrentEntity current = tracing.subsegments().makeCurrent(open.entity())) {
				assertThat(CapturedTrace.capture()).isNull();
			}
			tracing.end(open);
			tracing.traces().takeSubsegment("open");
		});
	}

	@Test
	void aSegmentThatIsAboutToLeaveIsNotTooLate() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			CapturedTrace captured = captured();
			Departures.of(root.entity()).claimLeaving();
			try (CurrentEntity current = captured.makeCurrent()) {
				assertThat(AWSXRay.getTraceEntity()).isSameAs(root.entity());
			}
			tracing.end(root);
		});
	}

	@Test
	void aTaskThatHandsItselfOnDoesNotKeepATraceForEver() {
		this.runner.run((tracing) -> {
			TraceScope unsampled = tracing.beginUnsampled();
			Entity entity = unsampled.entity();
			long start = System.nanoTime();
			CapturedTrace captured = CapturedTrace.capture(tracing.subsegments(), entity, start);
			tracing.end(unsampled);
			long minute = TimeUnit.MINUTES.toNanos(1);
			int minutes = 0;
			while (captured != null) {
				minutes++;
				try (CurrentEntity current = captured.makeCurrent(start + minutes * minute)) {
					Entity there = AWSXRay.getTraceEntity();
					captured = (there != null)
							? CapturedTrace.capture(tracing.subsegments(), there, start + minutes * minute) : null;
				}
			}
			assertThat(minutes).isEqualTo(CapturedTrace.MAX_MINUTES + 1);
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void theDecisionNotToSampleIsCarried() {
		this.runner.run((tracing) -> {
			try (OtherThread other = new OtherThread()) {
				TraceScope root = tracing.beginUnsampled();
				CapturedTrace captured = captured();
				other.run(() -> {
					try (CurrentEntity current = captured.makeCurrent()) {
						TraceID traceId = AWSXRay.getTraceEntity().getTraceId();
						assertThat(traceId).isEqualTo(((Segment) root.entity()).getTraceId());
						assertThat(tracing.subsegments().begin("there").isRecording()).isFalse();
					}
				});
				tracing.end(root);
			}
		});
	}

	private static CapturedTrace captured() {
		@Nullable CapturedTrace captured = CapturedTrace.capture();
		assertThat(captured).isNotNull();
		return captured;
	}

	private static void assertComesBeneath(Tracing tracing, RecordedEntity parent, CapturedTrace captured) {
		try (OtherThread other = new OtherThread()) {
			other.run(() -> {
				try (CurrentEntity current = captured.makeCurrent()) {
					AWSXRay.createSubsegment("late", () -> {
					});
				}
				assertThat(AWSXRay.getTraceEntity()).isNull();
			});
		}
		RecordedEntity late = tracing.traces().takeSubsegment("late");
		assertThat(late.parentId()).isEqualTo(parent.id());
		assertThat(late.isIndependentSubsegment()).isTrue();
	}

}
