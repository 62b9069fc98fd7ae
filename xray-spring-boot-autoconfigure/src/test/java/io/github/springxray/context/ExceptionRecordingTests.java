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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.ThrowableDescription;
import com.amazonaws.xray.strategy.DefaultThrowableSerializationStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import org.junit.jupiter.api.Test;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SafeThrowableStrategy} and for where exceptions are recorded.
 */
class ExceptionRecordingTests {

	private final TracingRunner runner = new TracingRunner();

	/**
	 * Defect of the SDK: exceptions are recorded on the segment, and errors not at all.
	 */
	@Test
	void anErrorIsRecordedOnTheSubsegmentThatFailed() {
		RecordedEntity segment = record(new NoClassDefFoundError("missing"));
		assertThat(segment).isNotFault().hasNoException();
		assertThat(segment.subsegment("failed")).isFault()
			.hasException(NoClassDefFoundError.class)
			.hasExceptionMessage("missing");
	}

	@Test
	void anExceptionThatPassesThroughSeveralIsDescribedOnce() {
		this.runner.run((tracing) -> {
			IllegalStateException failure = new IllegalStateException("passing");
			TraceScope root = tracing.beginSegment();
			TraceScope outer = tracing.subsegments().begin("outer");
			TraceScope inner = tracing.subsegments().begin("inner");
			tracing.subsegments().end(inner, failure);
			tracing.subsegments().end(outer, new IllegalArgumentException("wrapping", failure));
			tracing.subsegments().end(root, failure);
			RecordedEntity segment = tracing.traces().takeSegment();
			RecordedException described = segment.subsegment("inner").exceptions().get(0);
			assertThat(described.message()).isEqualTo("passing");
			assertThat(segment.subsegment("outer").exceptions()).singleElement().satisfies((wrapping) -> {
				assertThat(wrapping.message()).isEqualTo("wrapping");
				assertThat(wrapping.causeId()).isEqualTo(described.id());
			});
			assertThat(segment).isFault();
		});
	}

	@Test
	void anExceptionThatTheApplicationAddsItselfIsRecordedOnce() {
		this.runner.run((tracing) -> {
			IllegalStateException failure = new IllegalStateException("once");
			TraceScope root = tracing.beginSegment();
			TraceScope failed = tracing.subsegments().begin("failed");
			failed.entity().addException(failure);
			failed.entity().addException(failure);
			tracing.subsegments().end(failed, failure);
			TraceScope wrapped = tracing.subsegments().begin("wrapped");
			IllegalStateException inner = new IllegalStateException("inner");
			wrapped.entity().addException(inner);
			tracing.subsegments().end(wrapped, new IllegalArgumentException("outer", inner));
			IllegalStateException own = new IllegalStateException("own");
			root.entity().addException(own);
			tracing.subsegments().end(root, own);
			RecordedEntity segment = tracing.traces().takeSegment();
			assertThat(segment.exceptions()).extracting(RecordedException::message).containsExactly("own");
			assertThat(segment.subsegment("failed").exceptions()).extracting(RecordedException::message)
				.containsExactly("once");
			List<RecordedException> both = segment.subsegment("wrapped").exceptions();
			assertThat(both).extracting(RecordedException::message).containsExactly("inner", "outer");
			assertThat(both.get(1).causeId()).isEqualTo(both.get(0).id());
			assertThat(segment).isFault();
		});
	}

	@Test
	void equalExceptionsAreNotTheSame() {
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			root.entity().addException(new IllegalStateException("same"));
			tracing.subsegments().end(root, new IllegalStateException("same"));
			assertThat(tracing.traces().takeSegment().exceptions()).hasSize(2);
		});
	}

	/**
	 * Defect of the SDK: a cyclic cause loops for ever.
	 */
	@Test
	void aCyclicCauseEnds() {
		IllegalStateException first = new IllegalStateException("first");
		first.initCause(new IllegalArgumentException("second", first));
		assertThat(record(first).subsegment("failed").exceptions()).extracting(RecordedException::message)
			.containsExactly("first", "second");
	}

	@Test
	void aChainOfAThousandCausesIsCut() {
		IllegalStateException failure = null;
		for (int i = 1000; i > 0; i--) {
			failure = new IllegalStateException("cause " + i, failure);
		}
		List<RecordedException> exceptions = record(failure).subsegment("failed").exceptions();
		assertThat(exceptions).hasSizeBetween(2, 50);
		assertThat(exceptions.get(0).message()).isEqualTo("cause 1");
		for (int i = 1; i < exceptions.size(); i++) {
			assertThat(exceptions.get(i - 1).causeId()).isEqualTo(exceptions.get(i).id());
		}
	}

	@Test
	void aStackIsCutWithTheNumberOfFramesThatAreMissing() {
		IllegalStateException failure = new IllegalStateException("deep");
		StackTraceElement[] frames = new StackTraceElement[10_000];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = new StackTraceElement("Deep", "call" + i, "Deep.java", i);
		}
		failure.setStackTrace(frames);
		this.runner.with("xray.max-stack-frames=7").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.subsegments().end(tracing.subsegments().begin("failed"), failure);
			tracing.end(root);
			RecordedEntity failed = tracing.traces().takeSegment().subsegment("failed");
			assertThat(failed.exceptions().get(0).stack()).hasSize(7);
			assertThat(failed.exceptions().get(0).stack().get(0)).contains("call0");
			assertThat(failed.json()).contains("\"truncated\" : 9993");
		});
	}

	@Test
	void fiftyFramesAreKeptByDefault() {
		IllegalStateException failure = new IllegalStateException("deep");
		StackTraceElement[] frames = new StackTraceElement[51];
		java.util.Arrays.fill(frames, new StackTraceElement("Deep", "call", "Deep.java", 1));
		failure.setStackTrace(frames);
		assertThat(record(failure).subsegment("failed").exceptions().get(0).stack()).hasSize(50);
	}

	@Test
	void anExceptionWhoseMethodsThrowIsRecordedAllTheSame() {
		RecordedEntity failed = record(new Hostile(false)).subsegment("failed");
		assertThat(failed).isFault().hasException(Hostile.class);
		assertThat(failed.exceptions()).singleElement()
			.satisfies((exception) -> assertThat(exception.message()).contains("getMessage() threw"));
	}

	@Test
	void anExceptionWhoseMethodsThrowErrorsIsRecordedAllTheSame() {
		assertThat(record(new Hostile(true)).subsegment("failed")).isFault().hasException(Hostile.class);
	}

	@Test
	void theStaticApiThrowsTheExceptionOfTheApplicationHoweverHostileItIs() {
		this.runner.run((tracing) -> {
			AWSXRay.beginSegment("root");
			Hostile failure = new Hostile(true);
			assertThatExceptionOfType(Hostile.class)
				.isThrownBy(() -> AWSXRay.createSubsegment("failed", (Runnable) () -> {
					throw failure;
				}))
				.isSameAs(failure);
			AWSXRay.endSegment();
			assertThat(tracing.traces().takeSegment().subsegment("failed")).isFault();
		});
	}

	@Test
	void theStrategyOfTheUserWins() {
		ThrowableSerializationStrategy own = new DefaultThrowableSerializationStrategy();
		this.runner.with((runner) -> runner.withBean(ThrowableSerializationStrategy.class, () -> own))
			.run((tracing) -> {
				assertThat(tracing.context().getBeansOfType(ThrowableSerializationStrategy.class)).hasSize(1);
				assertThat(tracing.recorder().getThrowableSerializationStrategy()).isSameAs(own);
			});
	}

	@Test
	void aStrategyThatThrowsIsCountedAndTheSubsegmentEnds() {
		ThrowableSerializationStrategy own = new ThrowableSerializationStrategy() {

			@Override
			public List<ThrowableDescription> describeInContext(Throwable throwable,
					List<com.amazonaws.xray.entities.Subsegment> subsegments) {
				throw new IllegalStateException("strategy");
			}

		};
		this.runner.with((runner) -> runner.withBean(ThrowableSerializationStrategy.class, () -> own))
			.runWithFaults((tracing) -> {
				TraceScope root = tracing.beginSegment();
				tracing.subsegments().end(tracing.subsegments().begin("failed"), new IllegalStateException());
				tracing.end(root);
				assertThat(tracing.traces().takeSegment().subsegment("failed")).isFault().isComplete();
				assertThat(tracing.faults().counts()).containsOnlyKeys("recording an exception");
			});
	}

	private RecordedEntity record(Throwable failure) {
		List<RecordedEntity> segments = new ArrayList<>();
		this.runner.run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.subsegments().end(tracing.subsegments().begin("failed"), failure);
			tracing.end(root);
			segments.add(tracing.traces().takeSegment());
		});
		assertThat(segments).singleElement().satisfies((segment) -> assertThat(segment).isComplete());
		return segments.get(0);
	}

	@SuppressWarnings("serial")
	private static final class Hostile extends RuntimeException {

		private final boolean errors;

		Hostile(boolean errors) {
			this.errors = errors;
		}

		@Override
		public String getMessage() {
			throw failure();
		}

		@Override
		public synchronized Throwable getCause() {
			throw failure();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw failure();
		}

		private IllegalStateException failure() {
			if (this.errors) {
				throw new StackOverflowError("hostile");
			}
			return new IllegalStateException("hostile");
		}

	}

}
