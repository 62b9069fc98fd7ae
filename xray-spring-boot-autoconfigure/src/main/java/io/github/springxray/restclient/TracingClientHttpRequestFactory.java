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
import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * A request factory whose requests are traced. It stands directly above the one that
 * sends, so that each attempt of an interceptor that repeats requests is a call.
 */
final class TracingClientHttpRequestFactory extends AbstractClientHttpRequestFactoryWrapper {

	private final RequestTracer tracer;

	private TracingClientHttpRequestFactory(ClientHttpRequestFactory requestFactory, RequestTracer tracer) {
		super(requestFactory);
		this.tracer = tracer;
	}

	/**
	 * Trace the requests of a factory, unless they are traced already.
	 * @param factory the factory
	 * @param tracer what begins calls
	 * @return a factory whose requests are traced once
	 */
	static ClientHttpRequestFactory trace(ClientHttpRequestFactory factory, RequestTracer tracer) {
		return isTraced(factory) ? factory : new TracingClientHttpRequestFactory(factory, tracer);
	}

	private static boolean isTraced(ClientHttpRequestFactory factory) {
		ClientHttpRequestFactory candidate = factory;
		while (candidate instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
			if (wrapper instanceof TracingClientHttpRequestFactory) {
				return true;
			}
			candidate = wrapper.getDelegate();
		}
		return false;
	}

	@Override
	protected ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod, ClientHttpRequestFactory requestFactory)
			throws IOException {
		ClientHttpRequest request = requestFactory.createRequest(uri, httpMethod);
		return (request instanceof StreamingHttpOutputMessage streaming)
				? new TracingClientHttpRequest.Streaming(request, streaming, this.tracer)
				: new TracingClientHttpRequest(request, this.tracer);
	}

}
