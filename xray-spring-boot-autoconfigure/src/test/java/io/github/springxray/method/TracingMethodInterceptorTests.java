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

package io.github.springxray.method;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContext;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.listeners.SegmentListener;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.XRayMetadata;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.recorder.TracingFaults;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * How a call is recorded, whatever becomes of it.
 */
class TracingMethodInterceptorTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner().withBean(Worker.class);

	@Test
	void exceptionIsRecordedAndPassesOnUntouched() {
		this.contextRunner.run((context) -> {
			IOException exception = new IOException("disk full");
			Segment segment = trace(
					() -> assertThat(catchThrowable(() -> context.getBean(Worker.class).fail(exception)))
						.isSameAs(exception));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(only(segment).getCause().getExceptions().get(0).getThrowable()).isSameAs(exception);
		});
	}

	/**
	 * Defect of the SDK: it ends a subsegment that it did not begin when begin failed.
	 */
	@Test
	void endsNoSubsegmentThatItDidNotBeginWhenBeginFailed() {
		this.contextRunner.withBean(FailingContext.class).run((context) -> {
			Segment segment = trace(() -> {
				Subsegment users = AWSXRay.beginSubsegment("the user's own");
				context.getBean(FailingContext.class).failing = true;
				assertThat(context.getBean(Worker.class).work()).isEqualTo("done");
				context.getBean(FailingContext.class).failing = false;
				assertThat(AWSXRay.getTraceEntity()).isSameAs(users);
				assertThat(users.isInProgress()).isTrue();
				AWSXRay.endSubsegment();
			});
			assertThat(names(segment)).containsExactly("the user's own");
		});
	}

	/**
	 * Defect of the SDK: what a method begins and forgets to end is ended in its place.
	 */
	@Test
	void endsItsOwnSubsegmentWhenTheMethodForgetsToEndOne() {
		this.contextRunner.run((context) -> {
			trace(() -> {
				context.getBean(Worker.class).forgetSubsegment();
				// What is complete leaves the tree with its segment where something is
				// open
				Subsegment own = only(AWSXRay.getCurrentSegment());
				assertThat(own.getName()).isEqualTo("Worker.forgetSubsegment");
				assertThat(own.isInProgress()).isFalse();
			});
		});
	}

	/**
	 * Defect of the SDK: it records exceptions on the segment.
	 */
	@Test
	void recordsExceptionOnTheSubsegmentAndNotOnTheSegment() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(
					() -> catchThrowable(() -> context.getBean(Worker.class).fail(new IllegalStateException())));
			assertThat(segment.getCause().getExceptions()).isEmpty();
			assertThat(segment.isFault()).isFalse();
			assertThat(only(segment).getCause().getExceptions()).hasSize(1);
		});
	}

	/**
	 * Defect of the SDK: it misses errors.
	 */
	@Test
	void recordsErrors() {
		this.contextRunner.run((context) -> {
			Error error = new StackOverflowError();
			Segment segment = trace(
					() -> assertThat(catchThrowable(() -> context.getBean(Worker.class).fail(error))).isSameAs(error));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).getCause().getExceptions().get(0).getThrowable()).isSameAs(error);
		});
	}

	/**
	 * Defect of the SDK: the bare method name, and asynchronous results that end at once.
	 */
	@Test
	void asynchronousResultEndsWhenItCompletesUnderTheNameOfItsClass() {
		this.contextRunner.run((context) -> {
			Worker worker = context.getBean(Worker.class);
			Segment segment = trace(() -> {
				assertThat(worker.later()).isSameAs(worker.future());
				Subsegment subsegment = only(AWSXRay.getTraceEntity());
				assertThat(subsegment.getName()).isEqualTo("Worker.later");
				assertThat(subsegment.isInProgress()).isTrue();
				worker.future().complete("done");
				assertThat(subsegment.isInProgress()).isFalse();
			});
			assertThat(only(segment).getAnnotations()).containsEntry("outcome", "done");
			assertThat(only(segment).isFault()).isFalse();
		});
	}

	@Test
	void asynchronousResultMayCompleteOnAnotherThread() {
		this.contextRunner.run((context) -> {
			Worker worker = context.getBean(Worker.class);
			Segment segment = trace(() -> {
				worker.later();
				Thread thread = new Thread(() -> worker.future().complete("done"));
				thread.start();
				thread.join();
			});
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void asynchronousFailureIsRecordedWithoutItsWrapper() {
		this.contextRunner.run((context) -> {
			Worker worker = context.getBean(Worker.class);
			IOException exception = new IOException("disk full");
			Segment segment = trace(() -> {
				worker.later();
				worker.future().completeExceptionally(new CompletionException(exception));
			});
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).getCause().getExceptions().get(0).getThrowable()).isSameAs(exception);
		});
	}

	@Test
	void cancelledResultEndsWithoutFault() {
		this.contextRunner.run((context) -> {
			Worker worker = context.getBean(Worker.class);
			Segment segment = trace(() -> {
				worker.later();
				worker.future().cancel(true);
				assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> worker.future().join());
			});
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(only(segment).isFault()).isFalse();
		});
	}

	@Test
	void resultThatCompletesAfterTheSegmentIsSentOnItsOwn() {
		this.contextRunner.run((context) -> {
			Worker worker = context.getBean(Worker.class);
			MethodTracing.KeptTraces traces = context.getBean(MethodTracing.KeptTraces.class);
			trace(worker::later);
			assertThat(traces.subsegments).isEmpty();
			worker.future().complete("done");
			assertThat(traces.subsegments.remove().getName()).isEqualTo("Worker.later");
		});
	}

	@Test
	void stageThatRefusesCallbacksIsReturnedAndCounted() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> assertThat(context.getBean(Worker.class).refusing()).isNotNull());
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(context.getBean(TracingFaults.class).counts()).hasSize(1);
		});
	}

	@Test
	void missingContextIsIgnoredByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Worker.class).work()).isEqualTo("done");
			assertThat(AWSXRay.getTraceEntity()).isNull();
			assertThat(context.getBean(MethodTracing.KeptTraces.class).segments).isEmpty();
		});
	}

	@Test
	void missingContextFailsWhereThatIsAskedFor() {
		this.contextRunner.withPropertyValues("xray.context-missing=fail")
			.run((context) -> assertThatExceptionOfType(SegmentNotFoundException.class)
				.isThrownBy(() -> context.getBean(Worker.class).work()));
	}

	@Test
	void unsampledCallRecordsNothingAndComputesNothing() {
		this.contextRunner.run((context) -> {
			Segments segments = context.getBean(Segments.class);
			TraceScope scope = segments.beginUnsampled(segments.newTraceId());
			AtomicInteger computed = new AtomicInteger();
			context.getBean(Worker.class).take(new Object() {

				@Override
				public String toString() {
					computed.incrementAndGet();
					return "";
				}

			});
			assertThat(AWSXRay.getTraceEntity()).isSameAs(scope.entity());
			context.getBean(Subsegments.class).end(scope, null);
			assertThat(computed).hasValue(0);
			assertThat(context.getBean(MethodTracing.KeptTraces.class).segments).isEmpty();
		});
	}

	@Test
	void beanThatTheRecorderNeedsMayCallTracedBeans() {
		this.contextRunner.withBean(CallingListener.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(CallingListener.class).answer).isEqualTo("done");
			assertThat(context.getBean(AWSXRayRecorder.class).getSegmentListeners()).isNotEmpty();
			Segment segment = trace(() -> context.getBean(Worker.class).work());
			assertThat(names(segment)).containsExactly("Worker.work");
		});
	}

	@XRayEnabled
	static class Worker {

		private final CompletableFuture<String> future = new CompletableFuture<>();

		public String work() {
			return "done";
		}

		public void fail(Throwable ex) throws Throwable {
			throw ex;
		}

		public void forgetSubsegment() {
			AWSXRay.beginSubsegment("forgotten");
		}

		@XRayAnnotation("outcome")
		public CompletableFuture<String> later() {
			return this.future;
		}

		public CompletionStage<String> refusing() {
			return new CompletableFuture<>() {

				@Override
				public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
					throw new UnsupportedOperationException();
				}

			};
		}

		public void take(@XRayAnnotation("value") @XRayMetadata(expression = "toString()") Object value) {
		}

		CompletableFuture<String> future() {
			return this.future;
		}

	}

	static class FailingContext extends ThreadLocalSegmentContext implements SegmentContextResolver {

		volatile boolean failing;

		@Override
		public SegmentContext resolve() {
			return this;
		}

		@Override
		public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
			if (this.failing) {
				throw new IllegalStateException("begin failed");
			}
			return super.beginSubsegment(recorder, name);
		}

	}

	static class CallingListener implements SegmentListener {

		final String answer;

		CallingListener(Worker worker) {
			this.answer = worker.work();
		}

	}

}
