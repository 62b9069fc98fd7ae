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

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.AsyncMessageListener;
import io.awspring.cloud.sqs.listener.MessageListener;
import io.awspring.cloud.sqs.listener.MessageListenerContainer;
import io.awspring.cloud.sqs.listener.MessageListenerContainerRegistry;
import io.awspring.cloud.sqs.listener.SqsMessageListenerContainer;
import io.awspring.cloud.sqs.listener.interceptor.AsyncMessageInterceptor;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static io.github.springxray.test.XRayAssertions.entry;

/**
 * Tests for listeners of Spring Cloud AWS with messages of a real server.
 */
class SqsListenerTracingIntegrationTests extends ListenerTesting {

	@Test
	void joinsTheTraceOfTheMessage() {
		run(listening(Listener.class), (context, traces) -> {
			String id = send("hello", SAMPLED);
			Handled handled = context.getBean(Handled.class);
			assertThat(take(handled.seen).traceId()).isEqualTo(ROOT);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasTraceId(ROOT).hasParentId(PARENT).isComplete().isNotFault();
			assertThat(segment).hasSubsegmentsExactly("work")
				.hasAnnotation("sqs_queue", this.queue)
				.hasAnnotation("sqs_receive_count", 1);
			assertThat(segment.aws()).contains(entry("queue_url", this.queueUrl), entry("message_id", id));
			assertThat(take(handled.after).current()).isNull();
		});
	}

	@Test
	void recordsAFailureAndLeavesTheMessageToBeReceivedAgain() {
		run(listening(Listener.class), (context, traces) -> {
			send("fail once", SAMPLED);
			RecordedEntity failed = traces.takeSegment();
			assertThat(failed).isFault()
				.hasAnnotation("sqs_receive_count", 1)
				.hasException(IllegalStateException.class)
				.hasExceptionMessage("fail once");
			assertThat(failed.exceptions()).hasSize(1);
			RecordedEntity again = traces.takeSegment();
			assertThat(again).hasTraceId(ROOT).hasAnnotation("sqs_receive_count", 2).isNotFault();
			assertThat(again.id()).isNotEqualTo(failed.id());
			Handled handled = context.getBean(Handled.class);
			assertThat(take(handled.after).current()).isNull();
			assertThat(take(handled.after).current()).isNull();
		});
	}

	@Test
	void recordsAnErrorThatIsNoException() {
		run(listening(ErrorListener.class), (context, traces) -> {
			send("hello", SAMPLED);
			assertThat(traces.takeSegment()).isFault().hasException(AssertionError.class);
		});
	}

	@Test
	void staysOpenUntilAnAsynchronousListenerIsDone() {
		run(listening(AsyncListener.class), (context, traces) -> {
			send("hello", SAMPLED);
			Handled handled = context.getBean(Handled.class);
			assertThat(take(handled.seen).traceId()).isEqualTo(ROOT);
			AsyncListener listener = context.getBean(AsyncListener.class);
			CompletableFuture<Void> result = take(listener.results);
			assertThat(traces.count()).isZero();
			traces.assertNothingCurrent();
			result.complete(null);
			assertThat(traces.takeSegment()).hasTraceId(ROOT).isComplete().isNotFault();
			assertThat(take(handled.after).current()).isNull();
		});
	}

	@Test
	void recordsTheFailureOfAnAsynchronousListener() {
		run(listening(AsyncListener.class), (context, traces) -> {
			send("hello", SAMPLED);
			AsyncListener listener = context.getBean(AsyncListener.class);
			take(listener.results).completeExceptionally(new IllegalStateException("Out of order"));
			RecordedEntity failed = traces.takeSegment();
			assertThat(failed).isFault().hasException(IllegalStateException.class);
			assertThat(failed.exceptions()).hasSize(1);
			take(listener.results).complete(null);
			assertThat(traces.takeSegment()).hasAnnotation("sqs_receive_count", 2).isNotFault();
		});
	}

	@Test
	void linksABatchToTheTracesOfItsMessages() {
		sendAll(SAMPLED, "Root=1-5759e988-000000000000000000000001;Parent=000000000000000a;Sampled=1", null);
		run(listening(BatchListener.class), (context, traces) -> {
			List<Message<String>> batch = take(context.getBean(BatchListener.class).batches);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasParentId(null).hasAnnotation("sqs_queue", this.queue);
			assertThat(segment.aws()).contains(entry("message_count", 3), entry("queue_url", this.queueUrl));
			assertThat(PollLoopIntegrationTests.links(segment)).containsExactlyInAnyOrder(Map.entry(ROOT, PARENT),
					Map.entry("1-5759e988-000000000000000000000001", "000000000000000a"));
			assertThat(batch).hasSize(3);
			assertThat(take(context.getBean(Handled.class).after).current()).isNull();
		});
	}

	@Test
	void beginsATraceWithoutAHeader() {
		run(listening(Listener.class), (context, traces) -> {
			send("hello", null);
			assertThat(traces.takeSegment()).hasParentId(null).isComplete();
			assertThat(this.sampler.requests).singleElement()
				.satisfies((request) -> assertThat(request.getService()).contains("orders"));
		});
	}

	@Test
	void heedsTheDecisionNotToRecord() {
		run(listening(Listener.class), (context, traces) -> {
			send("hello", NOT_SAMPLED);
			Handled handled = context.getBean(Handled.class);
			Sight sight = take(handled.seen);
			assertThat(sight.traceId()).isEqualTo(ROOT);
			assertThat(sight.current().isSampled()).isFalse();
			assertThat(take(handled.after).current()).isNull();
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	@Test
	void isCurrentOnTheThreadOfTheListenerWhereverInterceptorsRun() {
		run(listening(Listener.class, ElsewhereConfiguration.class), (context, traces) -> {
			send("hello", SAMPLED);
			assertThat(take(context.getBean(Handled.class).seen).traceId()).isEqualTo(ROOT);
			assertThat(traces.takeSegment()).hasTraceId(ROOT).hasSubsegmentsExactly("work");
			assertThat(take(context.getBean(Handled.class).after).current()).isNull();
		});
	}

	@Test
	void recordsAFailureWhereverInterceptorsRun() {
		run(listening(Listener.class, ElsewhereConfiguration.class), (context, traces) -> {
			send("fail once", SAMPLED);
			assertThat(traces.takeSegment()).isFault().hasExceptionMessage("fail once");
			assertThat(traces.takeSegment()).isNotFault().hasAnnotation("sqs_receive_count", 2);
			assertThat(take(context.getBean(Handled.class).after).current()).isNull();
		});
	}

	@Test
	void asksForTheHeaderWhereTheApplicationWantsOtherAttributesOnly() {
		run(listening(Listener.class, FewAttributesConfiguration.class), (context, traces) -> {
			send("hello", SAMPLED);
			assertThat(traces.takeSegment()).hasTraceId(ROOT).hasNoAnnotation("sqs_receive_count");
		});
	}

	@Test
	void tracesTheContainersOfOtherFactories() {
		run(listening(OtherFactoryConfiguration.class), (context, traces) -> {
			send("hello", SAMPLED);
			assertThat(traces.takeSegment()).hasTraceId(ROOT);
		});
	}

	@Test
	void tracesContainersThatAreBeans() {
		run(listening(ContainerConfiguration.class), (context, traces) -> {
			send("hello", SAMPLED);
			assertThat(take(context.getBean(Handled.class).seen).traceId()).isEqualTo(ROOT);
			assertThat(traces.takeSegment()).hasTraceId(ROOT);
		});
	}

	@Test
	void tracesAContainerThatIsCreatedLater() {
		run(listening(), (context, traces) -> {
			SqsMessageListenerContainer<Object> container = container(context);
			context.getBean(SqsListenerTracing.class).trace(container);
			container.start();
			try {
				send("hello", SAMPLED);
				assertThat(traces.takeSegment()).hasTraceId(ROOT);
			}
			finally {
				container.stop();
			}
		});
	}

	@Test
	void tracesNoListenerTwice() {
		run(listening(Listener.class), (context, traces) -> {
			MessageListenerContainer<?> container = only(context);
			AsyncMessageListener<?> listener = listener(container);
			context.getBean(SqsListenerTracing.class).trace(container);
			assertThat(listener(container)).isSameAs(listener).isInstanceOf(TracingMessageListener.class);
		});
	}

	@Test
	void tracesAgainAfterARestart() {
		run(listening(Listener.class), (context, traces) -> {
			MessageListenerContainer<?> container = only(context);
			container.stop();
			container.start();
			send("hello", SAMPLED);
			assertThat(traces.takeSegment()).hasTraceId(ROOT);
		});
	}

	@Test
	void leavesListenersAloneWhenTracingIsDisabled() {
		leavesListenersAlone("xray.enabled=false");
	}

	@Test
	void leavesListenersAloneWhenMessagesAreNotTraced() {
		leavesListenersAlone("xray.sqs.enabled=false");
	}

	private void leavesListenersAlone(String property) {
		listening(Listener.class, ContainerConfiguration.class).withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(ListenerContainerPostProcessor.class)
				.doesNotHaveBean(ListenerRegistryTracing.class);
			assertThat(listener(only(context))).isNotInstanceOf(TracingMessageListener.class);
			context.getBean(SqsListenerTracing.class).trace(only(context));
			assertThat(listener(only(context))).isNotInstanceOf(TracingMessageListener.class);
			assertThat(listener(context.getBean(SqsMessageListenerContainer.class)))
				.isNotInstanceOf(TracingMessageListener.class);
			send("hello", SAMPLED);
			assertThat(take(context.getBean(Handled.class).seen).traceId()).isNotEqualTo(ROOT);
			assertThat(this.sampler.requests).isEmpty();
		});
	}

	private static MessageListenerContainer<?> only(ApplicationContext context) {
		var containers = context.getBean(MessageListenerContainerRegistry.class).getListenerContainers();
		assertThat(containers).hasSize(1);
		return containers.iterator().next();
	}

	private static AsyncMessageListener<?> listener(MessageListenerContainer<?> container) {
		return ((SqsMessageListenerContainer<?>) container).getMessageListener();
	}

	@SuppressWarnings("unchecked")
	private SqsMessageListenerContainer<Object> container(ApplicationContext context) {
		SqsMessageListenerContainerFactory<Object> factory = context.getBean(SqsMessageListenerContainerFactory.class);
		SqsMessageListenerContainer<Object> container = factory.createContainer(this.queue);
		container.setMessageListener((message) -> {
		});
		return container;
	}

	static class Listener {

		private final Handled handled;

		private volatile boolean failed;

		Listener(Handled handled) {
			this.handled = handled;
		}

		@SqsListener("${queue}")
		void listen(String body) {
			this.handled.see(body);
			AWSXRay.createSubsegment("work", () -> {
			});
			if (body.startsWith("fail") && !this.failed) {
				this.failed = true;
				throw new IllegalStateException(body);
			}
		}

	}

	static class ErrorListener {

		private volatile boolean failed;

		@SqsListener("${queue}")
		void listen(String body) {
			if (!this.failed) {
				this.failed = true;
				throw new AssertionError(body);
			}
		}

	}

	static class AsyncListener {

		final BlockingQueue<CompletableFuture<Void>> results = new LinkedBlockingQueue<>();

		private final Handled handled;

		AsyncListener(Handled handled) {
			this.handled = handled;
		}

		@SqsListener("${queue}")
		CompletableFuture<Void> listen(String body) {
			this.handled.see(body);
			CompletableFuture<Void> result = new CompletableFuture<>();
			this.results.add(result);
			return result;
		}

	}

	static class BatchListener {

		final BlockingQueue<List<Message<String>>> batches = new LinkedBlockingQueue<>();

		@SqsListener("${queue}")
		void listen(List<Message<String>> messages) {
			this.batches.add(messages);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ElsewhereConfiguration {

		@Bean(destroyMethod = "shutdown")
		ExecutorService elsewhere() {
			return Executors.newSingleThreadExecutor();
		}

		@Bean
		SqsContainerCustomizer elsewhereCustomizer(ExecutorService elsewhere) {
			return (factory) -> factory.addMessageInterceptor(new AsyncMessageInterceptor<Object>() {

				@Override
				public CompletableFuture<Message<Object>> intercept(Message<Object> message) {
					CompletableFuture<Message<Object>> later = new CompletableFuture<>();
					elsewhere.execute(() -> completeOnceAwaited(later, message));
					return later;
				}

			});
		}

		/**
		 * Only what is added before completes on this thread.
		 */
		private static void completeOnceAwaited(CompletableFuture<Message<Object>> later, Message<Object> message) {
			while (later.getNumberOfDependents() == 0) {
				Thread.onSpinWait();
			}
			later.complete(message);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FewAttributesConfiguration {

		@Bean
		SqsContainerCustomizer fewAttributesCustomizer() {
			return (factory) -> factory.configure((options) -> options
				.messageSystemAttributeNames(List.of(MessageSystemAttributeName.SENT_TIMESTAMP)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherFactoryConfiguration {

		@Bean
		SqsMessageListenerContainerFactory<Object> otherFactory(SqsAsyncClient client) {
			return SqsMessageListenerContainerFactory.builder().sqsAsyncClient(client).build();
		}

		@SqsListener(queueNames = "${queue}", factory = "otherFactory", pollTimeoutSeconds = "1")
		void listen(String body) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ContainerConfiguration {

		@Bean
		SqsMessageListenerContainer<Object> container(SqsMessageListenerContainerFactory<Object> factory,
				Handled handled, @Value("${queue}") String queue) {
			SqsMessageListenerContainer<Object> container = factory.createContainer(queue);
			MessageListener<Object> listener = (message) -> handled.see(String.valueOf(message.getPayload()));
			container.setMessageListener(listener);
			return container;
		}

	}

}
