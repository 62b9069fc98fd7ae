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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.spring.aop.XRayEnabled;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.XRayAnnotation;
import io.github.springxray.context.EntityThreadLocalAccessor;

import static io.github.springxray.method.MethodTracing.names;
import static io.github.springxray.method.MethodTracing.only;
import static io.github.springxray.method.MethodTracing.trace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Methods that return what Reactor does later.
 */
class ReactiveCallTests {

	private final ApplicationContextRunner contextRunner = MethodTracing.runner()
		.withBean(Greeter.class)
		.withBean(Caller.class);

	@Test
	void resultThatNobodySubscribesToLeavesNothing() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				context.getBean(Greeter.class).greet("a");
				context.getBean(Greeter.class).many();
			});
			assertThat(segment.getSubsegmentsCopy()).isEmpty();
		});
	}

	@Test
	void monoIsASubsegmentUntilItCompletes() {
		this.contextRunner.run((context) -> {
			Sinks.One<String> sink = Sinks.one();
			Segment segment = trace(() -> {
				Disposable subscription = context.getBean(Greeter.class).wait(sink).subscribe();
				Subsegment subsegment = only(AWSXRay.getTraceEntity());
				assertThat(subsegment.isInProgress()).isTrue();
				sink.tryEmitValue("done");
				assertThat(subsegment.isInProgress()).isFalse();
				assertThat(subscription.isDisposed()).isTrue();
			});
			assertThat(only(segment).getName()).isEqualTo("Greeter.wait");
			assertThat(only(segment).getAnnotations()).isEqualTo(Map.of("outcome", "done"));
			assertThat(only(segment).getMetadata()).containsKey("ClassInfo");
		});
	}

	@Test
	void eachSubscriptionIsASubsegment() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				Mono<String> greeting = context.getBean(Greeter.class).greet("a");
				assertThat(greeting.block()).isEqualTo("hello a");
				assertThat(greeting.block()).isEqualTo("hello a");
			});
			assertThat(names(segment)).containsExactly("Greeter.greet", "Greeter.greet");
			assertThat(segment.getSubsegmentsCopy()).allSatisfy((subsegment) -> {
				assertThat(subsegment.isInProgress()).isFalse();
				assertThat(subsegment.getAnnotations()).isEqualTo(Map.of("name", "a"));
			});
		});
	}

	@Test
	void emptyMonoEnds() {
		this.contextRunner.run((context) -> {
			Sinks.One<String> sink = Sinks.one();
			sink.tryEmitEmpty();
			Segment segment = trace(() -> context.getBean(Greeter.class).wait(sink).block());
			assertThat(only(segment).isInProgress()).isFalse();
			assertThat(only(segment).getAnnotations()).isEmpty();
		});
	}

	@Test
	void subscriptionOnAnotherThreadIsAChildOfWhatWasCurrentAtTheCall() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(
					() -> context.getBean(Greeter.class).greet("a").subscribeOn(Schedulers.boundedElastic()).block());
			assertThat(names(segment)).containsExactly("Greeter.greet");
		});
	}

	@Test
	void entityInTheContextOfReactorIsTheParent() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				Subsegment parent = AWSXRay.beginSubsegment("parent");
				AWSXRay.endSubsegment();
				context.getBean(Greeter.class)
					.greet("a")
					.contextWrite((view) -> view.put(EntityThreadLocalAccessor.KEY, parent))
					.block();
			});
			assertThat(only(segment).getName()).isEqualTo("parent");
			assertThat(names(only(segment))).containsExactly("Greeter.greet");
		});
	}

	@Test
	void callsInsideAreNested() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> assertThat(context.getBean(Caller.class).call().collectList().block())
				.isEqualTo(List.of("hello 1", "hello 2")));
			assertThat(only(segment).getName()).isEqualTo("Caller.call");
			assertThat(names(only(segment))).containsExactly("Greeter.greet", "Greeter.greet");
		});
	}

	@Test
	void failureOfMonoIsRecorded() {
		this.contextRunner.run((context) -> {
			IllegalStateException exception = new IllegalStateException();
			Segment segment = trace(
					() -> assertThat(catchThrowable(() -> context.getBean(Greeter.class).fail(exception).block()))
						.isSameAs(exception));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).getCause().getExceptions().get(0).getThrowable()).isSameAs(exception);
		});
	}

	@Test
	void failureOfFluxIsRecorded() {
		this.contextRunner.run((context) -> {
			IllegalStateException exception = new IllegalStateException();
			Segment segment = trace(
					() -> catchThrowable(() -> context.getBean(Greeter.class).failLate(exception).blockLast()));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void exceptionOfTheCallItselfIsRecorded() {
		this.contextRunner.run((context) -> {
			IllegalStateException exception = new IllegalStateException();
			Segment segment = trace(
					() -> assertThat(catchThrowable(() -> context.getBean(Greeter.class).failAtOnce(exception)))
						.isSameAs(exception));
			assertThat(only(segment).isFault()).isTrue();
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void exceptionOfTheCallItselfPassesOnWhereAMissingContextFails() {
		this.contextRunner.withPropertyValues("xray.context-missing=fail").run((context) -> {
			IllegalStateException exception = new IllegalStateException();
			assertThat(catchThrowable(() -> context.getBean(Greeter.class).failAtOnce(exception))).isSameAs(exception);
		});
	}

	@Test
	void cancelledSubscriptionsEndWithoutFault() {
		this.contextRunner.run((context) -> {
			Greeter greeter = context.getBean(Greeter.class);
			Segment segment = trace(() -> {
				greeter.wait(Sinks.one()).subscribe().dispose();
				greeter.many().take(1).blockLast();
				catchThrowable(() -> greeter.wait(Sinks.one()).timeout(Duration.ofMillis(1)).block());
			});
			assertThat(names(segment)).containsExactly("Greeter.wait", "Greeter.many", "Greeter.wait");
			assertThat(segment.getSubsegmentsCopy()).allSatisfy((subsegment) -> {
				assertThat(subsegment.isInProgress()).isFalse();
				assertThat(subsegment.isFault()).isFalse();
			});
		});
	}

	@Test
	void fluxRecordsNoResult() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> context.getBean(Greeter.class).many().blockLast());
			assertThat(only(segment).getAnnotations()).isEmpty();
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void publisherThatIsAMonoIsTracedAsOne() {
		this.contextRunner.run((context) -> {
			Segment segment = trace(() -> {
				Publisher<String> publisher = context.getBean(Greeter.class).publish();
				assertThat(AWSXRay.getTraceEntity().getSubsegmentsCopy()).isEmpty();
				Mono.from(publisher).block();
			});
			assertThat(names(segment)).containsExactly("Greeter.publish");
		});
	}

	@Test
	void publisherOfAnotherLibraryIsAPlainValue() {
		this.contextRunner.run((context) -> {
			Greeter greeter = context.getBean(Greeter.class);
			Segment segment = trace(() -> assertThat(greeter.publishOther()).isSameAs(greeter.other()));
			assertThat(names(segment)).containsExactly("Greeter.publishOther");
			assertThat(only(segment).isInProgress()).isFalse();
		});
	}

	@Test
	void missingContextIsIgnoredByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(Greeter.class).greet("a").block()).isEqualTo("hello a");
			assertThat(context.getBean(MethodTracing.KeptTraces.class).segments).isEmpty();
		});
	}

	@Test
	void missingContextFailsTheSubscriptionWhereThatIsAskedFor() {
		this.contextRunner.withPropertyValues("xray.context-missing=fail").run((context) -> {
			Mono<String> greeting = context.getBean(Greeter.class).greet("a");
			assertThatExceptionOfType(SegmentNotFoundException.class).isThrownBy(greeting::block);
		});
	}

	@XRayEnabled
	static class Greeter {

		private final Publisher<String> other = (subscriber) -> {
		};

		public Mono<String> greet(@XRayAnnotation("name") String name) {
			return Mono.fromSupplier(() -> "hello " + name);
		}

		@XRayAnnotation("outcome")
		public Mono<String> wait(Sinks.One<String> sink) {
			return sink.asMono();
		}

		@XRayAnnotation("outcome")
		public Flux<Integer> many() {
			return Flux.range(0, 10);
		}

		public Mono<String> fail(RuntimeException ex) {
			return Mono.error(ex);
		}

		public Flux<Integer> failLate(RuntimeException ex) {
			return Flux.range(0, 10).concatWith(Flux.error(ex));
		}

		public Mono<String> failAtOnce(RuntimeException ex) {
			throw ex;
		}

		public Publisher<String> publish() {
			return Mono.just("a");
		}

		public Publisher<String> publishOther() {
			return this.other;
		}

		Publisher<String> other() {
			return this.other;
		}

	}

	@XRayEnabled
	static class Caller {

		private final Greeter greeter;

		Caller(Greeter greeter) {
			this.greeter = greeter;
		}

		public Flux<String> call() {
			return Flux.range(1, 2).concatMap((i) -> this.greeter.greet(String.valueOf(i)));
		}

	}

}
