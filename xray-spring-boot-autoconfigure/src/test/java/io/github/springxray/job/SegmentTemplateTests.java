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

package io.github.springxray.job;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.assertThatExceptionOfType;

/**
 * Segments that code opens with {@link SegmentTemplate}.
 */
class SegmentTemplateTests {

	private final ApplicationContextRunner runner = JobApplications.runner();

	@Test
	void opensASegmentOfTheServiceWithTheJobAsAnnotation() {
		run((template, traces) -> {
			template.run("import", () -> AWSXRay.createSubsegment("inside", () -> {
			}));
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasParentId(null).hasAnnotation("job", "import").isComplete();
			assertThat(segment).isNotFault().hasSubsegmentsExactly("inside");
			assertThat(template.<Integer, RuntimeException>call("count", () -> 3)).isEqualTo(3);
			RecordedEntity next = traces.takeSegment();
			assertThat(next).hasAnnotation("job", "count");
			assertThat(next.traceId()).isNotEqualTo(segment.traceId());
		});
	}

	@Test
	void isASubsegmentOfThatNameWhereASegmentIsOpen() {
		run((template, traces) -> {
			AWSXRay.beginSegment("request");
			template.run("import", () -> {
			});
			template.run("odd (name)", () -> {
			});
			AWSXRay.endSegment();
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("request").hasSubsegmentsExactly("import", "odd _name_").hasNoAnnotation("job");
			assertThat(segment.subsegment("import")).hasAnnotation("job", "import");
			assertThat(segment.subsegment("odd _name_")).hasAnnotation("job", "odd (name)");
		});
	}

	@Test
	void isNothingWhereAnUnsampledSegmentIsOpen() {
		run((template, traces) -> {
			Segments.unsampled(() -> template.run("import", () -> assertThat(AWSXRay.getTraceEntity()).isNotNull()));
			traces.assertClean();
		});
	}

	@Test
	void whatIsThrownIsAFaultAndGoesOnUnchanged() {
		run((template, traces) -> {
			IOException checked = new IOException("disk");
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> template.run("import", () -> {
				throw checked;
			})).isSameAs(checked);
			assertThat(traces.takeSegment()).isFault().hasException(IOException.class).hasExceptionMessage("disk");
			assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> template.call("error", () -> {
				throw new StackOverflowError();
			}));
			assertThat(traces.takeSegment()).isFault().hasException(StackOverflowError.class);
		});
	}

	@Test
	void endsWithTheStageThatIsReturned() {
		run((template, traces) -> {
			CompletableFuture<String> stage = new CompletableFuture<>();
			assertThat(template.<CompletableFuture<String>, RuntimeException>call("later", () -> stage))
				.isSameAs(stage);
			assertThat(AWSXRay.getCurrentSegmentOptional()).isEmpty();
			assertThat(traces.count()).isZero();
			stage.completeExceptionally(new IllegalStateException("late"));
			assertThat(traces.takeSegment()).isFault().hasException(IllegalStateException.class);
			CompletableFuture<String> unwanted = new CompletableFuture<>();
			template.call("cancelled", () -> unwanted);
			unwanted.completeExceptionally(new CancellationException());
			assertThat(traces.takeSegment()).isNotFault();
		});
	}

	@Test
	void segmentsWithinEachOtherAreOneTrace() {
		run((template, traces) -> {
			template.run("outer", () -> template.run("inner", () -> {
			}));
			assertThat(traces.takeSegment()).hasAnnotation("job", "outer").hasSubsegmentsExactly("inner");
		});
	}

	@Test
	void aSegmentThatWorkEndsByHandIsSentOnce() {
		run((template, traces) -> {
			template.run("import", AWSXRay::endSegment);
			assertThat(traces.takeSegment()).hasAnnotation("job", "import");
			template.run("next", () -> {
				AWSXRay.beginSubsegment("left open");
			});
			assertThat(traces.takeSegment()).hasAnnotation("job", "next");
			assertThat(AWSXRay.getCurrentSegmentOptional()).isEmpty();
			traces.clear();
		});
	}

	@Test
	void recordsNothingThatIsNotSampled() {
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			context.getBean(SegmentTemplate.class).run("import", () -> {
				Entity current = AWSXRay.getTraceEntity();
				assertThat(current).isNotNull();
				assertThat(current.isSampled()).isFalse();
			});
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void anomaliesAreCapturedWithTheJob() {
		this.runner.withPropertyValues("xray.sampling.strategy=none", "xray.sampling.capture-anomalies=true")
			.run((context) -> {
				SegmentTemplate template = context.getBean(SegmentTemplate.class);
				assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> template.run("import", () -> {
					throw new IllegalStateException("broken");
				}));
				assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasAnnotation("job", "import")
					.hasAnnotation("captured_anomaly", true)
					.isFault();
			});
	}

	@Test
	void rulesMatchTheJob() {
		this.runner
			.withPropertyValues("xray.sampling.strategy=local", "xray.sampling.rules[0].job=import*",
					"xray.sampling.rules[0].rate=0", "xray.sampling.rate=1")
			.run((context) -> {
				context.getBean(SegmentTemplate.class).run("import users", () -> {
				});
				context.getBean(SegmentTemplate.class).run("export", () -> {
				});
				assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasAnnotation("job", "export");
			});
	}

	@Test
	void doesTheWorkWhereNothingIsTraced() {
		this.runner.withPropertyValues("xray.enabled=false").run((context) -> {
			assertThat(context).hasSingleBean(SegmentTemplate.class)
				.doesNotHaveBean(JobSegments.class)
				.doesNotHaveBean(LongJobs.class);
			SegmentTemplate template = context.getBean(SegmentTemplate.class);
			assertThat(template.<String, RuntimeException>call("import", () -> "done")).isEqualTo("done");
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void tracesWithoutSpringWebAndReactor() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet", "reactor",
					"org.springframework.batch", "org.quartz"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(SegmentTemplate.class).run("import", () -> {
				});
				assertThat(context.getBean(RecordedTraces.class).takeSegment()).isComplete();
			});
	}

	@Test
	void theTemplateOfTheApplicationWins() {
		SegmentTemplate own = SegmentTemplate.none();
		this.runner.withBean("own", SegmentTemplate.class, () -> own)
			.run((context) -> assertThat(context.getBean(SegmentTemplate.class)).isSameAs(own));
	}

	private void run(Code code) {
		this.runner.run((context) -> {
			code.run(context.getBean(SegmentTemplate.class), context.getBean(RecordedTraces.class));
			context.getBean(RecordedTraces.class).assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
			assertThat(context.getBean(LongJobs.class).size()).isZero();
		});
	}

	@FunctionalInterface
	private interface Code {

		void run(SegmentTemplate template, RecordedTraces traces) throws Exception;

	}

	/**
	 * Something in which nothing is recorded.
	 */
	private static final class Segments {

		static void unsampled(Runnable work) {
			AWSXRay.getGlobalRecorder().beginNoOpSegment();
			try {
				work.run();
			}
			finally {
				AWSXRay.endSegment();
			}
		}

	}

}
