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

package io.github.springxray.sqs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.strategy.sampling.SamplingRequest;
import com.amazonaws.xray.strategy.sampling.SamplingResponse;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.ListenerExecutionFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.XRayTestAutoConfiguration;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.assertThatExceptionOfType;
import static io.github.springxray.test.XRayAssertions.assertThatNullPointerException;

/**
 * Tests for what listeners return and throw, and for tracing that fails.
 */
class MessageTraceFaultTests {

	private static final Message<String> MESSAGE = new GenericMessage<>("hello");

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayHttpAutoConfiguration.class, XRaySqsAutoConfiguration.class, XRaySamplingAutoConfiguration.class,
				XRayTestAutoConfiguration.class))
		.withPropertyValues("xray.sampling.strategy=all");

	@Test
	void endsWithTheResultOfTheListenerAndBeforeAnybodyHearsOfIt() {
		CompletableFuture<Void> result = new CompletableFuture<>();
		run(new TestListener(() -> result), (listener, traces) -> {
			CompletableFuture<Integer> one = listener.onMessage(MESSAGE).thenApply((nothing) -> traces.count());
			CompletableFuture<Integer> batch = listener.onMessage(List.of(MESSAGE))
				.thenApply((nothing) -> traces.count());
			assertThat(traces.count()).isZero();
			result.complete(null);
			assertThat(List.of(one.join(), batch.join())).containsExactlyInAnyOrder(1, 2);
			assertThat(traces.takeSegments(2)).allSatisfy((segment) -> assertThat(segment).isComplete().isNotFault());
		});
	}

	@Test
	void handsOnTheFailureThatAListenerReturns() {
		IllegalStateException failure = new IllegalStateException("Out of order");
		run(new TestListener(() -> CompletableFuture.failedFuture(failure)), (listener, traces) -> {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> listener.onMessage(MESSAGE).join())
				.havingCause()
				.isSameAs(failure);
			assertThat(traces.takeSegment()).isFault();
		});
	}

	@Test
	void handsOnWhatTheListenerThrows() {
		IllegalStateException failure = new IllegalStateException("Out of order");
		TestListener throwing = new TestListener(() -> {
			throw failure;
		});
		run(throwing, (listener, traces) -> {
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> listener.onMessage(MESSAGE))
				.isSameAs(failure);
			assertThat(traces.takeSegment()).isFault().hasException(IllegalStateException.class);
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void endsWhereAListenerReturnsNoFuture() {
		run(new TestListener(() -> null), (listener, traces) -> {
			assertThatNullPointerException().isThrownBy(() -> listener.onMessage(MESSAGE));
			assertThat(traces.takeSegment()).isFault().isComplete();
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void recordsTheExceptionOfTheListenerRatherThanWhatItIsWrappedIn() {
		IllegalStateException failure = new IllegalStateException("Out of order");
		CompletableFuture<Void> result = CompletableFuture.failedFuture(
				new CompletionException(new ListenerExecutionFailedException("Listener failed", failure, MESSAGE)));
		run(new TestListener(() -> result), (listener, traces) -> {
			assertThat(listener.onMessage(MESSAGE)).isCompletedExceptionally();
			assertThat(traces.takeSegment().exceptions()).singleElement()
				.satisfies((exception) -> assertThat(exception.message()).isEqualTo("Out of order"));
		});
	}

	@Test
	void callsTheListenerWhenTracingFails() {
		TestListener listener = new TestListener(() -> CompletableFuture.completedFuture(null));
		this.runner.withBean(SamplingStrategy.class, BrokenSampler::new).run((context) -> {
			TracingMessageListener<String> tracing = new TracingMessageListener<>(listener,
					context.getBean(MessageTraces.class));
			assertThat(tracing.onMessage(MESSAGE)).isCompleted();
			assertThat(tracing.onMessage(List.of(MESSAGE))).isCompleted();
			context.getBean(SqsTracing.class)
				.process("http://queue", software.amazon.awssdk.services.sqs.model.Message.builder().build(),
						(message) -> listener.onMessage(MESSAGE));
			assertThat(listener.received).hasSize(3);
			context.getBean(RecordedTraces.class).assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).containsEntry("beginning the trace of a message",
					3L);
		});
	}

	@Test
	void isASubsegmentOfTheInvocationInLambda() {
		this.runner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			Subsegments subsegments = context.getBean(Subsegments.class);
			TraceHeaders headers = context.getBean(TraceHeaders.class);
			TracingFaults faults = context.getBean(TracingFaults.class);
			Segments segments = new Segments(recorder, subsegments, faults, true);
			SqsTracing tracing = new TracedMessages(new MessageTraces("orders", segments, subsegments,
					new IncomingSegments(recorder, segments, headers, faults), headers, faults));
			AWSXRay.beginSegment("invocation");
			tracing.processBatch("http://queue",
					List.of(software.amazon.awssdk.services.sqs.model.Message.builder().build()),
					(messages) -> assertThat(AWSXRay.getCurrentSubsegment().getName()).isEqualTo("orders"));
			assertThat(AWSXRay.getCurrentSegment().getName()).isEqualTo("invocation");
			AWSXRay.endSegment();
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(traces.takeSegment()).hasTree("""
					invocation
						orders
					""");
			traces.assertClean();
		});
	}

	private void run(TestListener listener, ListenerTest test) {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			test.run(new TracingMessageListener<>(listener, context.getBean(MessageTraces.class)), traces);
			traces.assertClean();
			assertThat(context.getBean(TracingFaults.class).counts()).isEmpty();
		});
	}

	@FunctionalInterface
	interface ListenerTest {

		void run(TracingMessageListener<String> listener, RecordedTraces traces);

	}

	@FunctionalInterface
	interface Result {

		@Nullable CompletableFuture<Void> get();

	}

	static final class TestListener implements AsyncMessageListener<String> {

		final List<Object> received = new ArrayList<>();

		private final Result result;

		TestListener(Result result) {
			this.result = result;
		}

		@Override
		public CompletableFuture<Void> onMessage(Message<String> message) {
			this.received.add(message);
			return this.result.get();
		}

		@Override
		public CompletableFuture<Void> onMessage(Collection<Message<String>> messages) {
			this.received.add(messages);
			return this.result.get();
		}

	}

	static final class BrokenSampler implements SamplingStrategy {

		@Override
		public SamplingResponse shouldTrace(@Nullable SamplingRequest request) {
			return new SamplingResponse(false);
		}

		@Override
		public boolean isForcedSamplingSupported() {
			throw new IllegalStateException("Broken");
		}

	}

}
