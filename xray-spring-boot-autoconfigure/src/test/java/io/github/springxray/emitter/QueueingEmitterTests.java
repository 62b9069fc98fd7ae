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

package io.github.springxray.emitter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.amazonaws.xray.entities.Segment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.testsupport.SegmentDocumentSchema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link QueueingEmitter} and the thread behind it: whatever senders do, what
 * was accepted is either sent or dropped.
 */
@ExtendWith(OutputCaptureExtension.class)
class QueueingEmitterTests {

	private static final int THREADS = 8;

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final AtomicLong time = new AtomicLong();

	private final BlockingQueue<TraceDocument> sent = new LinkedBlockingQueue<>();

	private final CountDownLatch never = new CountDownLatch(1);

	private QueueingEmitter emitter;

	@AfterEach
	void close() {
		this.never.countDown();
		this.emitter.destroy();
		assertThat(this.statistics.accepted()).isEqualTo(this.statistics.sent() + this.statistics.dropped());
		assertThat(this.statistics.queueDepth()).isZero();
		assertThat(this.statistics.queueBytes()).isZero();
	}

	@Test
	void sendsOnAThreadOfItsOwn() throws Exception {
		BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
		create((documents) -> threads.add(Thread.currentThread()));
		this.emitter.start();
		assertThat(this.emitter.sendSegment(segment())).isTrue();
		Thread thread = threads.poll(10, TimeUnit.SECONDS);
		assertThat(thread.getName()).isEqualTo("xray-emitter");
		assertThat(thread.isDaemon()).isTrue();
		Awaitility.await().until(() -> this.statistics.sent() == 1);
		assertThat(this.statistics.documents()).isEqualTo(1);
		assertThat(this.statistics.bytes()).isPositive();
		assertThat(this.statistics.queueHighWaterMark()).isEqualTo(1);
		assertThat(this.statistics.lastError()).isNull();
	}

	@Test
	void dropsTheNewestWhenTheQueueIsFull(CapturedOutput output) throws Exception {
		create(2, 1 << 20, this::keep);
		List<Segment> segments = List.of(segment(), segment(), segment());
		assertThat(segments).extracting(this.emitter::sendSegment).containsExactly(true, true, false);
		assertThat(this.statistics.droppedByReason()).containsExactly(Map.entry("queue full", 1L));
		assertThat(this.statistics.queueDepth()).isEqualTo(2);
		this.emitter.start();
		assertThat(take()).contains(segments.get(0).getId());
		assertThat(take()).contains(segments.get(1).getId());
		Awaitility.await().until(() -> output.getOut().contains("{queue full=1}"));
		assertThat(this.statistics.queueHighWaterMark()).isEqualTo(2);
	}

	@Test
	void dropsWhatWouldTakeTooMuchMemoryUnlessItIsAlone() throws Exception {
		create(100, 10_000, this::keep);
		Segment large = segment();
		large.putMetadata("filler", "f".repeat(9000));
		large.putMetadata("more", "f".repeat(9000));
		assertThat(this.emitter.sendSegment(large)).isTrue();
		assertThat(this.emitter.sendSegment(segment())).isFalse();
		assertThat(this.statistics.queueBytes()).isBetween(18_000L, 40_000L);
		assertThat(this.statistics.droppedByReason()).containsExactly(Map.entry("queue too large", 1L));
		this.emitter.start();
		assertThat(take()).contains(large.getId());
	}

	@RepeatedTest(3)
	void countsExactlyWhenEightThreadsOverflowTheQueue() throws Exception {
		AtomicInteger received = new AtomicInteger();
		create(50, 1 << 20, (documents) -> received.addAndGet(documents.size()));
		this.emitter.start();
		AtomicInteger taken = new AtomicInteger();
		inParallel(() -> {
			for (int i = 0; i < 500; i++) {
				if (this.emitter.sendSegment(segment())) {
					taken.incrementAndGet();
				}
			}
		});
		this.emitter.destroy();
		assertThat(this.statistics.accepted()).isEqualTo(THREADS * 500);
		assertThat(this.statistics.sent()).isEqualTo(taken.get()).isEqualTo(received.get());
		assertThat(this.statistics.dropped()).isEqualTo(THREADS * 500 - taken.get());
		assertThat(this.statistics.queueHighWaterMark()).isBetween(1, 50);
	}

	@RepeatedTest(3)
	void countsExactlyWhenItIsClosedUnderLoad() throws Exception {
		AtomicInteger received = new AtomicInteger();
		create(1000, 1 << 24, (documents) -> received.addAndGet(documents.size()));
		this.emitter.start();
		CountDownLatch some = new CountDownLatch(1000);
		ExecutorService closing = Executors.newSingleThreadExecutor();
		Future<?> closed = closing.submit(() -> {
			some.await();
			this.emitter.stop();
			this.emitter.destroy();
			return null;
		});
		inParallel(() -> {
			for (int i = 0; i < 1000; i++) {
				this.emitter.sendSegment(segment());
				some.countDown();
			}
		});
		closed.get(20, TimeUnit.SECONDS);
		closing.shutdown();
		assertThat(this.statistics.accepted()).isEqualTo(THREADS * 1000);
		assertThat(this.statistics.sent()).isEqualTo(received.get()).isPositive();
		assertThat(this.statistics.accepted()).isEqualTo(this.statistics.sent() + this.statistics.dropped());
	}

	@Test
	void survivesASenderThatThrowsExceptionsAndErrors() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		create((documents) -> {
			switch (calls.incrementAndGet()) {
				case 1 -> throw new IllegalStateException("not now");
				case 2 -> throw new NoClassDefFoundError("missing");
				case 3 -> throw new OutOfMemoryError("pretended");
				default -> keep(documents);
			}
		});
		this.emitter.start();
		for (int i = 1; i <= 3; i++) {
			this.emitter.sendSegment(segment());
			int dropped = i;
			Awaitility.await().until(() -> this.statistics.dropped() == dropped);
		}
		this.emitter.sendSegment(segment());
		take();
		assertThat(this.statistics.droppedByReason())
			.isEqualTo(Map.of("IllegalStateException", 1L, "NoClassDefFoundError", 1L, "OutOfMemoryError", 1L));
		assertThat(this.statistics.lastError().message()).contains("pretended");
		assertThat(this.faults.counts().values()).containsExactly(3L);
	}

	@Test
	void oneSenderThatThrowsKeepsNothingFromTheOthers() throws Exception {
		create(100, 1 << 20, (documents) -> {
			throw new IllegalStateException();
		}, this::keep);
		this.emitter.start();
		this.emitter.sendSegment(segment());
		take();
		Awaitility.await().until(() -> this.statistics.dropped() == 1);
	}

	@Test
	void goesOnAfterASenderThatInterruptsItsThread() throws Exception {
		create((documents) -> {
			keep(documents);
			Thread.currentThread().interrupt();
		});
		this.emitter.start();
		this.emitter.sendSegment(segment());
		take();
		this.emitter.sendSegment(segment());
		take();
	}

	@Test
	void dropsWhatASenderThatHangsDoesNotComeBackWith(CapturedOutput output) throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		create(10, 1 << 20, Duration.ofMillis(50), (documents) -> {
			hanging.countDown();
			await(this.never);
		});
		this.emitter.start();
		this.emitter.sendSegment(segment());
		assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 20; i++) {
			this.emitter.sendSegment(segment());
		}
		assertThat(this.statistics.droppedByReason()).containsExactly(Map.entry("queue full", 11L));
		this.emitter.stop();
		this.emitter.destroy();
		assertThat(this.statistics.droppedByReason())
			.isEqualTo(Map.of("queue full", 11L, "not sent before shutdown-timeout", 10L));
		assertThat(this.statistics.sent()).isZero();
		assertThat(output).contains("10 segments and subsegments were not sent");
	}

	@Test
	void warnsOnceAMinuteEvenIfTheThreadThatShouldHangs(CapturedOutput output) throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		create(1, 1 << 20, Duration.ofMillis(1), (documents) -> {
			hanging.countDown();
			await(this.never);
		});
		this.emitter.start();
		this.emitter.sendSegment(segment());
		assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
		this.emitter.sendSegment(segment());
		this.emitter.sendSegment(segment());
		assertThat(output).doesNotContain("Traces are incomplete");
		this.time.addAndGet(DropReports.OVERDUE + 1);
		this.emitter.sendSegment(segment());
		this.emitter.sendSegment(segment());
		assertThat(output.getOut().split("Traces are incomplete", -1)).hasSize(2);
		assertThat(output).contains("of 4 segments and subsegments so far").contains("{queue full=3}");
	}

	@Test
	void drainsASlowSenderBeforeItCloses() throws Exception {
		create(1000, 1 << 24, Duration.ofSeconds(20), (documents) -> {
			Awaitility.await().pollDelay(Duration.ofMillis(5)).until(() -> true);
			keep(documents);
		});
		this.emitter.start();
		for (int i = 0; i < 300; i++) {
			this.emitter.sendSegment(segment());
		}
		this.emitter.destroy();
		assertThat(this.sent).hasSize(300);
	}

	@Test
	void sendsWhatWasHandedOverBeforeItStarted() throws Exception {
		create(this::keep);
		this.emitter.sendSegment(segment());
		this.emitter.destroy();
		assertThat(this.sent).hasSize(1);
	}

	@Test
	void sendsOnTheCallingThreadInLambda() {
		DropReports drops = new DropReports(this.statistics, this.time::get);
		this.emitter = new QueueingEmitter(new TraceQueue(10, 1 << 20), List.of(this::keep), this.statistics, drops,
				this.faults, Duration.ofSeconds(1), true);
		this.emitter.start();
		this.emitter.sendSubsegment(TestEntities.subsegment(segment(), "request"));
		assertThat(this.sent).hasSize(1);
	}

	private void create(TraceSender... senders) {
		create(1000, 1 << 20, senders);
	}

	private void create(int capacity, long bytes, TraceSender... senders) {
		create(capacity, bytes, Duration.ofSeconds(10), senders);
	}

	private void create(int capacity, long bytes, Duration timeout, TraceSender... senders) {
		DropReports drops = new DropReports(this.statistics, this.time::get);
		this.emitter = new QueueingEmitter(new TraceQueue(capacity, bytes), List.of(senders), this.statistics, drops,
				this.faults, timeout, false);
	}

	private void keep(List<TraceDocument> documents) {
		documents.forEach((document) -> SegmentDocumentSchema.assertValid(document.content()));
		this.sent.addAll(documents);
	}

	private String take() throws InterruptedException {
		return new String(this.sent.poll(10, TimeUnit.SECONDS).content());
	}

	private static Segment segment() {
		return TestEntities.end(TestEntities.segment("users"));
	}

	private static void await(CountDownLatch latch) {
		boolean done = false;
		while (!done) {
			try {
				done = latch.await(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException ex) {
				// Hangs all the same
			}
		}
	}

	private static void inParallel(Runnable work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> results = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				results.add(threads.submit(work));
			}
			for (Future<?> result : results) {
				result.get(20, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

}
