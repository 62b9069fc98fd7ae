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

import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;

import io.github.springxray.http.OuterCall;

/**
 * Sends a call by a client that may be traced as well. Whoever gets a response at once,
 * on the same thread, goes on with something else.
 */
final class SentExchange extends MonoOperator<ClientResponse, ClientResponse> {

	private final ClientRequest request;

	SentExchange(Mono<ClientResponse> exchange, ClientRequest request) {
		super(exchange);
		this.request = request;
	}

	@Override
	public void subscribe(CoreSubscriber<? super ClientResponse> actual) {
		OuterCall.send(this.request.method().name(), this.request.url(), () -> {
			this.source.subscribe(new Aside(actual));
			return Boolean.TRUE;
		});
	}

	private record Aside(CoreSubscriber<? super ClientResponse> actual) implements CoreSubscriber<ClientResponse> {

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		/**
		 * Requesting may be what sends.
		 */
		@Override
		public void onSubscribe(Subscription subscription) {
			this.actual.onSubscribe(subscription);
		}

		@Override
		public void onNext(ClientResponse response) {
			OuterCall.aside(() -> this.actual.onNext(response));
		}

		@Override
		public void onError(Throwable ex) {
			OuterCall.aside(() -> this.actual.onError(ex));
		}

		@Override
		public void onComplete() {
			OuterCall.aside(this.actual::onComplete);
		}

	}

}
