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

package io.github.springxray.executor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.listeners.SegmentListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.EmitterStatistics;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.scheduling.XRaySchedulingAutoConfiguration;
import io.github.springxray.servlet.XRayServletAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests and jobs of all kinds at the same time, on the threads of many executors.
 * The system property {@value #ROUNDS_PROPERTY} says how often the 1,000 are done by one
 * application: 100 makes 100,000.
 */
class MixedWorkIntegrationTests {

	private static final String ROUNDS_PROPERTY = "xray.mixed-work.rounds";

	private static final int ROUNDS = Integer.getInteger(ROUNDS_PROPERTY, 1);

	private static final int WORK = 1000;

	private static final int AT_ONCE = 16;

	private static final long GROWTH = 24_000_000;

	private static final String NESTED = "outer(middle(inner()))";

	private static final String JOB = "job";

	private static final String TICK = "tick";

	private static final String UNSAMPLED = "unsampled";

	private static final String HEADER = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

	private static final Map<String, String> TREES = Map.ofEntries(Map.entry("sync", "sync()"),
			Map.entry("async", "async()async()"), Map.entry("nested", NESTED), Map.entry("fork", "fork()fork()"),
			Map.entry("structured", "fork()fork()"), Map.entry("cancelled", "interrupted()"),
			Map.entry("scheduled", "scheduled()"), Map.entry("fail", "failed()"), Map.entry("callable", NESTED),
			Map.entry("task", "task()"), Map.entry("deferred", "deferred()"), Map.entry("timeout", "timeout()"),
			Map.entry("events", "event()event()"), Map.entry("late", NESTED));

	private static final List<String> KINDS = List.of("sync", "async", "nested", "fork", "structured", "cancelled",
			"scheduled", "fail", "callable", "task", "deferred", "events", "late", JOB, UNSAMPLED, TICK, "late", JOB,
			"nested", "async");

	/**
	 * The container takes a second for a timeout, so there are few, at the beginning.
	 */
	private static final int TIMEOUTS = 20;

	private static final HttpClient client = HttpClient.newHttpClient();

	@Test
	@Timeout(value = 30, unit = TimeUnit.MINUTES)
	void eachTraceIsCompleteAndNothingIsLeftAnywhere() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			SentTraces sent = context.getBean(SentTraces.class);
			long before = 0;
			for (int round = 0; round < ROUNDS; round++) {
				Map<Integer, String> kinds = new HashMap<>();
				doAll(context, kinds);
				check(sent.take(context.getBean(EmitterStatistics.class), kinds), kinds);
				assertNothingIsLeft(context);
				before = (round == ROUNDS / 2) ? used() : before;
			}
			assertThat((ROUNDS > 3) ? used() - before : 0).as("growth of the heap").isLessThan(GROWTH);
		}
	}

	/**
	 * Of Spring Boot only what it takes, so that the test is quick.
	 */
	private static ConfigurableApplicationContext start() {
		return new SpringApplicationBuilder(MixedWorkApplication.class, SendingConfiguration.class)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.application.name=mixed",
					"spring.main.banner-mode=off", "server.shutdown=immediate", "server.tomcat.threads.max=16",
					"xray.sampling.strategy=all", "xray.emitter.type=none", "xray.emitter.queue-capacity=100000")
			.run();
	}

	private static void doAll(ConfigurableApplicationContext context, Map<Integer, String> kinds) throws Exception {
		String url = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/mixed/";
		MixedWorkApplication.Work work = context.getBean(MixedWorkApplication.Work.class);
		MixedWorkJobs ticks = context.getBean(MixedWorkJobs.class);
		List<CompletableFuture<?>> all = new ArrayList<>();
		Semaphore free = new Semaphore(AT_ONCE + TIMEOUTS);
		ExecutorService jobs = Executors.newFixedThreadPool(2);
		try {
			for (int number = 0; number < WORK; number++) {
				String kind = (number < TIMEOUTS) ? "timeout" : KINDS.get(number % KINDS.size());
				kinds.put(number, kind);
				assertThat(free.tryAcquire(MixedWorkApplication.SECONDS, TimeUnit.SECONDS)).as("a free place").isTrue();
				int current = number;
				CompletableFuture<?> done = switch (kind) {
					case JOB -> CompletableFuture.runAsync(() -> job(work, current), jobs);
					case TICK -> ticks.order(number);
					default -> client.sendAsync(request(url, kind, number), BodyHandlers.ofString());
				};
				all.add(done.whenComplete((result, failure) -> free.release()));
			}
			for (CompletableFuture<?> each : all) {
				each.get(MixedWorkApplication.SECONDS, TimeUnit.SECONDS);
			}
		}
		finally {
			jobs.shutdownNow();
		}
	}

	private static void job(MixedWorkApplication.Work work, int number) {
		try {
			work.job(number);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static HttpRequest request(String url, String kind, int number) {
		boolean unsampled = kind.equals(UNSAMPLED);
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create(url + (unsampled ? "nested" : kind) + "/" + number));
		return (unsampled ? request.header("X-Amzn-Trace-Id", HEADER) : request).build();
	}

	private static void check(Map<Integer, List<RecordedEntity>> traces, Map<Integer, String> kinds) {
		kinds.forEach((number, kind) -> {
			List<RecordedEntity> documents = traces.getOrDefault(number, List.of());
			if (kind.equals(UNSAMPLED)) {
				assertThat(documents).as("unsampled " + number).isEmpty();
				return;
			}
			RecordedEntity segment = documents.stream()
				.filter((document) -> !document.isIndependentSubsegment())
				.reduce((one, other) -> {
					throw new AssertionError("two segments: " + one.json() + other.json());
				})
				.orElseThrow(() -> new AssertionError("no segment of " + kind + " " + number));
			String json = documents.stream().map(RecordedEntity::json).toList().toString();
			assertThat(segment.isInProgress()).as(json).isFalse();
			String expected = (kind.equals(JOB) || kind.equals(TICK)) ? ((number % 2 == 0) ? "fork()fork()" : "done()")
					: TREES.get(kind);
			assertThat(treeOf(segment.id(), complete(documents))).as(json).isEqualTo(expected);
			assertThat(segment.isFault()).as(json).isEqualTo(kind.equals("fail") || kind.equals("timeout"));
			documents.forEach((document) -> assertNumber(document, number));
		});
		assertThat(traces).hasSize((int) kinds.values().stream().filter((kind) -> !kind.equals(UNSAMPLED)).count());
	}

	/**
	 * What has ended late is in a document of its own, and before that in another one as
	 * something in progress, with what was complete beneath it by then.
	 */
	private static Map<String, List<RecordedEntity>> complete(List<RecordedEntity> documents) {
		Map<String, List<RecordedEntity>> children = new HashMap<>();
		for (RecordedEntity document : documents) {
			if (document.isIndependentSubsegment()) {
				assertThat(document.isInProgress()).as(document.json()).isFalse();
				children.computeIfAbsent(document.parentId(), (id) -> new ArrayList<>()).add(document);
			}
			collect(document, children);
		}
		return children;
	}

	private static void collect(RecordedEntity entity, Map<String, List<RecordedEntity>> children) {
		for (RecordedEntity child : entity.subsegments()) {
			if (!child.isInProgress()) {
				children.computeIfAbsent(entity.id(), (id) -> new ArrayList<>()).add(child);
			}
			collect(child, children);
		}
	}

	private static String treeOf(String id, Map<String, List<RecordedEntity>> children) {
		StringBuilder tree = new StringBuilder();
		for (RecordedEntity child : children.getOrDefault(id, List.of())) {
			tree.append(child.name()).append('(').append(treeOf(child.id(), children)).append(')');
		}
		return tree.toString();
	}

	/**
	 * The number of something else would be a subsegment under a wrong parent. What was
	 * in progress when the segment left has one as well.
	 */
	private static void assertNumber(RecordedEntity entity, Integer number) {
		assertThat(entity.annotations().get(MixedWorkApplication.NUMBER)).as(entity.json()).isEqualTo(number);
		entity.subsegments()
			.stream()
			.filter((each) -> !each.isInProgress())
			.forEach((each) -> assertNumber(each, number));
	}

	/**
	 * No thread, no task that was done and no queue may still refer to a segment: one
	 * that has left on another thread while it was put back would be kept by its thread.
	 */
	private static void assertNothingIsLeft(ConfigurableApplicationContext context) {
		assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		context.getBean(Held.class).traces().assertNothingCurrent();
		EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
		assertThat(statistics.sent() + statistics.dropped()).isEqualTo(statistics.accepted());
		assertThat(statistics.dropped()).isZero();
		BegunSegments segments = context.getBean(BegunSegments.class);
		Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			System.gc();
			assertThat(segments.held()).as("segments that somebody keeps").isEmpty();
		});
	}

	private static long used() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class, XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayEmitterAutoConfiguration.class, XRayExecutorAutoConfiguration.class,
			XRayHttpAutoConfiguration.class, XRayJobAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
			XRaySchedulingAutoConfiguration.class, XRayServletAutoConfiguration.class })
	static class SendingConfiguration {

		/**
		 * Is asked what is current only, as what is sent goes the long way.
		 */
		@Bean
		SegmentListener heldEntities(Held held) {
			return held.traces().segmentListener();
		}

		@Bean
		Held held() {
			return new Held(new RecordedTraces());
		}

		@Bean
		SentTraces sentTraces() {
			return new SentTraces();
		}

	}

	record Held(RecordedTraces traces) {

	}

}
