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

package io.github.springxray.restclient;

import java.io.IOException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;

/**
 * Traces requests where the factory of a client cannot be found. It makes Spring buffer
 * their bodies, so it is what is left where nothing else works.
 */
final class TracingInterceptor implements ClientHttpRequestInterceptor {

	private final RequestTracer tracer;

	TracingInterceptor(RequestTracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
			throws IOException {
		HttpRequest attempt = new Attempt(request);
		return TracingClientHttpResponse.of(this.tracer.begin(attempt),
				() -> this.tracer.send(attempt, () -> execution.execute(attempt, body)));
	}

	/**
	 * A request that has headers of its own: the next attempt is another call.
	 */
	private static final class Attempt extends HttpRequestWrapper {

		private final HttpHeaders headers = new HttpHeaders();

		Attempt(HttpRequest request) {
			super(request);
			this.headers.putAll(request.getHeaders());
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

	}

}
