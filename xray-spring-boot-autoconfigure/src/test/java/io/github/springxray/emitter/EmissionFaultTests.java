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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.document.MetadataWriterTests;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application and its traces live through: nothing it puts on an entity, and
 * nothing its threads do, costs more than a placeholder.
 */
class EmissionFaultTests {

	private static final int THREADS = 8;

	private static final ObjectMapper mapper = new ObjectMapper();

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class, XRayAutoConfiguration.class));

	@Test
	void anApplicationWithoutADaemonGoesOnAndIsSeenOnceThereIsOne() {
		int port;
		try (UdpDaemon gone = new UdpDaemon()) {
			port = gone.port();
		}
		this.runner.withPropertyValues("xray.daemon.address=127.0.0.1:" + port).run((context) -> {
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			Awaitility.await().until(() -> {
				AWSXRay.createSegment("lost", () -> {
				});
				return statistics.refused() > 0;
			});
			try (UdpDaemon daemon = new UdpDaemon(port)) {
				Awaitility.await().until(() -> {
					AWSXRay.createSegment("back", () -> {
					});
					return daemon.drain().stream().anyMatch((document) -> document.get("name").asText().equals("back"));
				});
			}
			Awaitility.await().until(() -> statistics.queueDepth() == 0);
			assertThat(statistics.accepted()).isEqualTo(statistics.sent());
			assertThat(statistics.lastError().message()).startsWith("No X-Ray daemon listens");
		});
	}

	@Test
	void metadataIsThatOfTheEndOfItsEntity() {
		JsonNode segment = traceOf((current) -> {
			List<String> items = new ArrayList<>(List.of("first"));
			AtomicInteger count = new AtomicInteger(1);
			Subsegment child = AWSXRay.beginSubsegment("child");
			child.putMetadata("items", items);
			child.putAnnotation("count", count);
			AWSXRay.endSubsegment();
			items.add("second");
			count.set(2);
			current.putMetadata("items", items);
			current.setMetadata(Map.of("own", Map.of("items", items)));
		});
		assertThat(segment.at("/subsegments/0/metadata/default/items").toString()).isEqualTo("[\"first\"]");
		assertThat(segment.at("/subsegments/0/annotations/count").toString()).isEqualTo("1");
		assertThat(segment.at("/metadata/own/items").toString()).isEqualTo("[\"first\",\"second\"]");
	}

	/**
	 * Defect of the SDK: the whole trace is lost, an empty document is sent.
	 */
	@Test
	void metadataThatCannotBeWrittenCostsNothingElse() {
		MetadataWriterTests.Node cyclic = new MetadataWriterTests.Node();
		cyclic.next = cyclic;
		JsonNode segment = traceOf(2, (current) -> {
			current.putMetadata("throwing", new MetadataWriterTests.ThrowingGetter());
			current.putMetadata("cyclic", cyclic);
			current.putMetadata("large", List.of("x".repeat(5_000_000)));
			current.putMetadata("long", "x".repeat(5_000_000));
			current.putMetadata("good", List.of(1));
		});
		JsonNode metadata = segment.at("/metadata/default");
		assertThat(metadata.get("good").toString()).isEqualTo("[1]");
		metadata.fieldNames().forEachRemaining((name) -> {
			if (!name.equals("good")) {
				assertThat(metadata.get(name).asText()).as(name).contains("not recorded").hasSizeLessThan(250);
			}
		});
	}

	/**
	 * Metadata is read without a lock.
	 */
	@Test
	@SuppressWarnings("deprecation")
	void aGetterMayWaitForAnotherThreadOfTheSameTrace() {
		JsonNode segment = traceOf((current) -> {
			Segment root = AWSXRay.getCurrentSegment();
			Subsegment child = AWSXRay.beginSubsegment("child");
			child.putMetadata("waiting", new Object() {

				public String getValue() throws Exception {
					ExecutorService thread = Executors.newSingleThreadExecutor();
					try {
						return thread.submit(() -> {
							AWSXRay.getGlobalRecorder().setTraceEntity(root);
							AWSXRay.createSubsegment("meanwhile", () -> {
							});
							AWSXRay.clearTraceEntity();
							return "waited";
						}).get(10, TimeUnit.SECONDS);
					}
					finally {
						thread.shutdownNow();
					}
				}

			});
			AWSXRay.endSubsegment();
		});
		assertThat(segment.at("/subsegments/0/metadata/default/waiting/value").asText()).isEqualTo("waited");
		assertThat(TestEntities.names(segment)).containsExactlyInAnyOrder("root", "child", "meanwhile");
	}

	@Test
	void metadataOfWhatIsStillInProgressIsNotTouched() {
		AtomicInteger reads = new AtomicInteger();
		Object value = new Object() {

			public int getReads() {
				return reads.incrementAndGet();
			}

		};
		run((context, sent) -> {
			TraceScope root = begin(context);
			TraceScope open = subsegments(context).begin("open", root.entity());
			open.entity().putMetadata("value", value);
			open.entity().putMetadata("plain", 1);
			subsegments(context).end(root, null);
			JsonNode segment = await(sent);
			assertThat(segment.at("/subsegments/0/in_progress").booleanValue()).isTrue();
			assertThat(segment.at("/subsegments/0/metadata/default/value").asText()).contains("still in progress");
			assertThat(segment.at("/subsegments/0/metadata/default/plain").intValue()).isEqualTo(1);
			assertThat(reads).hasValue(0);
			subsegments(context).end(open, null);
			assertThat(await(sent).at("/metadata/default/value/reads").intValue()).isEqualTo(1);
		});
	}

	@Test
	void exceptionsOfAnyKindAreRecordedShort() {
		RuntimeException cyclic = new IllegalStateException("cyclic", new RuntimeException("cause"));
		cyclic.getCause().initCause(cyclic);
		RuntimeException long1 = new IllegalStateException("m".repeat(1_000_000));
		RuntimeException deep = new IllegalStateException("deep");
		StackTraceElement[] frames = new StackTraceElement[10_000];
		Arrays.fill(frames, new StackTraceElement("Type", "method", "Type.java", 1));
		deep.setStackTrace(frames);
		JsonNode segment = traceOf((current) -> {
			for (RuntimeException exception : List.of(cyclic, long1, deep)) {
				Subsegment child = AWSXRay.beginSubsegment("failing");
				child.addException(exception);
				AWSXRay.endSubsegment();
			}
		});
		assertThat(segment.at("/subsegments/0/cause/exceptions")).hasSize(2);
		assertThat(segment.at("/subsegments/1/cause/exceptions/0/message").asText()).hasSize(250);
		assertThat(segment.at("/subsegments/2/cause/exceptions/0/stack")).hasSize(50);
		assertThat(segment.at("/subsegments/2/cause/exceptions/0/truncated").intValue()).isEqualTo(9950);
	}

	/**
	 * Defect of the SDK: what is streamed is serialised on the thread of the request, and
	 * all of it is kept where children are still open.
	 */
	@Test
	@SuppressWarnings("deprecation")
	void fiftyThousandSubsegmentsOfOneSegmentArriveAndAreNotKept() {
		AtomicLong largest = new AtomicLong();
		run((context, sent) -> {
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			TraceScope root = begin(context);
			TraceScope open = subsegments(context).begin("open", root.entity());
			for (int i = 0; i < 50_000; i++) {
				subsegments(context).end(subsegments(context).begin("child", open.entity()), null);
				largest.accumulateAndGet(root.entity().getTotalSize().sum(), Math::max);
				if (i % 1000 == 0) {
					// Slower than a thread that does nothing else
					Awaitility.await().until(() -> statistics.queueDepth() < 1000);
				}
			}
			subsegments(context).end(open, null);
			subsegments(context).end(root, null);
			Awaitility.await().until(() -> statistics.queueDepth() == 0);
			assertThat(statistics.dropped()).isZero();
			assertThat(ids(sent)).hasSize(50_002).doesNotHaveDuplicates();
			assertThat(largest.get()).isLessThan(200);
		});
	}

	@Test
	void fiftyThousandSubsegmentsThatAreNotStreamedAreSplit() {
		run((context, sent) -> {
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			TraceScope root = begin(context);
			for (int i = 0; i < 50_000; i++) {
				subsegments(context).end(subsegments(context).begin("child", root.entity()), null);
			}
			subsegments(context).end(root, null);
			Awaitility.await().until(() -> statistics.sent() == 1);
			assertThat(statistics.split()).isEqualTo(1);
			assertThat(sent).allSatisfy((document) -> assertThat(document).hasSizeLessThan(63 * 1024));
			assertThat(ids(sent)).hasSize(50_001).doesNotHaveDuplicates();
		}, "xray.streaming-threshold=1000000");
	}

	/**
	 * Defect of the SDK: closing, streaming and serialising a tree from several threads
	 * race.
	 */
	@RepeatedTest(3)
	void childrenThatEndAfterTheirSegmentOnOtherThreadsArriveOnce() {
		ConcurrentLinkedQueue<String> begun = new ConcurrentLinkedQueue<>();
		run((context, sent) -> {
			EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
			Subsegments subsegments = subsegments(context);
			TraceScope root = begin(context);
			begun.add(root.entity().getId());
			CountDownLatch half = new CountDownLatch(THREADS * 50);
			ExecutorService threads = Executors.newFixedThreadPool(THREADS);
			List<Future<?>> results = new ArrayList<>();
			for (int t = 0; t < THREADS; t++) {
				results.add(threads.submit(() -> {
					for (int i = 0; i < 100; i++) {
						TraceScope outer = subsegments.begin("outer", root.entity());
						TraceScope inner = subsegments.begin("inner", outer.entity());
						begun.add(outer.entity().getId());
						begun.add(inner.entity().getId());
						inner.entity().putMetadata("list", new ArrayList<>(List.of(i)));
						subsegments.end((i % 2 == 0) ? inner : outer, null);
						half.countDown();
						subsegments.end((i % 2 == 0) ? outer : inner, null);
					}
				}));
			}
			assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
			subsegments.end(root, null);
			for (Future<?> result : results) {
				result.get(20, TimeUnit.SECONDS);
			}
			threads.shutdown();
			Awaitility.await().until(() -> statistics.queueDepth() == 0);
			assertThat(statistics.dropped()).isZero();
			assertThat(ids(sent)).containsExactlyInAnyOrderElementsOf(begun);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		}, "xray.streaming-threshold=20");
	}

	@Test
	void aContextThatClosesUnderLoadCountsAllThatItsThreadsBring() throws Exception {
		AtomicInteger stopped = new AtomicInteger();
		CountDownLatch some = new CountDownLatch(2000);
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		EmitterStatistics[] statistics = new EmitterStatistics[1];
		List<Future<?>> results = new ArrayList<>();
		AtomicInteger ended = new AtomicInteger();
		run((context, sent) -> {
			statistics[0] = context.getBean(EmitterStatistics.class);
			Segments segments = context.getBean(Segments.class);
			Subsegments subsegments = subsegments(context);
			for (int t = 0; t < THREADS; t++) {
				results.add(threads.submit(() -> {
					while (stopped.get() == 0) {
						subsegments.end(segments.begin("root", segments.newTraceId(), null), null);
						ended.incrementAndGet();
						some.countDown();
					}
				}));
			}
			assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
		});
		stopped.set(1);
		for (Future<?> result : results) {
			result.get(20, TimeUnit.SECONDS);
		}
		threads.shutdown();
		assertThat(statistics[0].accepted()).isEqualTo(ended.get())
			.isEqualTo(statistics[0].sent() + statistics[0].dropped());
	}

	private JsonNode traceOf(Consumer<Segment> work) {
		return traceOf(0, work);
	}

	private JsonNode traceOf(int faults, Consumer<Segment> work) {
		JsonNode[] document = new JsonNode[1];
		run((context, sent) -> {
			AWSXRay.createSegment("root", work);
			document[0] = await(sent);
			assertThat(sent).isEmpty();
			assertThat(context.getBean(TracingFaults.class).counts().values().stream().mapToLong(Long::longValue).sum())
				.isEqualTo(faults);
		});
		return document[0];
	}

	private void run(Work work, String... properties) {
		ConcurrentLinkedQueue<byte[]> sent = new ConcurrentLinkedQueue<>();
		TraceSender sender = (documents) -> documents.forEach((document) -> sent.add(document.content()));
		this.runner.withBean(TraceSender.class, () -> sender)
			.withPropertyValues("xray.emitter.type=none")
			.withPropertyValues(properties)
			.run((context) -> work.run(context, sent));
	}

	private static TraceScope begin(ApplicationContext context) {
		Segments segments = context.getBean(Segments.class);
		return segments.begin("root", segments.newTraceId(), null);
	}

	private static Subsegments subsegments(ApplicationContext context) {
		return context.getBean(Subsegments.class);
	}

	private static JsonNode await(ConcurrentLinkedQueue<byte[]> sent) {
		Awaitility.await().until(() -> !sent.isEmpty());
		return SegmentDocumentSchema.assertValid(sent.remove());
	}

	/**
	 * The ids of all that is complete.
	 */
	private static List<String> ids(Iterable<byte[]> documents) {
		List<String> ids = new ArrayList<>();
		int number = 0;
		for (byte[] document : documents) {
			// The schema takes its time
			boolean checked = number++ % 50 == 0;
			collect(checked ? SegmentDocumentSchema.assertValid(document) : parse(document), ids);
		}
		return ids;
	}

	private static JsonNode parse(byte[] document) {
		try {
			return mapper.readTree(document);
		}
		catch (IOException ex) {
			throw new AssertionError("Not well-formed", ex);
		}
	}

	private static void collect(JsonNode entity, List<String> ids) {
		if (!entity.has("in_progress")) {
			ids.add(entity.get("id").asText());
		}
		entity.path("subsegments").forEach((child) -> collect(child, ids));
	}

	private interface Work {

		void run(ApplicationContext context, ConcurrentLinkedQueue<byte[]> sent) throws Exception;

	}

}
