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

package io.github.springxray.logging;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.listeners.SegmentListener;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.CurrentEntityListener;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MdcIds} and {@link XRayLoggingAutoConfiguration}.
 */
class MdcIdsTests {

	private static final String KEY = "AWS-XRAY-TRACE-ID";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayLoggingAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class))
		.withUserConfiguration(RecordingConfiguration.class);

	@BeforeEach
	@AfterEach
	void nothingIsLeft() {
		MDC.clear();
	}

	@Test
	void whatIsCurrentIsNamedAndWhatWasSoBeforeComesBack() {
		run((tracing) -> {
			TraceScope root = tracing.begin();
			Entity segment = tracing.entity(root);
			assertNames(segment);
			TraceScope outer = tracing.subsegments().begin("outer");
			assertNames(tracing.entity(outer));
			TraceScope inner = tracing.subsegments().begin("inner");
			assertNames(tracing.entity(inner));
			tracing.subsegments().end(inner, null);
			assertNames(tracing.entity(outer));
			tracing.subsegments().end(outer, null);
			assertNames(segment);
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void theValueOfXRayHasNoPrefixAndTheOthersAreHex() {
		run((tracing) -> {
			TraceScope root = tracing.begin();
			Entity segment = tracing.entity(root);
			assertThat(MDC.get(KEY)).matches("1-[0-9a-f]{8}-[0-9a-f]{24}@[0-9a-f]{16}")
				.isEqualTo(segment.getTraceId() + "@" + segment.getId());
			assertThat(MDC.get("traceId")).matches("[0-9a-f]{32}");
			assertThat(MDC.get("spanId")).matches("[0-9a-f]{16}");
			tracing.subsegments().end(root, null);
		});
	}

	@Test
	@SuppressWarnings("deprecation")
	void theStaticApiOfTheSdkIsFollowed() {
		run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("by hand");
			assertNames(segment);
			Subsegment first = AWSXRay.beginSubsegment("first");
			assertNames(first);
			AWSXRay.endSubsegment();
			assertNames(segment);
			Entity taken = AWSXRay.getTraceEntity();
			AWSXRay.clearTraceEntity();
			assertThat(mdc()).isEmpty();
			AWSXRay.setTraceEntity(taken);
			assertNames(segment);
			AWSXRay.endSegment();
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void aSegmentThatGetsAnotherTraceIsNamedByItFromTheNextChangeOn() {
		run((tracing) -> {
			Segment segment = AWSXRay.beginSegment("by hand");
			segment.setTraceId(TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793"));
			assertNames(AWSXRay.beginSubsegment("first"));
			assertThat(MDC.get("traceId")).isEqualTo("5759e988bd862e3fe1be46a994272793");
			AWSXRay.endSubsegment();
			assertNames(segment);
			AWSXRay.endSegment();
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void whatIsNotSampledIsNamedTheSameOnAllThreads() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			run((tracing) -> {
				TraceID trace = TraceID.create(tracing.recorder());
				TraceScope root = tracing.segments().beginUnsampled(trace);
				Map<String, String> here = mdc();
				assertThat(here.get(KEY)).matches(trace + "@[0-9a-f]{16}").endsWith("@" + here.get("spanId"));
				assertThat(here).containsEntry("traceId", hex(trace));
				AWSXRay.beginSubsegment("not recorded either");
				assertThat(mdc()).isEqualTo(here);
				AWSXRay.endSubsegment();
				AtomicReference<@Nullable Map<String, String>> there = new AtomicReference<>();
				executor.submit(() -> {
					CurrentEntity current = tracing.subsegments().makeCurrent(root.entity());
					there.set(mdc());
					current.close();
					return null;
				}).get();
				assertThat(there.get()).isEqualTo(here);
				tracing.subsegments().end(root, null);
				assertThat(mdc()).isEmpty();
				TraceScope next = tracing.segments().beginUnsampled(trace);
				assertThat(MDC.get("traceId")).isEqualTo(here.get("traceId"));
				assertThat(MDC.get("spanId")).isNotEqualTo(here.get("spanId"));
				tracing.subsegments().end(next, null);
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void nothingOfATraceIsHeldOnToForTheNextOne() {
		run((tracing) -> {
			TraceScope root = tracing.segments().beginUnsampled(TraceID.create(tracing.recorder()));
			WeakReference<Entity> known = new WeakReference<>(tracing.entity(root));
			tracing.subsegments().end(root, null);
			root = null;
			GarbageCollection.awaitCollectionOf(known);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void whatIsExcludedHasNoIds() {
		run((tracing) -> {
			TraceScope silent = tracing.segments().beginSilent();
			assertThat(mdc()).isEmpty();
			AWSXRay.beginSubsegment("nothing");
			assertThat(mdc()).isEmpty();
			AWSXRay.endSubsegment();
			tracing.subsegments().end(silent, null);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void threadsOfAnExecutorHaveTheIdsWhileTheyWorkForTheTrace() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			run((tracing) -> {
				TraceScope root = tracing.begin();
				ExecutorService wrapped = ContextExecutorService.wrap(executor,
						() -> ContextSnapshotFactory.builder().build().captureAll());
				Map<String, String> there = wrapped.submit(MdcIdsTests::mdc).get();
				assertThat(there).isEqualTo(mdc()).hasSize(3);
				assertThat(executor.submit(MdcIdsTests::mdc).get()).isEmpty();
				tracing.subsegments().end(root, null);
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void valuesOfTheApplicationComeBackAfterwards() {
		Map<String, String> own = Map.of(KEY, "a", "traceId", "b", "spanId", "c", "user", "d");
		MDC.setContextMap(own);
		run((tracing) -> {
			TraceScope root = tracing.begin();
			assertNames(tracing.entity(root));
			TraceScope child = tracing.subsegments().begin("child");
			assertNames(tracing.entity(child));
			assertThat(MDC.get("user")).isEqualTo("d");
			tracing.subsegments().end(child, null);
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEqualTo(own);
		});
	}

	@Test
	void whatTheApplicationPutsMeanwhileStays() {
		run((tracing) -> {
			TraceScope root = tracing.begin();
			MDC.put("traceId", "mine");
			TraceScope child = tracing.subsegments().begin("child");
			assertThat(MDC.get("traceId")).isEqualTo("mine");
			assertThat(MDC.get(KEY)).endsWith("@" + tracing.entity(child).getId());
			tracing.subsegments().end(child, null);
			tracing.subsegments().end(root, null);
			assertThat(mdc()).containsOnly(Map.entry("traceId", "mine"));
		});
	}

	@Test
	void whatTheApplicationRemovesMeanwhileLeavesNothingBehind() {
		for (String removed : new String[] { KEY, "traceId", "spanId" }) {
			MDC.put(removed, "before");
			run((tracing) -> {
				TraceScope root = tracing.begin();
				MDC.remove(removed);
				tracing.subsegments().end(root, null);
				assertThat(mdc()).isEmpty();
			});
		}
	}

	@Test
	void aClearedMdcHasTheIdsAgainWithTheNextChange() {
		MDC.put("traceId", "before");
		run((tracing) -> {
			TraceScope root = tracing.begin();
			TraceScope child = tracing.subsegments().begin("child");
			MDC.clear();
			tracing.subsegments().end(child, null);
			assertNames(tracing.entity(root));
			MDC.clear();
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void aCopyOfTheMdcOfAnotherThreadDoesNotStop() {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			run((tracing) -> {
				TraceScope root = tracing.begin();
				Map<String, String> copy = MDC.getCopyOfContextMap();
				TraceScope child = tracing.subsegments().begin("child");
				executor.submit(() -> {
					CurrentEntity current = tracing.subsegments().makeCurrent(child.entity());
					MDC.setContextMap(copy);
					TraceScope there = tracing.subsegments().begin("there");
					assertNames(tracing.entity(there));
					tracing.subsegments().end(there, null);
					assertNames(tracing.entity(child));
					current.close();
					assertThat(mdc()).isEmpty();
					return null;
				}).get();
				tracing.subsegments().end(child, null);
				tracing.subsegments().end(root, null);
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aTraceWithinATraceIsNamedWhileItLasts() {
		run((tracing) -> {
			TraceScope root = tracing.begin();
			Segment within = AWSXRay.beginSegment("within");
			assertNames(within);
			AWSXRay.endSegment();
			assertNames(tracing.entity(root));
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void manySubsegmentsThatAreNeverMadeCurrentAgainAreNotKept() {
		run((tracing) -> {
			TraceScope root = tracing.begin();
			for (int i = 0; i < 100; i++) {
				TraceScope child = tracing.subsegments().begin("child");
				assertNames(tracing.entity(child));
				tracing.subsegments().detach(child);
				assertNames(tracing.entity(root));
				tracing.subsegments().end(child, null);
			}
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
		});
	}

	@Test
	void theListenerOfTheSdkKeepsTheKeyThatItPuts() {
		SegmentListener sdk = new SegmentListener() {

			@Override
			public void onSetEntity(@Nullable Entity old, Entity entity) {
				MDC.put(KEY, KEY + ": " + entity.getTraceId() + "@" + entity.getId());
			}

			@Override
			public void onClearEntity(Entity entity) {
				MDC.remove(KEY);
			}

		};
		this.runner.withBean("slf4jListener", SegmentListener.class, () -> sdk).run((context) -> {
			Tracing tracing = new Tracing(context);
			TraceScope root = tracing.begin();
			TraceScope child = tracing.subsegments().begin("child");
			assertThat(MDC.get(KEY)).startsWith(KEY + ": 1-").endsWith("@" + tracing.entity(child).getId());
			tracing.subsegments().end(child, null);
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
			tracing.traces().takeSegment();
		});
	}

	@Test
	void nothingIsPutWhereItIsNotWanted() {
		for (String property : new String[] { "xray.logging.mdc=false", "xray.enabled=false" }) {
			this.runner.withPropertyValues(property).run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(CurrentEntityListener.class);
				AWSXRay.beginSegment("by hand");
				assertThat(mdc()).isEmpty();
				AWSXRay.endSegment();
			});
		}
	}

	@Test
	void anApplicationWithoutSlf4jStarts() {
		this.runner.withClassLoader(new FilteredClassLoader("org.slf4j")).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(CurrentEntityListener.class);
			AWSXRay.beginSegment("by hand");
			AWSXRay.endSegment();
			context.getBean(RecordedTraces.class).takeSegment();
		});
	}

	@Test
	void keysThatAnotherTracerPutsAreLeftToIt() {
		this.runner.withBean("tracer", io.micrometer.tracing.Tracer.class, () -> {
			throw new IllegalStateException("is not to be created");
		}, (definition) -> definition.setLazyInit(true)).run((context) -> {
			Tracing tracing = new Tracing(context);
			TraceScope root = tracing.begin();
			assertThat(mdc()).containsOnlyKeys(KEY);
			tracing.subsegments().end(root, null);
			assertThat(mdc()).isEmpty();
			tracing.traces().takeSegment();
		});
	}

	@Test
	void aTracerThatDoesNothingPutsNoKeys() {
		this.runner.withUserConfiguration(NoopTracerAutoConfiguration.class).run((context) -> {
			Tracing tracing = new Tracing(context);
			TraceScope root = tracing.begin();
			assertThat(mdc()).containsOnlyKeys(KEY, "traceId", "spanId");
			tracing.subsegments().end(root, null);
			tracing.traces().takeSegment();
		});
	}

	@Test
	void anAgentThatIsToldToUseTheSameKeysHasThem() {
		this.runner.withPropertyValues("otel.instrumentation.common.logging.trace-id=traceId").run((context) -> {
			Tracing tracing = new Tracing(context);
			TraceScope root = tracing.begin();
			assertThat(mdc()).containsOnlyKeys(KEY);
			tracing.subsegments().end(root, null);
			tracing.traces().takeSegment();
		});
	}

	private void run(TracingTest test) {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			Tracing tracing = new Tracing(context);
			test.run(tracing);
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	private static void assertNames(Entity entity) {
		TraceID trace = entity.getParentSegment().getTraceId();
		assertThat(mdc()).containsEntry(KEY, trace + "@" + entity.getId())
			.containsEntry("traceId", hex(trace))
			.containsEntry("spanId", entity.getId());
	}

	private static String hex(TraceID trace) {
		return trace.toString().substring(2).replace("-", "");
	}

	private static Map<String, String> mdc() {
		Map<String, String> copy = MDC.getCopyOfContextMap();
		return (copy != null) ? copy : Map.of();
	}

	/**
	 * A test with what it needs.
	 */
	@FunctionalInterface
	private interface TracingTest {

		void run(Tracing tracing) throws Exception;

	}

	/**
	 * What a test needs.
	 *
	 * @param context the application
	 */
	private record Tracing(AssertableApplicationContext context) {

		AWSXRayRecorder recorder() {
			return this.context.getBean(AWSXRayRecorder.class);
		}

		Subsegments subsegments() {
			return this.context.getBean(Subsegments.class);
		}

		Segments segments() {
			return this.context.getBean(Segments.class);
		}

		RecordedTraces traces() {
			return this.context.getBean(RecordedTraces.class);
		}

		TraceScope begin() {
			return segments().begin("root", segments().newTraceId(), null);
		}

		Entity entity(TraceScope scope) {
			return Objects.requireNonNull(scope.entity());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RecordingConfiguration {

		@Bean
		RecordedTraces recordedTraces() {
			return new RecordedTraces();
		}

	}

	/**
	 * Called as the one of Spring Boot that has a tracer where nobody else has one.
	 */
	@Configuration(proxyBeanMethods = false)
	static class NoopTracerAutoConfiguration {

		@Bean
		io.micrometer.tracing.Tracer noopTracer() {
			return io.micrometer.tracing.Tracer.NOOP;
		}

	}

}
