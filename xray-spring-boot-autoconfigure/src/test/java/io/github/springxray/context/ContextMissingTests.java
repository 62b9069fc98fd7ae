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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.AlreadyEmittedException;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.springxray.context.TracingRunner.Tracing;
import io.github.springxray.recorder.ContextMissing;
import io.github.springxray.testsupport.StaticApiCalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ReportingContextMissingStrategy}, and for what happens where nothing
 * is in progress.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContextMissingTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void isSilentByDefault(CapturedOutput output) {
		this.runner.run((tracing) -> {
			AWSXRay.beginSubsegment("orphan").putAnnotation("key", "value");
			AWSXRay.endSubsegment();
			AWSXRay.createSubsegment("orphan", (subsegment) -> {
				assertThat(subsegment.shouldPropagate()).isFalse();
			});
			assertThat(AWSXRay.getCurrentSegment()).isNull();
			assertThat(AWSXRay.getCurrentSubsegment()).isNull();
			AWSXRay.endSegment();
			assertThat(tracing.subsegments().begin("orphan")).isSameAs(TraceScope.none());
			assertThat(tracing.subsegments().current()).isNull();
		});
		assertThat(output).doesNotContain("WARN").doesNotContain("ERROR");
	}

	@Test
	void logsOncePerPlaceWithThePlaceOfTheCaller(CapturedOutput output) {
		this.runner.with("xray.context-missing=log").run((tracing) -> {
			for (int i = 0; i < 20; i++) {
				StaticApiCalls.begin("orphan");
				StaticApiCalls.beginElsewhere("orphan");
				StaticApiCalls.instrumented(tracing.subsegments(), "orphan");
				StaticApiCalls.askForCurrent();
			}
		});
		assertThat(warnings(output)).hasSize(4)
			.allSatisfy((line) -> assertThat(line).contains("StaticApiCalls.java:")
				.contains("xray.context-missing=ignore"));
		assertThat(warnings(output).get(0)).contains("orphan").contains("StaticApiCalls.begin(");
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void logsOncePerPlaceHoweverManyNamesItUses(CapturedOutput output) {
		this.runner.with("xray.context-missing=log").run((tracing) -> {
			for (int i = 0; i < 20; i++) {
				StaticApiCalls.begin("order " + i);
			}
		});
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void logsACallThatBeginsAndEndsOnce(CapturedOutput output) {
		this.runner.with("xray.context-missing=log").run((tracing) -> StaticApiCalls.create("orphan"));
		assertThat(warnings(output)).singleElement().asString().contains("StaticApiCalls.create(");
	}

	@Test
	void namesTheLineOnTheCommonPoolAndWhatToDoAboutIt(CapturedOutput output) {
		this.runner.with("xray.context-missing=log").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			CountDownLatch done = new CountDownLatch(1);
			// Who asks a future for its result may run the task
			ForkJoinPool.commonPool().execute(() -> {
				StaticApiCalls.begin("orphan");
				done.countDown();
			});
			assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
			tracing.end(root);
			assertThat(tracing.traces().takeSegment().subsegments()).isEmpty();
			StaticApiCalls.beginElsewhere("orphan");
		});
		assertThat(warnings(output)).hasSize(2);
		assertThat(warnings(output).get(0)).contains("StaticApiCalls.begin(", "common pool", "XRayContext");
		assertThat(warnings(output).get(1)).doesNotContain("common pool");
	}

	@Test
	void logsABoundedNumberOfTimes(CapturedOutput output) {
		ContextMissingStrategy bounded = new ReportingContextMissingStrategy(ContextMissing.LOG, 2);
		this.runner.with((runner) -> runner.withBean(ContextMissingStrategy.class, () -> bounded)).run((tracing) -> {
			StaticApiCalls.begin("orphan");
			StaticApiCalls.beginElsewhere("orphan");
			StaticApiCalls.askForCurrent();
		});
		assertThat(warnings(output)).hasSize(2);
	}

	@Test
	void failsWhereThatIsWanted() {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			assertThatExceptionOfType(SegmentNotFoundException.class)
				.isThrownBy(() -> tracing.subsegments().begin("orphan"))
				.withMessageContaining("orphan");
			assertThatExceptionOfType(SegmentNotFoundException.class)
				.isThrownBy(() -> AWSXRay.beginSubsegment("orphan"));
			assertThatExceptionOfType(SegmentNotFoundException.class).isThrownBy(AWSXRay::getCurrentSegment);
			assertThatExceptionOfType(SubsegmentNotFoundException.class).isThrownBy(AWSXRay::endSubsegment);
		});
	}

	@Test
	void failsNowhereElse() {
		this.runner.with("xray.context-missing=fail").run((tracing) -> {
			assertThat(tracing.subsegments().begin("orphan", null)).isSameAs(TraceScope.none());
			tracing.end(TraceScope.none());
			tracing.subsegments().makeCurrent(null).close();
			tracing.end(tracing.segments().beginSilent());
			TraceScope unsampled = tracing.beginUnsampled();
			tracing.end(tracing.subsegments().begin("child"));
			AWSXRay.createSubsegment("child", () -> {
			});
			tracing.end(unsampled);
			AWSXRay.createSegment("own", () -> AWSXRay.createSubsegment("child", () -> {
			}));
			tracing.traces().takeSegment("own");
		});
	}

	/**
	 * Defect of the SDK: work that outlives its request gets an AlreadyEmittedException.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "fail", "log", "ignore" })
	void workThatOutlivesItsSegmentIsNoFaultUnderAnyPolicy(String policy, CapturedOutput output) {
		this.runner.with("xray.context-missing=" + policy).run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			TraceScope open = tracing.subsegments().begin("open");
			tracing.end(root);
			tracing.traces().takeSegment();
			assertThatNoException().isThrownBy(() -> workLate(tracing, root, open));
			tracing.traces().takeSubsegment("late");
			tracing.traces().takeSubsegment("open");
		});
		assertThat(output).doesNotContain("WARN").doesNotContain("ERROR").doesNotContain("already been emitted");
	}

	@SuppressWarnings("deprecation")
	private static void workLate(Tracing tracing, TraceScope root, TraceScope open) {
		root.entity().putAnnotation("too", "late");
		root.entity().addException(new IllegalStateException("too late"));
		Tracing.segment(root).setUser("late");
		AWSXRay.setTraceEntity(root.entity());
		Subsegment late = AWSXRay.beginSubsegment("late");
		late.putMetadata("in", "time");
		AWSXRay.endSubsegment();
		late.putMetadata("too", "late");
		open.entity().putAnnotation("in", "time");
		tracing.subsegments().end(open, new IllegalStateException("in time"));
		tracing.end(root);
		AWSXRay.clearTraceEntity();
	}

	@Test
	void theStrategyOfTheUserWins() {
		List<Class<?>> missing = new ArrayList<>();
		ContextMissingStrategy own = (message, type) -> missing.add(type);
		this.runner.with((runner) -> runner.withBean(ContextMissingStrategy.class, () -> own)).run((tracing) -> {
			assertThat(tracing.recorder().getContextMissingStrategy()).isSameAs(own);
			assertThat(tracing.context().getBeansOfType(ContextMissingStrategy.class)).hasSize(1);
			AWSXRay.beginSubsegment("orphan");
			assertThat(missing).containsExactly(SegmentNotFoundException.class);
		});
	}

	@Test
	void aStrategyThatThrowsForLateWorkHarmsNobodyWhoIsInstrumented() {
		ContextMissingStrategy own = (message, type) -> {
			throw new AlreadyEmittedException(message);
		};
		this.runner.with((runner) -> runner.withBean(ContextMissingStrategy.class, () -> own))
			.runWithFaults((tracing) -> {
				TraceScope root = tracing.beginSegment();
				tracing.end(root);
				tracing.traces().takeSegment();
				assertThat(tracing.subsegments().begin("late", root.entity())).isSameAs(TraceScope.none());
				assertThat(tracing.subsegments().begin("orphan")).isSameAs(TraceScope.none());
				assertThat(tracing.faults().counts()).containsEntry("beginning a subsegment", 2L);
			});
	}

	private static List<String> warnings(CapturedOutput output) {
		return Pattern.compile("\\R").splitAsStream(output.getAll()).filter((line) -> line.contains("WARN")).toList();
	}

}
