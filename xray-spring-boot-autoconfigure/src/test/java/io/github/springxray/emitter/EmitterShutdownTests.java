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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.document.TestEntities;
import io.github.springxray.emitter.EmitterStatistics.LastError;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what {@link QueueingEmitter} does with its thread and its senders, and of what
 * it says of those that fail.
 */
@ExtendWith(OutputCaptureExtension.class)
class EmitterShutdownTests {

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private QueueingEmitter emitter;

	@AfterEach
	void close() {
		this.emitter.destroy();
	}

	@Test
	void sendersAreClosedWhenTheEmitterPausesAndWhenItEnds() {
		AtomicInteger closed = new AtomicInteger();
		create(false, new Closing(closed::incrementAndGet));
		this.emitter.start();
		this.emitter.stop();
		assertThat(closed).hasValue(1);
		this.emitter.destroy();
		assertThat(closed).hasValue(2);
	}

	@Test
	void aSenderThatCannotBeClosedKeepsNoOtherOneOpen() {
		AtomicInteger closed = new AtomicInteger();
		create(false, new Closing(() -> {
			throw new IllegalStateException("closing");
		}), new Closing(closed::incrementAndGet));
		this.emitter.stop();
		assertThat(closed).hasValue(1);
		assertThat(this.faults.counts()).isEqualTo(Map.of("closing a sender of traces", 1L));
	}

	@Test
	void aSenderThatHangsIsInterruptedInTheEnd() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		create(false, (documents) -> {
			hanging.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		this.emitter.start();
		this.emitter.sendSegment(segment());
		assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
		this.emitter.destroy();
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whoIsInterruptedWhileItStopsStaysInterrupted() {
		create(false, (documents) -> {
		});
		this.emitter.start();
		Thread.currentThread().interrupt();
		this.emitter.stop();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void theCallerOfALambdaFunctionIsToldWhatIsDropped(CapturedOutput output) {
		create(true, (documents) -> documents.forEach((document) -> document.drop("full")));
		this.emitter.start();
		assertThat(this.emitter.sendSegment(segment())).isTrue();
		assertThat(output).contains("these were dropped: {full=1}");
	}

	@Test
	void whatASenderDropsIsTheLastErrorWhereItHasSaidNothingElse() {
		create(true, (documents) -> documents.forEach((document) -> document.drop("full")));
		this.emitter.sendSegment(segment());
		assertThat(this.statistics.lastError()).extracting(LastError::message).isEqualTo("full");
	}

	@Test
	void whatASenderHasSaidOfItsFailureStands() {
		create(true, (documents) -> {
			this.statistics.failed("Nobody listens");
			documents.forEach((document) -> document.drop("full"));
		});
		this.emitter.sendSegment(segment());
		assertThat(this.statistics.lastError()).extracting(LastError::message).isEqualTo("Nobody listens");
	}

	@Test
	void aFaultNamesTheSenderWhetherItIsCountedOrNot() {
		Closing failing = new Closing(() -> {
		});
		failing.failure = new IllegalStateException("broken");
		create(true, failing, CountedSender.of(failing));
		this.emitter.sendSegment(segment());
		assertThat(this.faults.counts()).isEqualTo(Map.of("sending traces by Closing", 2L));
	}

	@Test
	void saysOfASubsegmentWhetherItWasTaken() {
		create(false, (documents) -> {
		});
		Segment segment = TestEntities.segment("users");
		Subsegment first = TestEntities.end(TestEntities.subsegment(segment, "first"));
		Subsegment second = TestEntities.end(TestEntities.subsegment(segment, "second"));
		assertThat(this.emitter.sendSubsegment(first)).isTrue();
		assertThat(this.emitter.sendSubsegment(second)).isFalse();
		assertThat(this.statistics.droppedByReason()).isEqualTo(Map.of("queue full", 1L));
	}

	private void create(boolean synchronous, TraceSender... senders) {
		this.emitter = new QueueingEmitter(new TraceQueue(1, 1 << 20), List.of(senders), this.statistics,
				new DropReports(this.statistics, () -> 0), this.faults, Duration.ofMillis(50), synchronous);
	}

	private static Segment segment() {
		return TestEntities.end(TestEntities.segment("users"));
	}

	private static final class Closing implements TraceSender {

		private final Runnable close;

		private RuntimeException failure;

		private Closing(Runnable close) {
			this.close = close;
		}

		@Override
		public void send(List<TraceDocument> documents) {
			if (this.failure != null) {
				throw this.failure;
			}
		}

		@Override
		public void close() {
			this.close.run();
		}

	}

}
