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

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.DefaultStreamingStrategy;
import com.amazonaws.xray.strategy.StreamingStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Traces whose parts begin, end, stream, fail and are annotated on many threads, on their
 * whole way.
 */
class ManyThreadsTests {

	private static final int THREADS = 8;

	private static final int TRACES = 60;

	private static final Pattern COMPLETE = Pattern
		.compile("\"id\":\"([0-9a-f]{16})\",\"start_time\":[0-9.]+,\"end_time\"");

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	private final Set<String> begun = ConcurrentHashMap.newKeySet();

	private final List<String> complete = Collections.synchronizedList(new ArrayList<>());

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none", "xray.sampling.strategy=all",
				"xray.emitter.queue-capacity=1000000", "xray.streaming-threshold=10")
		.withBean(TraceSender.class, () -> this::read);

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	static Stream<Named<StreamingStrategy>> strategies() {
		return Stream.of(Named.of("none of the application", null),
				Named.of("that of the SDK", new DefaultStreamingStrategy(10)),
				Named.of("one that sends all it finds", new SendsAllItFinds()));
	}

	@ParameterizedTest
	@MethodSource("strategies")
	void eachIsCompleteInExactlyOneDocument(StreamingStrategy strategy) {
		ApplicationContextRunner configured = (strategy != null)
				? this.runner.withBean(StreamingStrategy.class, () -> strategy) : this.runner;
		configured.run((context) -> {
			Segments segments = context.getBean(Segments.class);
			for (int i = 0; i < TRACES; i++) {
				trace(segments, context.getBean(Subsegments.class));
			}
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			Awaitility.await().until(() -> statistics.queueDepth() == 0 && statistics.accepted() == statistics.sent());
			assertThat(this.complete).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(this.begun);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
		});
	}

	@Test
	void whatLeavesWithItsSegmentWhileAStrategyIsAboutToSendItIsSentOnce() {
		this.runner.withBean(StreamingStrategy.class, EndsTheSegmentFirst::new).run((context) -> {
			Segments segments = context.getBean(Segments.class);
			Subsegments subsegments = context.getBean(Subsegments.class);
			TraceScope root = segments.begin("orders", segments.newTraceId(), null);
			this.begun.add(root.entity().getId());
			context.getBean(EndsTheSegmentFirst.class).ending = () -> subsegments.end(root, null);
			subsegments.end(begin(subsegments, root.entity()), null);
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			Awaitility.await().until(() -> statistics.queueDepth() == 0 && statistics.accepted() == statistics.sent());
			assertThat(this.complete).containsExactlyInAnyOrderElementsOf(this.begun);
		});
	}

	private void trace(Segments segments, Subsegments subsegments) throws Exception {
		TraceScope root = segments.begin("orders", segments.newTraceId(), null);
		this.begun.add(root.entity().getId());
		Queue<TraceScope> shared = new ConcurrentLinkedQueue<>();
		List<Future<?>> parts = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			parts.add(this.threads.submit(() -> work(subsegments, root, shared)));
		}
		for (Future<?> part : parts) {
			part.get(60, TimeUnit.SECONDS);
		}
		subsegments.end(root, null);
		for (TraceScope open = shared.poll(); open != null; open = shared.poll()) {
			subsegments.end(open, null);
		}
	}

	private void work(Subsegments subsegments, TraceScope root, Queue<TraceScope> shared) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		for (int i = 0; i < 30; i++) {
			TraceScope parent = shared.poll();
			Entity beneath = (parent != null) ? parent.entity() : root.entity();
			TraceScope child = begin(subsegments, beneath);
			child.entity().putAnnotation("key" + i, i);
			child.entity().putMetadata("key" + i, List.of(i));
			shared.add(child);
			if (parent != null) {
				subsegments.end(parent, (random.nextInt(4) == 0) ? new Beginning(subsegments, beneath) : null);
			}
			if (random.nextInt(100) == 0) {
				subsegments.end(root, null);
			}
		}
	}

	private TraceScope begin(Subsegments subsegments, Entity parent) {
		TraceScope child = subsegments.begin("part", parent);
		this.begun.add(child.entity().getId());
		return child;
	}

	private void read(List<TraceDocument> documents) {
		for (TraceDocument document : documents) {
			COMPLETE.matcher(new String(document.content(), StandardCharsets.UTF_8))
				.results()
				.forEach((result) -> this.complete.add(result.group(1)));
		}
	}

	/**
	 * Begins a subsegment of what has failed while it is described.
	 */
	private final class Beginning extends RuntimeException {

		private final transient Subsegments subsegments;

		private final transient Entity parent;

		private boolean asked;

		Beginning(Subsegments subsegments, Entity parent) {
			this.subsegments = subsegments;
			this.parent = parent;
		}

		@Override
		public String getMessage() {
			if (!this.asked) {
				this.asked = true;
				this.subsegments.end(begin(this.subsegments, this.parent), null);
			}
			return "broken";
		}

	}

	/**
	 * Sends whatever has ended, with no lock and more than once, and takes it out of the
	 * tree as the SDK's strategy does.
	 */
	private static final class SendsAllItFinds implements StreamingStrategy {

		@Override
		public boolean requiresStreaming(Segment segment) {
			return true;
		}

		@Override
		public void streamSome(Entity entity, Emitter emitter) {
			for (Subsegment child : entity.getSubsegmentsCopy()) {
				if (child.isInProgress()) {
					streamSome(child, emitter);
				}
				else {
					emitter.sendSubsegment(child);
					emitter.sendSubsegment(child);
					child.setEmitted(true);
					entity.removeSubsegment(child);
				}
			}
		}

	}

	/**
	 * Finds something to send, and then lets the segment end before it sends it.
	 */
	private static final class EndsTheSegmentFirst implements StreamingStrategy {

		private Runnable ending;

		@Override
		public boolean requiresStreaming(Segment segment) {
			return true;
		}

		@Override
		public void streamSome(Entity entity, Emitter emitter) {
			List<Subsegment> found = entity.getSubsegmentsCopy();
			this.ending.run();
			found.forEach(emitter::sendSubsegment);
		}

	}

}
