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

package io.github.springxray.reactive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.listeners.SegmentListener;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.server.WebFilter;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayWebFluxAutoConfiguration} and for how a request ends.
 */
class XRayWebFluxAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayEmitterAutoConfiguration.class, XRayHttpAutoConfiguration.class,
			XRaySamplingAutoConfiguration.class, XRayWebFluxAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues("xray.sampling.strategy=all")
		.withBean(RecordedTraces.class, RecordedTraces::new)
		.withBean(SegmentListener.class, () -> new SegmentListener() {
		});

	@Test
	void decoratesTheHandlerOfAReactiveApplicationAndFiltersFirst() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(HttpHandlerDecoratorFactory.class)
				.hasSingleBean(ExchangeFilter.class)
				.doesNotHaveBean(ReactiveUserFilter.class);
			assertThat(context.getBeanProvider(WebFilter.class).orderedStream().findFirst())
				.containsInstanceOf(ExchangeFilter.class);
		});
		this.contextRunner.withPropertyValues("xray.server.record-user=true")
			.run((context) -> assertThat(context).hasSingleBean(ReactiveUserFilter.class));
	}

	@Test
	void backsOffWhereNothingOfWebFluxIsToBeTraced() {
		this.contextRunner.withPropertyValues("xray.server.enabled=false").run(this::hasNothing);
		this.contextRunner.withPropertyValues("xray.enabled=false").run(this::hasNothing);
		this.contextRunner.withClassLoader(new FilteredClassLoader(DispatcherHandler.class)).run(this::hasNothing);
		this.contextRunner.withClassLoader(new FilteredClassLoader("reactor.netty"))
			.run((context) -> assertThat(context).hasSingleBean(HttpHandlerDecoratorFactory.class));
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("xray.emitter.type=none")
			.run(this::hasNothing);
		new WebApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("xray.emitter.type=none")
			.withClassLoader(new FilteredClassLoader("reactor", "org.springframework.web.reactive"))
			.run(this::hasNothing);
	}

	private void hasNothing(ApplicationContextAssertProvider<?> context) {
		assertThat(context.getStartupFailure()).isNull();
		assertThat(context.getBeanNamesForType(HttpHandlerDecoratorFactory.class)).isEmpty();
		assertThat(context.containsBean("xrayExchangeFilter")).isFalse();
		assertThat(context.containsBean("xrayScheduledWork")).isFalse();
	}

	/**
	 * With Micrometer's library, Spring does it.
	 */
	@Test
	void flowsKeepTheTraceThroughTheRegistryOfThisApplicationAlone() {
		ReactiveWebApplicationContextRunner withoutLibrary = this.contextRunner
			.withClassLoader(new FilteredClassLoader("io.micrometer.context"));
		withoutLibrary.withBean("webFluxAdapterRegistry", ReactiveAdapterRegistry.class, ReactiveAdapterRegistry::new)
			.run((context) -> {
				assertThat(context).hasSingleBean(FlowHandling.class);
				ReactiveAdapter adapter = context.getBean(ReactiveAdapterRegistry.class).getAdapter(Flow.class);
				assertThat(adapter).isNotEqualTo(ReactiveAdapterRegistry.getSharedInstance().getAdapter(Flow.class));
				assertThat(Flux.from(adapter.toPublisher(FlowKt.flowOf(1, 2))).collectList().block())
					.isEqualTo(List.of(1, 2));
				assertThat(adapter.fromPublisher(Flux.just(1))).isInstanceOf(Flow.class);
			});
		withoutLibrary.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FlowHandling.class));
		this.contextRunner
			.withBean("webFluxAdapterRegistry", ReactiveAdapterRegistry.class, ReactiveAdapterRegistry::new)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FlowHandling.class));
	}

	@Test
	void aRequestEndsOnceWithTheFirstSignal() {
		run((response) -> Mono.empty(), (subscription) -> {
		}, (segment) -> assertThat(segment).hasHttpStatus(200).isNotFault().isNotError());
		run((response) -> Mono.empty(), Subscription::cancel,
				(segment) -> assertThat(segment).hasHttpStatus(200)
					.isNotError()
					.hasNoAnnotation("client_disconnected"));
		run((response) -> Mono.error(new IllegalStateException("broken")), Subscription::cancel,
				(segment) -> assertThat(segment).hasHttpStatus(500)
					.isFault()
					.hasException(IllegalStateException.class)
					.hasNoAnnotation("client_disconnected"));
	}

	@Test
	void aRequestThatIsCancelledBeforeItIsAnsweredHasNoStatus() {
		run((response) -> Mono.never(), Subscription::cancel, (segment) -> {
			assertThat(segment).isError().isNotFault().hasAnnotation("client_disconnected", true).isComplete();
			assertThat(segment.value("http", "response")).isNull();
		});
	}

	@Test
	void aRequestThatIsCancelledAfterItsStatusHasLeftKeepsIt() {
		run((response) -> {
			response.setStatusCode(HttpStatus.ACCEPTED);
			return response.setComplete().then(Mono.never());
		}, Subscription::cancel,
				(segment) -> assertThat(segment).hasHttpStatus(202)
					.isError()
					.hasAnnotation("client_disconnected", true));
	}

	/**
	 * It may come in the midst of what is being cancelled.
	 */
	@Test
	void whatEndsWhileTheRequestIsCancelledIsAPartOfIt() {
		this.contextRunner.run((context) -> {
			Subsegments subsegments = context.getBean(Subsegments.class);
			TracedHandler handler = handler(context, (request, response) -> {
				TraceScope child = subsegments.begin("child");
				subsegments.detach(child);
				return Mono.<Void>never().doOnCancel(() -> subsegments.end(child, null));
			});
			handler.subscribe().dispose();
			assertThat(context.getBean(RecordedTraces.class).takeSegment().subsegment("child")).isComplete();
		});
	}

	@Test
	void aHandlerThatThrowsIsAFault() {
		this.contextRunner.run((context) -> {
			TracedHandler handler = handler(context, (request, response) -> {
				throw new IllegalStateException("thrown");
			});
			AtomicReference<Throwable> failure = new AtomicReference<>();
			handler.mono().subscribe(null, failure::set);
			assertThat(failure.get()).hasMessage("thrown");
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasHttpStatus(500)
				.isFault()
				.hasExceptionMessage("thrown");
			assertThat(AWSXRay.getTraceEntity()).isNull();
		});
	}

	@Test
	void theSegmentIsInTheReactorContextAndCurrentWhileItIsSubscribedToOnly() {
		this.contextRunner.run((context) -> {
			Sinks.Empty<Void> end = Sinks.empty();
			AtomicReference<Entity> current = new AtomicReference<>();
			AtomicReference<Entity> carried = new AtomicReference<>();
			TracedHandler handler = handler(context, (request, response) -> Mono.deferContextual((view) -> {
				current.set(AWSXRay.getTraceEntity());
				carried.set(view.get(EntityThreadLocalAccessor.KEY));
				return end.asMono();
			}));
			handler.subscribe();
			assertThat(current.get()).isNotNull().isSameAs(carried.get());
			assertThat(AWSXRay.getTraceEntity()).isNull();
			end.tryEmitEmpty();
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).isComplete();
		});
	}

	@Test
	void workOfSchedulersBelongsToWhatWasCurrentWhereItWasScheduled() {
		this.contextRunner.run((context) -> {
			TraceScope segment = beginSegment(context);
			assertThat(isCarriedByAScheduler()).isTrue();
			context.getBean(Subsegments.class).end(segment, null);
			assertThat(isCarriedByAScheduler()).isFalse();
			context.getBean(RecordedTraces.class).takeSegment();
		});
		assertThat(isCarriedByAScheduler()).isFalse();
	}

	@Test
	void workThatIsNotRecordedIsCarriedToo() {
		this.contextRunner.run((context) -> {
			Segments segments = context.getBean(Segments.class);
			TraceScope segment = segments.beginUnsampled(segments.newTraceId());
			assertThat(isCarriedByAScheduler()).isTrue();
			context.getBean(Subsegments.class).end(segment, null);
		});
	}

	@ParameterizedTest
	@EnumSource(PeriodicWork.class)
	void periodicWorkBelongsToNoTrace(PeriodicWork work) {
		this.contextRunner.run((context) -> {
			TraceScope segment = beginSegment(context);
			AtomicReference<@Nullable Entity> seen = new AtomicReference<>();
			Sinks.Empty<Void> done = Sinks.empty();
			Disposable task = work.schedule.apply(Schedulers.boundedElastic(), () -> {
				seen.set(AWSXRay.getTraceEntity());
				done.tryEmitEmpty();
			});
			done.asMono().block();
			task.dispose();
			assertThat(seen.get()).isNull();
			context.getBean(Subsegments.class).end(segment, null);
			context.getBean(RecordedTraces.class).takeSegment();
		});
	}

	@Test
	void workThatBeginsAfterTheEndOfItsSegmentBelongsToNoTrace() {
		this.contextRunner.run((context) -> {
			TraceScope segment = beginSegment(context);
			AtomicReference<@Nullable Entity> seen = new AtomicReference<>();
			CountDownLatch end = new CountDownLatch(1);
			Scheduler scheduler = Schedulers.fromExecutorService(Executors.newSingleThreadExecutor());
			scheduler.schedule(() -> await(end));
			Mono<Void> done = Mono.<Void>fromRunnable(() -> seen.set(AWSXRay.getTraceEntity()))
				.subscribeOn(scheduler)
				.cache();
			done.subscribe();
			context.getBean(Subsegments.class).end(segment, null);
			end.countDown();
			done.block();
			scheduler.dispose();
			assertThat(seen.get()).isNull();
			context.getBean(RecordedTraces.class).takeSegment();
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void theHookOfSchedulersGoesWithTheLastContext() {
		this.contextRunner.run((outer) -> {
			this.contextRunner.run((inner) -> assertThat(isCarriedByAScheduler(inner)).isTrue());
			assertThat(isCarriedByAScheduler(outer)).isTrue();
		});
		Runnable task = () -> {
		};
		assertThat(Schedulers.onSchedule(task)).isSameAs(task);
	}

	private static boolean isCarriedByAScheduler(ApplicationContext context) {
		TraceScope segment = beginSegment(context);
		boolean carried = isCarriedByAScheduler();
		context.getBean(Subsegments.class).end(segment, null);
		context.getBean(RecordedTraces.class).takeSegment();
		return carried;
	}

	private static boolean isCarriedByAScheduler() {
		Boolean carried = Mono.fromCallable(() -> AWSXRay.getTraceEntity() != null)
			.subscribeOn(Schedulers.boundedElastic())
			.block();
		return Boolean.TRUE.equals(carried);
	}

	private static TraceScope beginSegment(ApplicationContext context) {
		Segments segments = context.getBean(Segments.class);
		return segments.begin("test", segments.newTraceId(), null);
	}

	private void run(Function<ServerHttpResponse, Mono<Void>> handling, Consumer<Subscription> then,
			Consumer<RecordedEntity> expectation) {
		this.contextRunner.run((context) -> {
			TracedHandler handler = handler(context, (request, response) -> handling.apply(response));
			BaseSubscriber<Void> subscriber = new BaseSubscriber<>() {

				@Override
				protected void hookOnError(Throwable failure) {
				}

			};
			Subscription[] upstream = new Subscription[1];
			handler.mono().doOnSubscribe((subscription) -> upstream[0] = subscription).subscribe(subscriber);
			then.accept(upstream[0]);
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			expectation.accept(traces.takeSegment());
			traces.assertNoneLeft();
		});
	}

	private static TracedHandler handler(ApplicationContext context, HttpHandler handler) {
		return new TracedHandler(context.getBean(HttpHandlerDecoratorFactory.class).apply(handler));
	}

	private record TracedHandler(HttpHandler handler) {

		Mono<Void> mono() {
			ServerHttpRequest request = MockServerHttpRequest.get("http://localhost/path").build();
			return this.handler.handle(request, new MockServerHttpResponse());
		}

		Disposable subscribe() {
			return mono().subscribe();
		}

	}

	private enum PeriodicWork {

		DIRECT((scheduler, task) -> scheduler.schedulePeriodically(task, 1, 5, TimeUnit.MILLISECONDS)),

		WORKER((scheduler, task) -> scheduler.createWorker().schedulePeriodically(task, 1, 5, TimeUnit.MILLISECONDS)),

		INTERVAL((scheduler, task) -> Flux.interval(Duration.ofMillis(1), Duration.ofMillis(5), scheduler)
			.subscribe((count) -> task.run()));

		private final BiFunction<Scheduler, Runnable, Disposable> schedule;

		PeriodicWork(BiFunction<Scheduler, Runnable, Disposable> schedule) {
			this.schedule = schedule;
		}

	}

}
