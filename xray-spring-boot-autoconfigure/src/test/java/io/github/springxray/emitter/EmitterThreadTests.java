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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmitterThread}.
 */
class EmitterThreadTests {

	private static final String PLACE = "the thread that sends traces";

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final TraceQueue queue = new TraceQueue(10, 1 << 20);

	private final BlockingQueue<TraceDocument> sent = new LinkedBlockingQueue<>();

	private volatile boolean failing;

	@Test
	void pausesWhenEachTurnFailsAndGoesOnWhenItDoesNotAnyMore() throws Exception {
		DropReports drops = new DropReports(this.statistics, this::time);
		drops.drop("to have something to report");
		this.failing = true;
		Dispatcher dispatcher = new Dispatcher(this.queue, List.of(this.sent::addAll), this.statistics, drops,
				this.faults);
		EmitterThread thread = new EmitterThread(dispatcher, this.queue, drops, this.faults);
		thread.start();
		Awaitility.await().until(() -> this.faults.counts().getOrDefault(PLACE, 0L) > 2);
		// One that does not pause is never seen waiting
		Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		assertThat(this.failing).isTrue();
		this.failing = false;
		this.queue.offer(TestParcels.parcel(TestEntities.end(TestEntities.segment("users"))));
		assertThat(this.sent.poll(10, TimeUnit.SECONDS)).isNotNull();
		assertThat(thread.finish(10_000)).isTrue();
	}

	/**
	 * What waits must not wait the longer the longer there was nothing.
	 */
	@Test
	void looksLessOftenWhenThereIsNothingButAtLeastTwentyTimesASecond() throws Exception {
		DropReports drops = new DropReports(this.statistics, this::time);
		Dispatcher dispatcher = new Dispatcher(this.queue, List.of(this.sent::addAll), this.statistics, drops,
				this.faults);
		List<Long> pauses = new CopyOnWriteArrayList<>();
		EmitterThread thread = new EmitterThread(dispatcher, this.queue, drops, this.faults, (nanos) -> {
			pauses.add(TimeUnit.NANOSECONDS.toMillis(nanos));
			if (pauses.size() == 7) {
				this.queue.offer(TestParcels.parcel(TestEntities.end(TestEntities.segment("users"))));
			}
			if (pauses.size() == 13) {
				LockSupport.park();
			}
		});
		thread.start();
		Awaitility.await().until(() -> pauses.size() == 13);
		assertThat(thread.finish(10_000)).isTrue();
		assertThat(pauses).startsWith(5L, 10L, 20L, 40L, 50L, 50L, 50L, 5L, 10L, 20L, 40L, 50L, 50L);
		assertThat(this.sent).hasSize(1);
	}

	/**
	 * A turn that fails each time must not do so as fast as it can.
	 */
	@Test
	void pausesForTheLongestTimeAfterATurnThatFails() throws Exception {
		DropReports drops = new DropReports(this.statistics, this::time);
		drops.drop("to have something to report");
		this.failing = true;
		Dispatcher dispatcher = new Dispatcher(this.queue, List.of(this.sent::addAll), this.statistics, drops,
				this.faults);
		BlockingQueue<Long> pauses = new LinkedBlockingQueue<>();
		EmitterThread thread = new EmitterThread(dispatcher, this.queue, drops, this.faults, (nanos) -> {
			pauses.add(TimeUnit.NANOSECONDS.toMillis(nanos));
			LockSupport.parkNanos(nanos);
		});
		thread.start();
		assertThat(pauses.poll(10, TimeUnit.SECONDS)).isEqualTo(50L);
		assertThat(pauses.poll(10, TimeUnit.SECONDS)).isEqualTo(50L);
		this.failing = false;
		assertThat(thread.finish(10_000)).isTrue();
	}

	@Test
	void doesNotKeepTheApplicationAliveWhoeverStartsIt() throws Exception {
		DropReports drops = new DropReports(this.statistics, this::time);
		Dispatcher dispatcher = new Dispatcher(this.queue, List.of(this.sent::addAll), this.statistics, drops,
				this.faults);
		AtomicReference<Thread> created = new AtomicReference<>();
		Thread application = new Thread(
				() -> created.set(new EmitterThread(dispatcher, this.queue, drops, this.faults)));
		application.setDaemon(false);
		application.start();
		application.join();
		assertThat(created.get().isDaemon()).isTrue();
	}

	@Test
	void saysWhetherItHasFinished() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		DropReports drops = new DropReports(this.statistics, this::time);
		Dispatcher dispatcher = new Dispatcher(this.queue, List.of((documents) -> hanging.await()), this.statistics,
				drops, this.faults);
		EmitterThread thread = new EmitterThread(dispatcher, this.queue, drops, this.faults);
		this.queue.offer(TestParcels.parcel(TestEntities.end(TestEntities.segment("users"))));
		thread.start();
		assertThat(thread.finish(0)).isFalse();
		hanging.countDown();
		assertThat(thread.finish(10_000)).isTrue();
	}

	private long time() {
		if (this.failing) {
			throw new IllegalStateException("No time");
		}
		return 0;
	}

}
