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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;

import io.github.springxray.http.client.TestHttpClient;

/**
 * A {@link WebClient} in the terms of the contract.
 */
class WebClientTestClient implements TestHttpClient {

	private static final ExecutorService writers = Executors.newCachedThreadPool((runnable) -> {
		Thread thread = new Thread(runnable, "request-body");
		thread.setDaemon(true);
		return thread;
	});

	private final WebClient client;

	WebClientTestClient(WebClient client) {
		this.client = client;
	}

	@Override
	public Reply call(Call call) {
		return request(call)
			.exchangeToMono((response) -> response.bodyToMono(String.class)
				.defaultIfEmpty("")
				.map((body) -> new Reply(response.statusCode().value(), body)))
			.block();
	}

	@Override
	public OpenReply open(Call call) {
		ResponseEntity<Flux<DataBuffer>> response = request(call).retrieve()
			.onStatus(HttpStatusCode::isError, (failed) -> Mono.empty())
			.toEntityFlux(DataBuffer.class)
			.block();
		return new OpenResponse(response.getStatusCode().value(), response.getBody());
	}

	private RequestBodySpec request(Call call) {
		RequestBodySpec request = this.client.method(HttpMethod.valueOf(call.method()))
			.uri(call.template(), call.variableArray());
		call.headers().forEach(request::header);
		if (call.body() != null) {
			request.body(BodyInserters.fromDataBuffers(DataBufferUtils.outputStreamPublisher(
					(target) -> write(call.body(), target), DefaultDataBufferFactory.sharedInstance, writers)));
		}
		return request;
	}

	private static void write(BodyWriter body, OutputStream target) {
		try {
			body.writeTo(target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Makes a call again while it fails or its response is 503.
	 */
	record RetryFilter(int attempts) implements ExchangeFilterFunction {

		@Override
		public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
			return attempt(request, next, this.attempts);
		}

		private Mono<ClientResponse> attempt(ClientRequest request, ExchangeFunction next, int left) {
			Mono<ClientResponse> exchange = next.exchange(request);
			if (left <= 1) {
				return exchange;
			}
			return exchange.onErrorResume((ex) -> attempt(request, next, left - 1))
				.flatMap((response) -> (response.statusCode().value() == 503)
						? response.releaseBody().then(attempt(request, next, left - 1)) : Mono.just(response));
		}

	}

	private static final class OpenResponse extends BaseSubscriber<DataBuffer> implements OpenReply {

		private final int status;

		private final Flux<DataBuffer> body;

		private final BlockingQueue<Signal<?>> signals = new LinkedBlockingQueue<>();

		private final CountDownLatch ready = new CountDownLatch(1);

		private boolean subscribed;

		OpenResponse(int status, @Nullable Flux<DataBuffer> body) {
			this.status = status;
			this.body = (body != null) ? body : Flux.empty();
		}

		@Override
		public int status() {
			return this.status;
		}

		@Override
		public void readSome() throws Exception {
			demand(1);
			if (!next().isOnNext()) {
				throw new AssertionError("The response has ended");
			}
		}

		@Override
		public void readToEnd() throws Exception {
			demand(Long.MAX_VALUE);
			Signal<?> signal = next();
			while (signal.isOnNext()) {
				signal = next();
			}
			if (signal.getThrowable() instanceof Exception ex) {
				throw ex;
			}
		}

		private void demand(long count) throws InterruptedException {
			subscribe();
			request(count);
		}

		/**
		 * Netty subscribes on a thread of its own.
		 */
		private void subscribe() throws InterruptedException {
			if (!this.subscribed) {
				this.subscribed = true;
				this.body.subscribe(this);
			}
			if (!this.ready.await(20, TimeUnit.SECONDS)) {
				throw new AssertionError("There is no body");
			}
		}

		private Signal<?> next() throws InterruptedException {
			Signal<?> signal = this.signals.poll(20, TimeUnit.SECONDS);
			if (signal == null) {
				throw new AssertionError("Nothing arrived");
			}
			return signal;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			this.ready.countDown();
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			DataBufferUtils.release(buffer);
			this.signals.add(Signal.next("bytes"));
		}

		@Override
		protected void hookOnComplete() {
			this.signals.add(Signal.complete());
		}

		@Override
		protected void hookOnError(Throwable ex) {
			this.signals.add(Signal.error(ex));
		}

		/**
		 * What nobody has begun to read is released, as {@code WebClient} does it.
		 */
		@Override
		public void close() {
			if (this.subscribed) {
				cancel();
				return;
			}
			try {
				readToEnd();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
