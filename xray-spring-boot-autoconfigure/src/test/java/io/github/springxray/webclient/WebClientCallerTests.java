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

package io.github.springxray.webclient;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.TraceScope;
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.webclient.WebClientTestClient.RetryFilter;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Whose child a call is, whatever thread it is made on.
 */
class WebClientCallerTests extends WebClientTestSetup {

	@Test
	void eachSubscriptionIsACall() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Mono<String> hello = hello(client(tracing));
				hello.block();
				hello.block();
			});
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
			assertThat(server.take().header("X-Amzn-Trace-Id")).isNotEqualTo(server.take().header("X-Amzn-Trace-Id"));
		});
	}

	@Test
	void callThatNobodySubscribesToIsNone() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> hello(client(tracing)));
			assertThat(segment.subsegments()).isEmpty();
		});
	}

	@Test
	void callThatWasPreparedOutsideOfASegmentBelongsToItsSubscriber() {
		run((tracing) -> {
			Mono<String> hello = hello(client(tracing));
			RecordedEntity segment = tracing.inSegment(hello::block);
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void callThatWasPreparedInAnotherSegmentBelongsToItsSubscriber() {
		run((tracing) -> {
			AtomicReference<Mono<String>> hello = new AtomicReference<>();
			RecordedEntity first = tracing.inSegment(() -> {
				hello.set(hello(client(tracing)));
				hello.get().block();
			});
			RecordedEntity second = tracing.inSegment(() -> hello.get().block());
			assertThat(first.subsegments()).hasSize(1);
			assertThat(second.subsegments()).hasSize(1);
		});
	}

	@Test
	void callOnAnotherThreadBelongsToWhoPreparedIt() {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> hello(client(tracing)).subscribeOn(Schedulers.boundedElastic()).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void callAfterItsSegmentIsSentOnItsOwn() {
		run((tracing) -> {
			AtomicReference<Mono<String>> hello = new AtomicReference<>();
			RecordedEntity segment = tracing.inSegment(() -> hello.set(hello(client(tracing))));
			hello.get().block();
			assertThat(tracing.traces().takeSubsegment("127.0.0.1")).hasParentId(segment.id()).isComplete();
		});
	}

	@Test
	void contextOfReactorWinsOverTheThread() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				TraceScope parent = tracing.subsegments().begin("parent", tracing.subsegments().current());
				hello(client(tracing)).contextWrite((view) -> view.put(EntityThreadLocalAccessor.KEY, parent.entity()))
					.block();
				tracing.subsegments().end(parent, null);
			});
			assertThat(segment).hasSubsegmentsExactly("parent");
			assertThat(segment.subsegment("parent")).hasSubsegmentsExactly("127.0.0.1");
		});
	}

	@Test
	void eachAttemptIsACallOnWhicheverThread() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> client(tracing).get()
				.uri("/flaky")
				.retrieve()
				.bodyToMono(String.class)
				.retryWhen(Retry.backoff(1, Duration.ofMillis(1)).scheduler(Schedulers.parallel()))
				.block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
			assertThat(segment.subsegments().get(0)).hasHttpStatus(503).isFault().isComplete();
			assertThat(segment.subsegments().get(1)).hasHttpStatus(200).isNotFault().isComplete();
		});
	}

	@Test
	void eachAttemptOfAFilterIsACallWhenTheFilterIsAddedLater() {
		run((tracing) -> {
			WebClient client = builder(tracing).filter(new RetryFilter(3)).build();
			WebClient copy = builder(tracing).clone().apply((builder) -> builder.filter(new RetryFilter(3))).build();
			for (WebClient each : List.of(client, copy)) {
				RecordedEntity segment = tracing
					.inSegment(() -> each.get().uri("/flaky").retrieve().bodyToMono(String.class).block());
				assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
			}
		});
	}

	@Test
	void attemptsOfAFilterThatIsAddedToABuiltClientAreOneCall() {
		run((tracing) -> {
			WebClient client = client(tracing).mutate().filter(new RetryFilter(3)).build();
			RecordedEntity segment = tracing
				.inSegment(() -> client.get().uri("/flaky").retrieve().bodyToMono(String.class).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(segment.subsegment("127.0.0.1")).isComplete().hasHttpStatus(200);
		});
	}

	@Test
	void parallelCallsAreSiblings() {
		run((tracing) -> {
			WebClient client = client(tracing);
			RecordedEntity segment = tracing.inSegment(() -> {
				List<Mono<String>> calls = IntStream.range(0, 25).mapToObj((i) -> hello(client)).toList();
				assertThat(Flux.merge(calls).collectList().block()).hasSize(25);
				assertThat(Mono.zip(calls, (results) -> results.length).block()).isEqualTo(25);
			});
			assertThat(segment.subsegments()).hasSize(50)
				.allSatisfy((call) -> assertThat(call).isComplete().hasHttpStatus(200).hasSubsegmentsExactly());
			Set<String> headers = new HashSet<>();
			segment.subsegments()
				.forEach((call) -> headers.add("Root=" + segment.traceId() + ";Parent=" + call.id() + ";Sampled=1"));
			for (int i = 0; i < 50; i++) {
				assertThat(headers.remove(server.take().header("X-Amzn-Trace-Id"))).isTrue();
			}
		});
	}

	@Test
	void callsOfConcurrentRequestsStayApart() {
		run((tracing) -> {
			WebClient client = client(tracing);
			Mono<RecordedEntity> request = Mono.fromCallable(() -> tracing.inSegment(
					() -> Flux.merge(hello(client), hello(client), hello(client)).blockLast(Duration.ofSeconds(20))));
			List<RecordedEntity> segments = Flux.range(0, 20)
				.flatMap((i) -> request.subscribeOn(Schedulers.boundedElastic()), 5)
				.collectList()
				.block();
			assertThat(segments).hasSize(20)
				.allSatisfy((segment) -> assertThat(segment.subsegments()).hasSize(3)
					.allSatisfy((call) -> assertThat(call).isComplete()));
		});
	}

	@Test
	void subsegmentIsCurrentOnNoThread() {
		run((tracing) -> {
			AtomicReference<Entity> downstream = new AtomicReference<>();
			AtomicReference<Entity> inside = new AtomicReference<>();
			WebClient client = builder(tracing).exchangeFunction((request) -> Mono.defer(() -> {
				inside.set(tracing.subsegments().current());
				return Mono.just(ClientResponse.create(HttpStatus.OK).body("a").build());
			})).build();
			RecordedEntity segment = tracing.inSegment(
					() -> hello(client).doOnNext((body) -> downstream.set(tracing.subsegments().current())).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			assertThat(inside.get().getName()).isEqualTo("caller");
			assertThat(downstream.get().getName()).isEqualTo("caller");
		});
	}

	@Test
	void automaticContextPropagationReachesCallsThatFollowCalls() {
		Hooks.enableAutomaticContextPropagation();
		try {
			run((tracing) -> {
				WebClient client = client(tracing);
				RecordedEntity segment = tracing.inSegment(
						() -> hello(client).flatMap((body) -> hello(client)).flatMap((body) -> hello(client)).block());
				assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1", "127.0.0.1");
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void keyInTheContextReachesCallsThatFollowCalls() {
		run((tracing) -> {
			WebClient client = client(tracing);
			RecordedEntity segment = tracing.inSegment(() -> {
				Entity caller = tracing.subsegments().current();
				hello(client).flatMap((body) -> hello(client))
					.contextWrite((view) -> view.put(EntityThreadLocalAccessor.KEY, caller))
					.block();
			});
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1", "127.0.0.1");
		});
	}

	@Test
	void nothingIsRecordedOrSentOutsideOfASegment() {
		run((tracing) -> {
			hello(client(tracing)).block();
			assertThat(server.take().header("X-Amzn-Trace-Id")).isNull();
		});
	}

	@Test
	void unsampledCallTellsOfTheDecisionOnAnyThread() {
		run((tracing) -> {
			TraceID traceId = tracing
				.unsampled(() -> hello(client(tracing)).subscribeOn(Schedulers.boundedElastic()).block());
			assertThat(server.take().header("X-Amzn-Trace-Id")).isEqualTo("Root=" + traceId + ";Sampled=0");
		});
	}

	@Test
	void callerDoesNotReachTheConnector() {
		run((tracing) -> {
			AtomicReference<ClientRequest> sent = new AtomicReference<>();
			WebClient client = builder(tracing).exchangeFunction((request) -> {
				sent.set(request);
				return Mono.just(ClientResponse.create(HttpStatus.OK).build());
			}).build();
			tracing.inSegment(() -> client.get()
				.uri("/hello/{name}", "a")
				.attribute("mine", 1)
				.retrieve()
				.toBodilessEntity()
				.block());
			assertThat(sent.get().attributes()).containsEntry("mine", 1);
			assertThat(sent.get().attributes().values()).noneMatch(Entity.class::isInstance);
		}, "xray.patch.http.exclude-hosts=none.example.com");
	}

	private static Mono<String> hello(WebClient client) {
		return client.get().uri("/hello/a").retrieve().bodyToMono(String.class);
	}

}
