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

import com.amazonaws.xray.entities.Segment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TraceSizes}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TraceSizesTests {

	private static final String WARNING = "X-Ray keeps about 500 kB of a trace.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class))
		.withPropertyValues("xray.emitter.type=none")
		.withBean(TraceSender.class, () -> (documents) -> {
		});

	@Test
	void ofATraceThatIsStreamedAllIsAddedUp(CapturedOutput output) {
		this.runner.run((context) -> {
			String small = trace(context, 2_000);
			assertThat(context.getBean(EmitterStatistics.class).tooLargeTraces()).isZero();
			String large = trace(context, 10_000);
			String another = trace(context, 10_000);
			assertThat(context.getBean(EmitterStatistics.class).tooLargeTraces()).isEqualTo(2);
			assertThat(output.getOut().split(WARNING)).hasSize(2);
			assertThat(output).contains("Of " + large + " this application")
				.doesNotContain("Of " + another)
				.doesNotContain(small);
		});
	}

	@Test
	void ofATraceThatIsSplitAllIsAddedUp() {
		this.runner.withPropertyValues("xray.streaming-threshold=1000000").run((context) -> {
			trace(context, 10_000);
			assertThat(context.getBean(EmitterStatistics.class).tooLargeTraces()).isOne();
		});
	}

	@Test
	void ordinaryTracesOfOneApplicationAreNotAddedUp() {
		this.runner.run((context) -> {
			for (int i = 0; i < 20; i++) {
				for (int j = 0; j < 200; j++) {
					record(context, 1);
				}
				awaitSending(context);
			}
			assertThat(context.getBean(EmitterStatistics.class).bytes()).isGreaterThan(TraceSizes.LIMIT);
			assertThat(context.getBean(EmitterStatistics.class).tooLargeTraces()).isZero();
		});
	}

	@Test
	void aTraceIsTooLargeOnceWithTheFirstByteOverTheLimit() {
		EmitterStatistics statistics = new EmitterStatistics();
		TraceSizes sizes = new TraceSizes(statistics);
		Parcel segment = TestParcels.weighing(1);
		sizes.add(segment, TraceSizes.LIMIT);
		assertThat(statistics.tooLargeTraces()).isZero();
		sizes.add(segment, 1);
		assertThat(statistics.tooLargeTraces()).isOne();
		sizes.add(segment, 1);
		assertThat(statistics.tooLargeTraces()).isOne();
	}

	@Test
	void smallSubsegmentsAreAddedUpAndSegmentsWithThem() {
		EmitterStatistics statistics = new EmitterStatistics();
		TraceSizes sizes = new TraceSizes(statistics);
		Segment segment = TestEntities.segment("users");
		Parcel streamed = TestParcels.parcel(TestEntities.end(TestEntities.subsegment(segment, "child")));
		sizes.add(streamed, 1);
		sizes.add(streamed, TraceSizes.LIMIT - 1);
		assertThat(statistics.tooLargeTraces()).isZero();
		sizes.add(TestParcels.parcel(TestEntities.end(segment)), 1);
		assertThat(statistics.tooLargeTraces()).isOne();
	}

	private static String trace(ApplicationContext context, int subsegments) {
		String id = record(context, subsegments);
		awaitSending(context);
		return id;
	}

	private static String record(ApplicationContext context, int subsegments) {
		Subsegments children = context.getBean(Subsegments.class);
		Segments segments = context.getBean(Segments.class);
		TraceScope root = segments.begin("orders", segments.newTraceId(), null);
		String id = root.entity().getTraceId().toString();
		for (int i = 0; i < subsegments; i++) {
			children.end(children.begin("quick"), null);
		}
		children.end(root, null);
		return id;
	}

	private static void awaitSending(ApplicationContext context) {
		EmitterStatistics statistics = context.getBean(EmitterStatistics.class);
		Awaitility.await().until(() -> statistics.queueDepth() == 0 && statistics.accepted() == statistics.sent());
	}

}
