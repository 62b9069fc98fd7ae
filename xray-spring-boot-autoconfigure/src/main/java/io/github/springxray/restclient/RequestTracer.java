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
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;

import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.OuterCall;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.recorder.TracingFaults;

/**
 * Begins the call that a request is. Clients are post-processed before most beans are
 * there, so what this needs is looked up with the first request. No method here throws.
 */
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
final class RequestTracer {

	/**
	 * Where {@code RestClient} keeps the template of a request's URL.
	 */
	private static final String URI_TEMPLATE = RestClient.class.getName() + ".uriTemplate";

	private final ObjectProvider<HttpClientTracing> provider;

	private final ObjectProvider<TracingFaults> faults;

	private volatile @Nullable HttpClientTracing tracing;

	RequestTracer(ObjectProvider<HttpClientTracing> provider, ObjectProvider<TracingFaults> faults) {
		this.provider = provider;
		this.faults = faults;
	}

	/**
	 * Begin a call, and set the headers of its request that tell of the trace.
	 * @param request the request, about to be sent
	 * @return the call to end, {@link HttpClientCall#NONE} if it is not recorded
	 */
	HttpClientCall begin(HttpRequest request) {
		try {
			HttpClientTracing tracing = tracing();
			if (tracing == null) {
				return HttpClientCall.NONE;
			}
			Entity parent = tracing.current();
			HttpHeaders headers = request.getHeaders();
			Object template = request.getAttributes().get(URI_TEMPLATE);
			HttpClientCall call = tracing.begin(request.getMethod().name(), request.getURI(), parent,
					new SpringHeaders(headers));
			// Nothing may throw from here on: the call is to be ended
			call.route((template instanceof String route) ? route : null);
			return call;
		}
		catch (Throwable ex) {
			fault("beginning an HTTP call", ex);
			return HttpClientCall.NONE;
		}
	}

	/**
	 * Send a request by a client that may be traced as well.
	 */
	ClientHttpResponse send(HttpRequest request, TracingClientHttpResponse.Exchange exchange) throws IOException {
		String method;
		URI uri;
		try {
			method = request.getMethod().name();
			uri = request.getURI();
		}
		catch (RuntimeException ex) {
			return exchange.execute();
		}
		return OuterCall.send(method, uri, exchange::execute);
	}

	void fault(String place, Throwable fault) {
		try {
			this.faults.ifAvailable((faults) -> faults.record(place, fault));
		}
		catch (RuntimeException ex) {
			// The context is closed: nobody counts any longer
		}
	}

	private @Nullable HttpClientTracing tracing() {
		HttpClientTracing tracing = this.tracing;
		if (tracing == null) {
			tracing = this.provider.getIfAvailable();
			this.tracing = tracing;
		}
		return tracing;
	}

	/**
	 * The headers of a request of Spring's clients.
	 */
	private record SpringHeaders(HttpHeaders headers) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return this.headers.getOrEmpty(name);
		}

		@Override
		public void set(String name, String value) {
			this.headers.set(name, value);
		}

		@Override
		public void remove(String name) {
			this.headers.remove(name);
		}

	}

}
