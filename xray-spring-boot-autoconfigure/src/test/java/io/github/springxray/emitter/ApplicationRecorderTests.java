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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a recorder that is a class of the application: its segments are the SDK's.
 * What it records arrives all the same, and each part of it once.
 */
class ApplicationRecorderTests {

	private static final Pattern ENTITY = Pattern
		.compile("\"name\":\"(\\w+)\",\"id\":\"[0-9a-f]{16}\",\"start_time\":[0-9.]+,\"(end_time|in_progress)\"");

	private final List<String> complete = Collections.synchronizedList(new ArrayList<>());

	private final List<String> inProgress = Collections.synchronizedList(new ArrayList<>());

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayEmitterAutoConfiguration.class))
		.withUserConfiguration(RecorderConfiguration.class)
		.withPropertyValues("xray.emitter.type=none")
		.withBean(TraceSender.class, () -> this::read);

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsCompleteArrivesWithItsSegment(boolean ourContext) {
		run(ourContext, (recorder, subsegments) -> {
			Segment segment = recorder.beginSegment("root");
			assertThat(segment.getClass().getName()).startsWith("com.amazonaws.xray");
			segment.putAnnotation("key", "value");
			recorder.beginSubsegment("child");
			recorder.beginSubsegment("grandchild").putMetadata("list", List.of(1));
			recorder.endSubsegment();
			recorder.endSubsegment();
			recorder.endSegment();
		});
		assertThat(this.complete).containsExactlyInAnyOrder("root", "child", "grandchild");
		assertThat(this.inProgress).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void veryManyArriveEachOnce(boolean ourContext) {
		List<String> names = new ArrayList<>(List.of("root"));
		run(ourContext, (recorder, subsegments) -> {
			recorder.beginSegment("root");
			for (int i = 0; i < 300; i++) {
				names.addAll(List.of("child" + i, "grandchild" + i));
				recorder.beginSubsegment("child" + i);
				recorder.beginSubsegment("grandchild" + i);
				recorder.endSubsegment();
				recorder.endSubsegment();
			}
			recorder.endSegment();
		});
		assertThat(this.complete).containsExactlyInAnyOrderElementsOf(names);
	}

	@Test
	void whatIsOpenWhenItsSegmentEndsArrivesOnItsOwnToo() {
		run(true, (recorder, subsegments) -> {
			Segment segment = recorder.beginSegment("root");
			TraceScope open = subsegments.begin("open", segment);
			subsegments.end(subsegments.begin("early", open.entity()), null);
			TraceScope inner = subsegments.begin("inner", open.entity());
			recorder.endSegment();
			subsegments.end(subsegments.begin("late", open.entity()), null);
			subsegments.end(inner, null);
			subsegments.end(open, null);
		});
		assertThat(this.complete).containsExactlyInAnyOrder("root", "open", "early", "inner", "late");
		assertThat(this.inProgress).contains("open", "inner").doesNotContain("early", "late");
	}

	@Test
	void aSegmentThatIsEndedByHandIsSentByItsLastSubsegment() {
		run(true, (recorder, subsegments) -> {
			Segment segment = recorder.beginSegment("root");
			Subsegment child = recorder.beginSubsegment("child");
			segment.end();
			recorder.endSubsegment(child);
			recorder.endSegment();
		});
		assertThat(this.complete).containsExactlyInAnyOrder("root", "child");
	}

	@Test
	void manyThreadsLoseNothingAndSendNothingTwice() {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		List<String> names = Collections.synchronizedList(new ArrayList<>());
		run(true, (recorder, subsegments) -> {
			for (int trace = 0; trace < 40; trace++) {
				names.add("root");
				Segment segment = recorder.beginSegment("root");
				Queue<TraceScope> shared = new ConcurrentLinkedQueue<>();
				List<Future<?>> parts = new ArrayList<>();
				for (int i = 0; i < 4; i++) {
					String prefix = "t" + trace + "p" + i + "n";
					parts.add(threads.submit(() -> work(subsegments, segment, shared, prefix, names)));
				}
				recorder.endSegment();
				parts.forEach(ApplicationRecorderTests::await);
				shared.forEach((open) -> subsegments.end(open, null));
			}
		});
		threads.shutdownNow();
		assertThat(this.complete).containsExactlyInAnyOrderElementsOf(names);
		assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).isNull();
	}

	private static void work(Subsegments subsegments, Segment segment, Queue<TraceScope> shared, String prefix,
			List<String> names) {
		for (int i = 0; i < 50; i++) {
			TraceScope parent = shared.poll();
			Entity beneath = (parent != null) ? parent.entity() : segment;
			names.add(prefix + i);
			shared.add(subsegments.begin(prefix + i, beneath));
			if (parent != null) {
				subsegments.end(parent, null);
			}
		}
	}

	private static void await(Future<?> future) {
		try {
			future.get(60, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void run(boolean ourContext, BiConsumer<AWSXRayRecorder, Subsegments> work) {
		this.runner.withPropertyValues("our-context=" + ourContext, "xray.emitter.queue-capacity=100000")
			.run((context) -> {
				work.accept(context.getBean(AWSXRayRecorder.class), context.getBean(Subsegments.class));
				EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
				Awaitility.await()
					.until(() -> statistics.queueDepth() == 0 && statistics.accepted() == statistics.sent());
				assertThat(statistics.accepted()).isPositive();
				assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			});
	}

	private void read(List<TraceDocument> documents) {
		for (TraceDocument document : documents) {
			ENTITY.matcher(new String(document.content(), StandardCharsets.UTF_8)).results().forEach((result) -> {
				List<String> names = result.group(2).equals("end_time") ? this.complete : this.inProgress;
				names.add(result.group(1));
			});
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class RecorderConfiguration {

		@Bean
		ApplicationRecorder applicationRecorder(Emitter emitter, SegmentContextResolver resolver,
				Environment environment) {
			ApplicationRecorder recorder = new ApplicationRecorder();
			recorder.setEmitter(emitter);
			recorder.setSamplingStrategy(new AllSamplingStrategy());
			if (environment.getRequiredProperty("our-context", Boolean.class)) {
				SegmentContextResolverChain chain = new SegmentContextResolverChain();
				chain.addResolver(resolver);
				recorder.setSegmentContextResolverChain(chain);
			}
			return recorder;
		}

	}

	/**
	 * A recorder that somebody has written.
	 */
	static final class ApplicationRecorder extends AWSXRayRecorder {

	}

}
