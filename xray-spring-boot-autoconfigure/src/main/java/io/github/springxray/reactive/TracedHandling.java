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

import com.amazonaws.xray.entities.Entity;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * The handling of a request. What it begins is in the Reactor context of all that handles
 * the request, and is current on the thread while that is subscribed to and while a body
 * is read.
 */
final class TracedHandling extends Mono<Void> {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final HttpHandler handler;

	private final ServerHttpRequest request;

	private final ServerHttpResponse response;

	private final ExchangeTraces traces;

	private final Subsegments subsegments;

	TracedHandling(HttpHandler handler, ServerHttpRequest request, ServerHttpResponse response, ExchangeTraces traces,
			Subsegments subsegments) {
		this.handler = handler;
		this.request = request;
		this.response = response;
		this.traces = traces;
		this.subsegments = subsegments;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		ExchangeTrace trace = this.traces.begin(this.request, this.response);
		TraceScope scope = trace.scope();
		this.subsegments.detach(scope);
		CurrentEntity current = this.subsegments.makeCurrent(scope.entity());
		try {
			handle(trace).subscribe(trace.isAwaited() ? new EndingSubscriber(actual, trace) : actual);
		}
		catch (Throwable ex) {
			trace.breakOff(ex);
			throw ex;
		}
		finally {
			current.close();
		}
	}

	private Mono<Void> handle(ExchangeTrace trace) {
		Entity entity = trace.scope().entity();
		if (entity == null) {
			return Mono.defer(() -> this.handler.handle(this.request, this.response));
		}
		ServerHttpRequest seen = RequestWithBody.mayHaveOne(this.request)
				? new RequestWithBody(this.request, entity, this.subsegments) : this.request;
		return Mono.defer(() -> this.handler.handle(seen, this.response))
			.contextWrite((context) -> contextOf(context, entity, trace));
	}

	private static Context contextOf(Context context, Entity entity, ExchangeTrace trace) {
		return trace.isAwaited() ? context.put(KEY, entity).put(ExchangeTrace.class, trace) : context.put(KEY, entity);
	}

	/**
	 * Ends the trace before whoever waits for it learns of the end, as that is to send
	 * the rest of the response. What a cancellation ends is still a part of the trace.
	 */
	private static final class EndingSubscriber implements CoreSubscriber<Void>, Subscription {

		private final CoreSubscriber<? super Void> actual;

		private final ExchangeTrace trace;

		private volatile Subscription subscription = NOTHING;

		EndingSubscriber(CoreSubscriber<? super Void> actual, ExchangeTrace trace) {
			this.actual = actual;
			this.trace = trace;
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			this.actual.onSubscribe(this);
		}

		@Override
		public void onNext(Void value) {
			this.actual.onNext(value);
		}

		@Override
		public void onComplete() {
			this.trace.complete();
			this.actual.onComplete();
		}

		@Override
		public void onError(Throwable failure) {
			this.trace.fail(failure);
			this.actual.onError(failure);
		}

		@Override
		public void request(long count) {
			this.subscription.request(count);
		}

		@Override
		public void cancel() {
			try {
				this.subscription.cancel();
			}
			finally {
				this.trace.cancel();
			}
		}

		private static final Subscription NOTHING = new Subscription() {

			@Override
			public void request(long count) {
			}

			@Override
			public void cancel() {
			}

		};

	}

}
