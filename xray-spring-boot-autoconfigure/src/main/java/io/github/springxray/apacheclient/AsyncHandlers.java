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

package io.github.springxray.apacheclient;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;

import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChain.Scope;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientCall;

/**
 * The two places of the chain of an asynchronous client where tracing has a part.
 */
final class AsyncHandlers {

	private AsyncHandlers() {
	}

	/**
	 * Stands around all that the client does by itself.
	 */
	record Outer(ClientCalls calls) implements AsyncExecChainHandler {

		@Override
		public void execute(HttpRequest request, @Nullable AsyncEntityProducer body, Scope scope, AsyncExecChain chain,
				AsyncExecCallback callback) throws HttpException, IOException {
			Exchange exchange = Exchange.begin(scope.exchangeId, scope.clientContext, this.calls);
			if (exchange == null) {
				chain.proceed(request, body, scope, callback);
				return;
			}
			try {
				chain.proceed(request, body, scope, new Callback(callback, exchange, false));
			}
			catch (Throwable ex) {
				exchange.fail(ex);
				throw ex;
			}
		}

	}

	/**
	 * Stands within what repeats a request and what follows redirects.
	 */
	record Inner() implements AsyncExecChainHandler {

		@Override
		public void execute(HttpRequest request, @Nullable AsyncEntityProducer body, Scope scope, AsyncExecChain chain,
				AsyncExecCallback callback) throws HttpException, IOException {
			Exchange exchange = Exchange.of(scope.exchangeId, scope.clientContext);
			boolean first = exchange != null && exchange.attempt(request);
			chain.proceed(request, body, scope,
					(exchange != null && first) ? new Callback(callback, exchange, true) : callback);
		}

	}

	/**
	 * Gets the response of an attempt, or of all of them.
	 */
	private record Callback(AsyncExecCallback delegate, Exchange exchange, boolean inner) implements AsyncExecCallback {

		@Override
		public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
				throws HttpException, IOException {
			HttpClientCall call = this.inner ? this.exchange.answered(response) : this.exchange.delivered(response);
			if (call != null && entity == null) {
				call.end();
			}
			AsyncDataConsumer consumer = this.delegate.handleResponse(response, entity);
			return (call != null && entity != null && consumer != null) ? new TracedConsumer(consumer, call) : consumer;
		}

		@Override
		public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
			this.delegate.handleInformationResponse(response);
		}

		@Override
		public void completed() {
			if (!this.inner) {
				this.exchange.end();
			}
			this.delegate.completed();
		}

		@Override
		public void failed(Exception ex) {
			if (isCancelled(ex)) {
				this.exchange.cancel();
			}
			else {
				this.exchange.fail(ex);
			}
			this.delegate.failed(ex);
		}

		/**
		 * The client tells its chain of a request that nobody wants any more by an
		 * exception without a message, of which nobody else learns.
		 */
		private static boolean isCancelled(Exception ex) {
			return ex instanceof CancellationException
					|| (ex.getClass() == InterruptedIOException.class && ex.getMessage() == null);
		}

	}

}
