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

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.reactive.function.client.support.ClientResponseWrapper;

import io.github.springxray.test.RecordedEntity;

import static io.github.springxray.test.XRayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

/**
 * When a call ends, and what it records by then.
 */
class WebClientResponseTests extends WebClientTestSetup {

	@ParameterizedTest
	@MethodSource("waysToConsume")
	void endsWhicheverWayTheResponseIsConsumed(Function<WebClient, Mono<?>> call, int status) {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> call.apply(client(tracing)).block());
			assertThat(segment).hasSubsegmentsExactly("127.0.0.1");
			RecordedEntity recorded = segment.subsegment("127.0.0.1");
			assertThat(recorded).isComplete().isNotFault().hasNoException().hasHttpStatus(status);
			assertThat(recorded.metadata("http")).isEmpty();
		});
	}

	static Stream<Arguments> waysToConsume() {
		return Stream.of(way("as text", 200, (client) -> hello(client).retrieve().bodyToMono(String.class)),
				way("as bytes", 200, (client) -> hello(client).retrieve().bodyToFlux(byte[].class).collectList()),
				way("as an entity", 200, (client) -> hello(client).retrieve().toEntity(String.class)),
				way("without its body", 200, (client) -> hello(client).retrieve().toBodilessEntity()),
				way("not at all", 200, (client) -> hello(client).exchangeToMono((response) -> Mono.just("ignored"))),
				way("not at all, empty", 200, (client) -> hello(client).exchangeToMono((response) -> Mono.empty())),
				way("not at all, as a flux", 200,
						(client) -> hello(client).exchangeToFlux((response) -> Flux.just(1, 2)).collectList()),
				way("by a failing function", 200,
						(client) -> hello(client).exchangeToMono((response) -> Mono.error(new IllegalStateException()))
							.onErrorComplete()),
				way("by a throwing function", 200, (client) -> hello(client).exchangeToMono((response) -> {
					throw new IllegalStateException();
				}).onErrorComplete()),
				way("of HEAD", 200, (client) -> client.head().uri("/hello/a").retrieve().toBodilessEntity()),
				way("of HEAD, not at all", 200,
						(client) -> client.head().uri("/hello/a").exchangeToMono((response) -> Mono.just("ignored"))),
				way("without content", 204,
						(client) -> client.get().uri("/status/204").retrieve().bodyToMono(String.class)),
				way("that is the one there was", 304,
						(client) -> client.get().uri("/status/304").retrieve().toBodilessEntity()),
				way("of an error", 404,
						(client) -> client.get()
							.uri("/status/404")
							.retrieve()
							.bodyToMono(String.class)
							.onErrorComplete(WebClientResponseException.NotFound.class)),
				way("of an error, by a status handler", 404,
						(client) -> client.get()
							.uri("/status/404")
							.retrieve()
							.onStatus((status) -> true, (response) -> Mono.error(new IllegalStateException()))
							.bodyToMono(String.class)
							.onErrorComplete(IllegalStateException.class)));
	}

	private static Arguments way(String name, int status, Function<WebClient, Mono<?>> call) {
		return argumentSet(name, call, status);
	}

	private static WebClient.RequestHeadersSpec<?> hello(WebClient client) {
		return client.get().uri("/hello/a");
	}

	@Test
	void endsWhenCancelledBeforeTheResponse() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				Disposable subscription = client(tracing).get()
					.uri("/silent")
					.retrieve()
					.bodyToMono(String.class)
					.subscribe();
				server.take();
				subscription.dispose();
			});
			RecordedEntity call = segment.subsegment("127.0.0.1");
			assertThat(call).isComplete().isNotFault().isNotError().hasMetadata("http", "cancelled", true);
			assertThat(call.http()).doesNotContainKey("response");
		});
	}

	@Test
	void endsWhenCancelledBeforeTheBody() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				CountDownLatch responded = new CountDownLatch(1);
				Disposable subscription = client(tracing).get().uri("/hello/a").exchangeToMono((response) -> {
					responded.countDown();
					return Mono.never();
				}).subscribe();
				assertThat(responded.await(20, TimeUnit.SECONDS)).isTrue();
				subscription.dispose();
			});
			assertThat(segment.subsegment("127.0.0.1")).isComplete()
				.isNotFault()
				.hasHttpStatus(200)
				.hasMetadata("http", "cancelled", true);
		});
	}

	/**
	 * Nothing follows, so there is nothing that could be cancelled.
	 */
	@ParameterizedTest
	@CsvSource({ "GET,204", "GET,304", "HEAD,200", "HEAD,404" })
	void endsWithAResponseThatHasNoBody(HttpMethod method, int status) {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> {
				CountDownLatch responded = new CountDownLatch(1);
				Disposable subscription = client(tracing).method(method)
					.uri("/status/" + status)
					.exchangeToMono((response) -> {
						responded.countDown();
						return Mono.never();
					})
					.subscribe();
				assertThat(responded.await(20, TimeUnit.SECONDS)).isTrue();
				subscription.dispose();
			});
			RecordedEntity call = segment.subsegment("127.0.0.1");
			assertThat(call).isComplete().hasHttpStatus(status);
			assertThat(call.metadata("http")).isEmpty();
		});
	}

	@Test
	void endsWhenCancelledInTheMiddleOfTheBody() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> client(tracing).get()
				.uri("/stream")
				.retrieve()
				.bodyToFlux(DataBuffer.class)
				.doOnNext(DataBufferUtils::release)
				.take(1)
				.blockLast());
			assertThat(segment.subsegment("127.0.0.1")).isComplete()
				.isNotFault()
				.hasHttpStatus(200)
				.hasMetadata("http", "cancelled", true);
		});
	}

	@Test
	void timeoutOfAnOperatorIsACancellation() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> assertThat(catchThrowable(() -> client(tracing).get()
				.uri("/silent")
				.retrieve()
				.bodyToMono(String.class)
				.timeout(Duration.ofMillis(200))
				.block())).hasCauseInstanceOf(TimeoutException.class));
			assertThat(segment.subsegment("127.0.0.1")).isComplete()
				.isNotFault()
				.hasNoException()
				.hasMetadata("http", "cancelled", true);
		});
	}

	@Test
	void isOpenWhileTheBodyStreams() {
		run((tracing) -> {
			AtomicReference<ResponseEntity<Flux<DataBuffer>>> response = new AtomicReference<>();
			RecordedEntity segment = tracing.inSegment(() -> response
				.set(client(tracing).get().uri("/stream").retrieve().toEntityFlux(DataBuffer.class).block()));
			assertThat(segment.subsegment("127.0.0.1").isInProgress()).isTrue();
			server.proceed();
			response.get().getBody().doOnNext(DataBufferUtils::release).blockLast();
			RecordedEntity late = tracing.traces().takeSubsegment("127.0.0.1");
			assertThat(late).isComplete().hasParentId(segment.id()).hasHttpStatus(200);
			assertThat(late.id()).isEqualTo(segment.subsegment("127.0.0.1").id());
		});
	}

	@Test
	void failureAfterTheResponseIsNotTheCalls() {
		run((tracing) -> {
			IllegalStateException failure = new IllegalStateException("mine");
			RecordedEntity segment = tracing.inSegment(() -> assertThat(catchThrowable(
					() -> client(tracing).get().uri("/hello/a").retrieve().bodyToMono(String.class).map((body) -> {
						throw failure;
					}).block()))
				.isSameAs(failure));
			assertThat(segment.subsegment("127.0.0.1")).isComplete().isNotFault().hasNoException();
		});
	}

	@Test
	void failureOfTheConnectionIsRecordedAndPassesOnUnchanged() {
		run((tracing) -> {
			IOException cause = new IOException("reset");
			WebClientRequestException failure = new WebClientRequestException(cause, HttpMethod.GET,
					URI.create("http://example.com"), HttpHeaders.EMPTY);
			WebClient client = builder(tracing).exchangeFunction((request) -> Mono.error(failure)).build();
			RecordedEntity segment = tracing
				.inSegment(() -> assertThat(catchThrowable(() -> hello(client).retrieve().toBodilessEntity().block()))
					.isSameAs(failure));
			RecordedEntity call = segment.subsegment("127.0.0.1");
			assertThat(call).isFault().isComplete().hasException(IOException.class).hasExceptionMessage("reset");
			assertThat(call.value("cause", "exceptions")).asString().contains("remote=true");
		});
	}

	@Test
	void failureInTheMiddleOfTheBodyIsRecorded() {
		run((tracing) -> {
			RecordedEntity segment = tracing.inSegment(() -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> client(tracing).get().uri("/cut").retrieve().bodyToMono(String.class).block()));
			assertThat(segment.subsegment("127.0.0.1")).isFault().isComplete().hasHttpStatus(200);
			assertThat(segment.subsegment("127.0.0.1").exceptions()).isNotEmpty();
		});
	}

	@Test
	void endsWhenTheExchangeThrowsOrIsEmpty() {
		run((tracing) -> {
			IllegalArgumentException failure = new IllegalArgumentException("no such thing");
			WebClient throwing = builder(tracing).exchangeFunction((request) -> {
				throw failure;
			}).build();
			WebClient empty = builder(tracing).exchangeFunction((request) -> Mono.empty()).build();
			RecordedEntity segment = tracing.inSegment(() -> {
				assertThat(catchThrowable(() -> hello(throwing).retrieve().toBodilessEntity().block()))
					.isSameAs(failure);
				catchThrowable(() -> hello(empty).retrieve().toBodilessEntity().block());
			});
			assertThat(segment.subsegments()).hasSize(2);
			assertThat(segment.subsegments().get(0)).isFault().isComplete();
			assertThat(segment.subsegments().get(1)).isNotFault().isComplete();
		});
	}

	@Test
	void responseIsWhatItWas() {
		run((tracing) -> {
			ClientResponse original = ClientResponse.create(HttpStatus.ACCEPTED)
				.header("X-Some", "value")
				.header(HttpHeaders.CONTENT_LENGTH, "many")
				.cookie("name", "value")
				.body("text")
				.build();
			WebClient client = builder(tracing).exchangeFunction((request) -> Mono.just(original)).build();
			RecordedEntity segment = tracing.inSegment(() -> hello(client).exchangeToMono((response) -> {
				assertThat(response).isNotSameAs(original);
				assertThat(response.statusCode()).isEqualTo(original.statusCode());
				assertThat(response.headers().asHttpHeaders()).isEqualTo(original.headers().asHttpHeaders());
				assertThat(response.cookies()).isEqualTo(original.cookies());
				assertThat(response.logPrefix()).isEqualTo(original.logPrefix());
				assertThat(response.strategies()).isSameAs(original.strategies());
				assertThat(response.request()).isSameAs(original.request());
				return response.bodyToMono(String.class).doOnNext((body) -> assertThat(body).isEqualTo("text"));
			}).block());
			assertThat(segment.subsegment("127.0.0.1")).isComplete().hasHttpStatus(202).isNotFault();
			assertThat(segment.subsegment("127.0.0.1").value("http", "response", "content_length")).isNull();
		});
	}

	@Test
	void responseOfAnotherKindKeepsItsRequest() {
		run((tracing) -> {
			AtomicReference<HttpRequest> request = new AtomicReference<>();
			WebClient client = client(tracing).mutate()
				.filter((sent, next) -> next.exchange(sent).map(ClientResponseWrapper::new))
				.build();
			RecordedEntity segment = tracing.inSegment(() -> hello(client).exchangeToMono((response) -> {
				request.set(response.request());
				return response.releaseBody();
			}).block());
			assertThat(request.get().getURI().getPath()).isEqualTo("/hello/a");
			assertThat(segment.subsegment("127.0.0.1")).isComplete();
		});
	}

	@Test
	void requestOfAnotherKindThatCannotBeCopiedIsSentUntraced() {
		run(runner(), (tracing) -> {
			IllegalStateException failure = new IllegalStateException("for the test");
			AtomicReference<ClientRequest> sent = new AtomicReference<>();
			ClientRequest request = (ClientRequest) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { ClientRequest.class }, (proxy, method, arguments) -> {
						if (method.getName().equals("attributes")) {
							return Map.of();
						}
						throw failure;
					});
			TracingExchangeFilterFunction filter = new TracingExchangeFilterFunction(WebClientTracer.running::latest);
			RecordedEntity segment = tracing.inSegment(() -> filter.filter(request, (passed) -> {
				sent.set(passed);
				return Mono.just(ClientResponse.create(HttpStatus.OK).build());
			}).block());
			assertThat(sent.get()).isSameAs(request);
			assertThat(segment.subsegments()).isEmpty();
			assertThat(tracing.faults().counts()).containsEntry("beginning a call of WebClient", 1L);
		});
	}

	@Test
	void secondSubscriberToTheBodyDoesNotEndTheCallOfTheFirst() {
		run((tracing) -> {
			RecordedEntity segment = tracing
				.inSegment(() -> client(tracing).get().uri("/stream").exchangeToMono((response) -> {
					Flux<DataBuffer> body = response.bodyToFlux(DataBuffer.class).doOnNext(DataBufferUtils::release);
					return body.doOnNext((buffer) -> {
						response.releaseBody().subscribe((nothing) -> {
						}, (ex) -> {
						});
						server.proceed();
					}).then();
				}).block());
			assertThat(segment.subsegment("127.0.0.1")).isComplete().isNotFault().hasNoException();
		});
	}

}
