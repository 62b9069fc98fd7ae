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

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientCall;

/**
 * The two places of the chain of a classic client where tracing has a part.
 */
final class ClassicHandlers {

	private ClassicHandlers() {
	}

	/**
	 * Stands around all that the client does by itself.
	 */
	record Outer(ClientCalls calls) implements ExecChainHandler {

		@Override
		public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
				throws IOException, HttpException {
			Exchange exchange = Exchange.begin(scope.exchangeId, scope.clientContext, this.calls);
			if (exchange == null) {
				return chain.proceed(request, scope);
			}
			try {
				ClassicHttpResponse response = chain.proceed(request, scope);
				return follow(response, exchange.delivered(response), this.calls);
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
	record Inner(ClientCalls calls) implements ExecChainHandler {

		@Override
		public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
				throws IOException, HttpException {
			Exchange exchange = Exchange.of(scope.exchangeId, scope.clientContext);
			if (exchange == null || !exchange.attempt(request)) {
				return chain.proceed(request, scope);
			}
			try {
				ClassicHttpResponse response = chain.proceed(request, scope);
				return follow(response, exchange.answered(response), this.calls);
			}
			catch (Throwable ex) {
				exchange.fail(ex);
				throw ex;
			}
		}

	}

	private static ClassicHttpResponse follow(ClassicHttpResponse response, @Nullable HttpClientCall call,
			ClientCalls calls) {
		return (call != null) ? calls.change("following a response of Apache HttpClient", response,
				(original) -> TracedResponse.of(original, call)) : response;
	}

}
