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

package io.github.springxray.entity;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces whose parts begin, end, leave, fail and are annotated on many threads.
 */
class TraceStressTests {

	private static final int THREADS = 8;

	private static final int TRACES = 300;

	private final EntityFactory factory = OwnEntities.FACTORY;

	private final AWSXRayRecorder recorder = new OwnEntities().recorder(new SentEntities());

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final Queue<FinishedTree> left = new ConcurrentLinkedQueue<>();

	private final Set<String> begun = ConcurrentHashMap.newKeySet();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void eachEntityIsCompleteInExactlyOneTree() throws Exception {
		this.recorder.setContextMissingStrategy((message, type) -> {
		});
		for (int i = 0; i < TRACES; i++) {
			trace();
		}
		List<String> complete = new ArrayList<>();
		Deque<Entity> entities = new ArrayDeque<>();
		this.left.forEach((tree) -> entities.add(tree.root()));
		while (!entities.isEmpty()) {
			Entity entity = entities.remove();
			if (!entity.isInProgress()) {
				complete.add(entity.getId());
				assertThat(entity.isEmitted()).isTrue();
				assertThat(entity.getEndTime()).isGreaterThanOrEqualTo(entity.getStartTime());
			}
			entities.addAll(entity.getSubsegmentsCopy());
		}
		Collections.sort(complete);
		List<String> expected = new ArrayList<>(this.begun);
		Collections.sort(expected);
		assertThat(complete).isEqualTo(expected);
		assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
	}

	private void trace() throws Exception {
		TraceSegment segment = this.factory.segment(this.recorder, "orders", null);
		this.begun.add(segment.getId());
		Queue<TraceSubsegment> shared = new ConcurrentLinkedQueue<>();
		List<Future<?>> parts = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			parts.add(this.threads.submit(() -> work(segment, shared)));
		}
		for (Future<?> part : parts) {
			part.get(60, TimeUnit.SECONDS);
		}
		leave(segment.finish(false));
		for (TraceSubsegment open = shared.poll(); open != null; open = shared.poll()) {
			leave(open.finish(false));
		}
	}

	private void work(TraceSegment segment, Queue<TraceSubsegment> shared) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < 30; i++) {
			TraceSubsegment parent = shared.poll();
			TraceSubsegment child = this.factory.subsegment(this.recorder, "part", (parent != null) ? parent : segment);
			child.join();
			this.begun.add(child.getId());
			child.putAnnotation("key" + i, i);
			segment.putMetadata("key" + i, i);
			shared.add(child);
			if (parent != null) {
				if (random.nextInt(4) == 0) {
					parent.addException(new IllegalStateException("broken"));
				}
				leave(parent.finish(false));
			}
			CompletedTrees.takeOut(segment, 20).forEach(this::leave);
			if (random.nextInt(100) == 0) {
				leave(segment.finish(false));
			}
		}
	}

	private void leave(FinishedTree tree) {
		if (tree != null) {
			this.left.add(tree);
		}
	}

	@Test
	void messagesThatBeginSubsegmentsAndWaitForOtherThreadsBlockNobody() throws Exception {
		TraceSegment segment = this.factory.segment(this.recorder, "orders", null);
		CountDownLatch both = new CountDownLatch(2);
		List<Future<?>> failing = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			failing.add(this.threads.submit(() -> segment.addException(new IllegalStateException() {

				@Override
				public String getMessage() {
					both.countDown();
					await(both);
					Future<?> elsewhere = TraceStressTests.this.threads.submit(() -> {
						TraceSubsegment child = TraceStressTests.this.factory.subsegment(TraceStressTests.this.recorder,
								"child", segment);
						child.join();
						child.finish(false);
					});
					get(elsewhere);
					return "broken";
				}

			})));
		}
		for (Future<?> each : failing) {
			each.get(60, TimeUnit.SECONDS);
		}
		assertThat(segment.getCause().getExceptions()).hasSize(2);
		assertThat(segment.getSubsegments()).hasSizeGreaterThanOrEqualTo(2);
		assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void get(Future<?> future) {
		try {
			future.get(30, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
