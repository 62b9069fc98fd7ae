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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.document.DocumentWriter;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for what leaves before, with and after its segment: each subsegment once.
 */
class StreamingTests {

	private static final int THREADS = 8;

	@Test
	void aThousandSubsegmentsArriveOnceEach() {
		KeepingEmitter emitter = new KeepingEmitter();
		run(emitter, 10, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			for (int i = 0; i < 250; i++) {
				TraceScope outer = tracing.subsegments().begin("outer");
				for (int j = 0; j < 3; j++) {
					tracing.end(tracing.subsegments().begin("inner"));
				}
				tracing.end(outer);
			}
			tracing.end(root);
		});
		assertThat(emitter.documents).hasSizeGreaterThan(10);
		assertThat(completeIds(emitter)).hasSize(1001).doesNotHaveDuplicates();
		emitter.independent().forEach((subsegment) -> assertThat(subsegment.parentId()).isNotNull());
	}

	/**
	 * Defect of the SDK: closing, streaming and serialising a tree from several threads
	 * race.
	 */
	@RepeatedTest(5)
	void nothingIsLostOrSentTwiceWhileThreadsOutliveTheSegment() {
		KeepingEmitter emitter = new KeepingEmitter();
		ConcurrentLinkedQueue<Entity> begun = new ConcurrentLinkedQueue<>();
		run(emitter, 10, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			AtomicInteger ended = new AtomicInteger();
			CountDownLatch half = new CountDownLatch(THREADS * 125 / 2);
			inParallel(tracing, (thread) -> {
				for (int i = 0; i < 125; i++) {
					family(tracing, root.entity(), begun, i);
					ended.incrementAndGet();
					half.countDown();
				}
			}, () -> {
				assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
				tracing.end(root);
			});
			assertThat(tracing.faults().counts()).isEmpty();
		});
		List<String> expected = begun.stream().map(Entity::getId).sorted().toList();
		List<String> arrived = completeIds(emitter).stream()
			.filter((id) -> !id.equals(emitter.segment().id()))
			.sorted()
			.toList();
		assertThat(arrived).doesNotHaveDuplicates().isEqualTo(expected);
	}

	/**
	 * A parent whose children end before it, after it, and as the last of all.
	 */
	private static void family(TracingRunner.Tracing tracing, Entity root, ConcurrentLinkedQueue<Entity> begun,
			int round) {
		Subsegments subsegments = tracing.subsegments();
		TraceScope parent = subsegments.begin("parent", root);
		TraceScope first = subsegments.begin("first", parent.entity());
		TraceScope second = subsegments.begin("second", parent.entity());
		TraceScope deep = subsegments.begin("deep", first.entity());
		List<TraceScope> order = switch (round % 4) {
			case 0 -> List.of(deep, first, second, parent);
			case 1 -> List.of(parent, second, first, deep);
			case 2 -> List.of(first, parent, deep, second);
			default -> List.of(second, first, deep, parent);
		};
		order.forEach((scope) -> {
			begun.add(scope.entity());
			subsegments.end(scope, null);
		});
	}

	@RepeatedTest(5)
	@SuppressWarnings("try")
	void nothingIsLostOrSentTwiceWithTheStaticApiOnManyThreads() {
		KeepingEmitter emitter = new KeepingEmitter();
		ConcurrentLinkedQueue<Entity> begun = new ConcurrentLinkedQueue<>();
		run(emitter, 0, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			inParallel(tracing, (thread) -> {
				for (int i = 0; i < 50; i++) {
					try (CurrentEntity current = tracing.subsegments().makeCurrent(root.entity())) {
						AWSXRay.createSubsegment("outer", (outer) -> {
							begun.add(outer);
							AWSXRay.createSubsegment("inner", begun::add);
						});
					}
				}
			}, () -> {
			});
			tracing.end(root);
		});
		assertThat(completeIds(emitter)).hasSize(THREADS * 100 + 1).doesNotHaveDuplicates();
		assertThat(begun).hasSize(THREADS * 100);
	}

	@Test
	void whatIsNotSampledIsNotStreamed() {
		KeepingEmitter emitter = new KeepingEmitter();
		run(emitter, 0, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			for (int i = 0; i < 3; i++) {
				AWSXRay.beginSubsegmentWithoutSampling("unsampled");
				AWSXRay.endSubsegment();
			}
			tracing.end(root);
		});
		assertThat(emitter.independent()).isEmpty();
		assertThat(emitter.segment().subsegments()).isEmpty();
	}

	/**
	 * One thread has found that there is something to stream, and then the segment ends
	 * on another.
	 */
	@Test
	void aSegmentThatHasEndedIsNotStreamedAnyMore() {
		KeepingEmitter emitter = new KeepingEmitter();
		EndingStrategy strategy = new EndingStrategy();
		run(emitter, strategy, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			strategy.atTheLastMoment = () -> {
				try (OtherThread other = new OtherThread()) {
					other.run(() -> {
						tracing.end(root);
						tracing.subsegments().begin("late", root.entity());
					});
				}
			};
			tracing.end(tracing.subsegments().begin("child"));
			tracing.end(root);
		});
		assertThat(completeIds(emitter)).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void aStreamingStrategyThatThrowsIsCounted() {
		KeepingEmitter emitter = new KeepingEmitter();
		StreamingStrategy throwing = new StreamingStrategy() {

			@Override
			public boolean requiresStreaming(Segment segment) {
				throw new NoSuchMethodError("strategy");
			}

			@Override
			public void streamSome(Entity entity, Emitter emitter) {
			}

		};
		run(emitter, throwing, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			assertThatNoException().isThrownBy(() -> AWSXRay.createSubsegment("child", () -> {
			}));
			Subsegment handle = AWSXRay.beginSubsegment("handle");
			assertThatNoException().isThrownBy(() -> tracing.recorder().endSubsegment(handle));
			AWSXRay.endSubsegment();
			tracing.end(root);
			assertThat(tracing.faults().counts()).containsOnlyKeys("streaming subsegments");
		});
		assertThat(completeIds(emitter)).hasSize(3);
	}

	@Test
	void anEmitterThatThrowsHarmsNobody() {
		KeepingEmitter emitter = new KeepingEmitter();
		emitter.failure = new NoClassDefFoundError("emitter");
		run(emitter, 1, (tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope late = tracing.subsegments().begin("late");
			assertThatNoException().isThrownBy(() -> {
				for (int i = 0; i < 5; i++) {
					AWSXRay.createSubsegment("child", () -> {
					});
				}
			});
			tracing.end(root);
			tracing.end(late);
			AWSXRay.createSegment("static", () -> {
			});
			assertThat(tracing.faults().counts()).containsEntry("emitting a segment", 2L)
				.containsKey("emitting a subsegment");
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	private static void inParallel(TracingRunner.Tracing tracing, ThreadWork work, MainWork meanwhile)
			throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> results = new ArrayList<>();
			IntStream.range(0, THREADS).forEach((i) -> results.add(executor.submit(() -> work.run(i))));
			meanwhile.run();
			for (Future<?> result : results) {
				result.get(20, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static List<String> completeIds(KeepingEmitter emitter) {
		return emitter.documents.stream()
			.flatMap(StreamingTests::all)
			.filter((entity) -> !entity.isInProgress())
			.map(RecordedEntity::id)
			.toList();
	}

	private static Stream<RecordedEntity> all(RecordedEntity entity) {
		return Stream.concat(Stream.of(entity), entity.subsegments().stream().flatMap(StreamingTests::all));
	}

	private static void run(KeepingEmitter emitter, int threshold, TracingRunner.TracingTest test) {
		run(emitter, (runner) -> runner.withPropertyValues("xray.streaming-threshold=" + threshold), test);
	}

	private static void run(KeepingEmitter emitter, StreamingStrategy strategy, TracingRunner.TracingTest test) {
		run(emitter, (runner) -> runner.withBean(StreamingStrategy.class, () -> strategy), test);
	}

	private static void run(KeepingEmitter emitter, Function<ApplicationContextRunner, ApplicationContextRunner> change,
			TracingRunner.TracingTest test) {
		change
			.apply(new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(XRayContextAutoConfiguration.class, XRayAutoConfiguration.class))
				.withBean(Emitter.class, () -> emitter))
			.run((context) -> test.run(new TracingRunner.Tracing(context)));
	}

	private interface ThreadWork {

		void run(int thread);

	}

	private interface MainWork {

		void run() throws Exception;

	}

	/**
	 * Unlike the recorded traces, takes what is not sampled.
	 */
	private static final class KeepingEmitter extends Emitter {

		private final DocumentWriter writer = new DocumentWriter();

		private final ConcurrentLinkedQueue<RecordedEntity> documents = new ConcurrentLinkedQueue<>();

		private volatile Error failure;

		@Override
		public boolean sendSegment(Segment segment) {
			return keep(segment);
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return keep(subsegment);
		}

		private boolean keep(Entity entity) {
			if (this.failure != null) {
				throw this.failure;
			}
			try {
				return this.documents.add(RecordedEntity.parse(this.writer.write(entity)));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private RecordedEntity segment() {
			Map<Boolean, List<RecordedEntity>> parts = this.documents.stream()
				.collect(Collectors.partitioningBy(RecordedEntity::isIndependentSubsegment));
			assertThat(parts.get(false)).hasSize(1);
			return parts.get(false).get(0);
		}

		private List<RecordedEntity> independent() {
			return this.documents.stream().filter(RecordedEntity::isIndependentSubsegment).toList();
		}

	}

	private static final class EndingStrategy implements StreamingStrategy {

		private final StreamingStrategy delegate = new DefaultStreamingStrategy(0);

		private Runnable atTheLastMoment;

		@Override
		public boolean requiresStreaming(Segment segment) {
			boolean required = this.delegate.requiresStreaming(segment);
			Runnable work = this.atTheLastMoment;
			this.atTheLastMoment = null;
			if (work != null) {
				work.run();
			}
			return required;
		}

		@Override
		public void streamSome(Entity entity, Emitter emitter) {
			this.delegate.streamSome(entity, emitter);
		}

	}

}
