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

package io.github.springxray.test;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link RecordedTraces} without Spring.
 */
@SuppressWarnings("deprecation")
class RecordedTracesTests {

	private final RecordedTraces traces = new RecordedTraces();

	private final AWSXRayRecorder recorder = recorder(this.traces);

	private final ExecutorService executor = Executors.newSingleThreadExecutor((task) -> new Thread(task, "worker"));

	@AfterEach
	void cleanUp() {
		this.executor.shutdownNow();
		ThreadLocalStorage.clear();
	}

	@Test
	void takesSegmentsInTheOrderOfTheirArrival() {
		record("first");
		record("second");
		assertThat(this.traces.count()).isEqualTo(2);
		assertThat(this.traces.takeSegment().name()).isEqualTo("first");
		assertThat(this.traces.takeSegment().name()).isEqualTo("second");
		assertThat(this.traces.count()).isZero();
	}

	@Test
	void takesSegmentsByNameAndByTest() {
		IntStream.rangeClosed(1, 3).forEach((i) -> record("s" + i));
		assertThat(this.traces.takeSegment("s2").name()).isEqualTo("s2");
		assertThat(this.traces.takeSegment((segment) -> segment.name().endsWith("3")).name()).isEqualTo("s3");
		assertThat(this.traces.takeSegment().name()).isEqualTo("s1");
	}

	@Test
	void waitsForSegmentOfAnotherThread() {
		Thread test = Thread.currentThread();
		this.executor.submit(() -> {
			awaitWaiting(test);
			record("late");
		});
		assertThat(this.traces.takeSegment().name()).isEqualTo("late");
	}

	@Test
	void takesSeveralSegments() {
		this.executor.submit(() -> record("a"));
		this.executor.submit(() -> record("b"));
		assertThat(this.traces.takeSegments(2)).extracting(RecordedEntity::name).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void keepsSubsegmentsApartFromSegments() {
		Segment segment = this.recorder.beginSegment("segment");
		Subsegment subsegment = this.recorder.beginSubsegment("streamed");
		this.traces.sendSubsegment(subsegment);
		this.recorder.endSubsegment();
		this.recorder.endSegment();
		assertThat(this.traces.takeSegment().name()).isEqualTo("segment");
		RecordedEntity streamed = this.traces.takeSubsegment("streamed");
		assertThat(streamed.isIndependentSubsegment()).isTrue();
		assertThat(streamed.parentId()).isEqualTo(segment.getId());
		assertThat(streamed.traceId()).isEqualTo(segment.getTraceId().toString());
	}

	@Test
	void documentDoesNotShowWhatHappensAfterwards() {
		Segment segment = this.recorder.beginSegment("segment");
		segment.putAnnotation("key", "before");
		this.traces.sendSegment(segment);
		segment.putAnnotation("key", "after");
		assertThat(this.traces.takeSegment().annotations()).containsEntry("key", "before");
	}

	@Test
	void unsampledSegmentsNeverArrive() {
		Segment segment = this.recorder.beginSegment("unsampled");
		segment.setSampled(false);
		Subsegment subsegment = this.recorder.beginSubsegment("child");
		assertThat(this.traces.sendSubsegment(subsegment)).isFalse();
		assertThat(this.traces.sendSegment(segment)).isFalse();
		assertThat(this.traces.count()).isZero();
	}

	@Test
	void saysWhatElseArrivedWhenNothingCanBeTaken() {
		RecordedTraces impatient = new RecordedTraces(Duration.ofMillis(20));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(impatient::takeSegment)
			.withMessage("No segment arrived within 20 ms. Nothing else arrived either.");
		AWSXRayRecorder recorder = recorder(impatient);
		recorder.beginSegment("other");
		recorder.beginSubsegment("child");
		recorder.endSubsegment();
		recorder.endSegment();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> impatient.takeSegment("wanted"))
			.withMessageStartingWith("No segment named 'wanted' arrived within 20 ms. What else arrived:")
			.withMessageContaining("segment 'other' [")
			.withMessageContaining("    other\n      child");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(impatient::takeSubsegment)
			.withMessageStartingWith("No subsegment arrived");
	}

	@Test
	void failsWhenDocumentIsLeft() {
		assertThatNoException().isThrownBy(this.traces::assertNoneLeft);
		record("unread");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.traces::assertNoneLeft)
			.withMessageStartingWith("Documents that no one has taken:")
			.withMessageContaining("segment 'unread' [");
		this.traces.clear();
		assertThatNoException().isThrownBy(this.traces::assertNoneLeft);
	}

	@Test
	void failsWhenDocumentCannotBeWritten() {
		Segment broken = (Segment) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Segment.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "isSampled" -> true;
					case "getName" -> "broken";
					default -> throw new IllegalStateException("cannot be read");
				});
		assertThat(this.traces.sendSegment(broken)).isFalse();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.traces::assertNoneLeft)
			.withMessageContaining("'broken' has no valid document: cannot be read");
	}

	@Test
	void clearLeavesWhatIsCurrent() {
		Segment segment = this.recorder.beginSegment("segment");
		this.traces.clear();
		assertThat(this.recorder.getTraceEntity()).isSameAs(segment);
	}

	@Test
	void failsOnceWhenEntityIsCurrentOnThisThread() {
		this.recorder.beginSegment("left");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.traces::assertNothingCurrent)
			.withMessageContaining("segment 'left' on the thread of the test");
		assertThat(ThreadLocalStorage.get()).isNull();
		assertThatNoException().isThrownBy(this.traces::assertNothingCurrent);
	}

	@Test
	void failsOnceWhenEntityIsCurrentOnAnotherThread() throws Exception {
		this.executor.submit(() -> {
			this.recorder.beginSegment("segment");
			this.recorder.beginSubsegment("left");
		}).get();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.traces::assertNothingCurrent)
			.withMessageContaining("subsegment 'left' on thread 'worker'");
		assertThatNoException().isThrownBy(this.traces::assertNothingCurrent);
	}

	@Test
	void givesOtherThreadsTimeToLetGo() throws Exception {
		Thread test = Thread.currentThread();
		CountDownLatch begun = new CountDownLatch(1);
		Future<?> work = this.executor.submit(() -> {
			this.recorder.beginSegment("slow");
			begun.countDown();
			awaitWaiting(test);
			this.recorder.endSegment();
		});
		begun.await();
		assertThatNoException().isThrownBy(this.traces::assertNothingCurrent);
		work.get();
		this.traces.takeSegment("slow");
	}

	@Test
	void deadThreadHoldsNothing() throws Exception {
		Thread thread = new Thread(() -> this.recorder.beginSegment("gone"));
		thread.start();
		thread.join();
		assertThatNoException().isThrownBy(this.traces::assertNothingCurrent);
	}

	@Test
	void closeFailsWithEverythingThatIsLeft() {
		record("unread");
		this.recorder.beginSegment("left");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(this.traces::close)
			.withMessageContaining("segment 'unread' [")
			.withMessageContaining("segment 'left' on the thread of the test");
		assertThatNoException().isThrownBy(this.traces::close);
	}

	@Test
	void manyThreadsMayRecordAtOnce() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(4);
		try {
			IntStream.range(0, 200).forEach((i) -> pool.submit(() -> record("s" + i)));
			assertThat(this.traces.takeSegments(200)).extracting(RecordedEntity::id).doesNotHaveDuplicates();
			this.traces.assertClean();
		}
		finally {
			pool.shutdownNow();
		}
	}

	private void record(String name) {
		this.recorder.beginSegment(name);
		this.recorder.endSegment();
	}

	private static void awaitWaiting(Thread thread) {
		Awaitility.await().until(thread::getState, Thread.State.TIMED_WAITING::equals);
	}

	private static AWSXRayRecorder recorder(RecordedTraces traces) {
		return AWSXRayRecorderBuilder.standard()
			.withEmitter(traces)
			.withSegmentListener(traces.segmentListener())
			.withFastIdGenerator()
			.build();
	}

}
