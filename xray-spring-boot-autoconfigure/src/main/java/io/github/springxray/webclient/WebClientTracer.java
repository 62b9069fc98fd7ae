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

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.OutgoingHeaders;
import io.github.springxray.http.RunningContexts;
import io.github.springxray.recorder.TracingFaults;

/**
 * Traces the exchanges of the clients of a context.
 */
final class WebClientTracer implements InitializingBean, DisposableBean {

	/**
	 * For clients that belong to no context.
	 */
	static final RunningContexts<WebClientTracer> running = new RunningContexts<>();

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final HttpClientTracing tracing;

	private final TracingFaults faults;

	WebClientTracer(HttpClientTracing tracing, TracingFaults faults) {
		this.tracing = tracing;
		this.faults = faults;
	}

	void rememberCaller(RequestHeadersSpec<?> request) {
		Caller.remember(request, this.tracing);
	}

	/**
	 * Make an exchange on behalf of its subscriber.
	 */
	Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next, ContextView context) {
		Entity caller = Caller.of(request, context, this.tracing);
		if (caller != null) {
			return exchange(request, next, caller);
		}
		try {
			this.tracing.reportOutside(request.url());
		}
		catch (RuntimeException ex) {
			this.faults.record("logging a call of WebClient outside of a segment", ex);
		}
		return next.exchange(request);
	}

	private Mono<ClientResponse> exchange(ClientRequest request, ExchangeFunction next, Entity caller) {
		HttpClientCall call = HttpClientCall.NONE;
		ClientRequest traced = request;
		try {
			ClientRequest.Builder builder = ClientRequest.from(request).attributes(Caller::forget);
			call = this.tracing.begin(request.method().name(), request.url(), caller,
					new RequestHeaders(request, builder));
			traced = builder.build();
		}
		catch (Throwable ex) {
			this.faults.record("beginning a call of WebClient", ex);
		}
		return follow(call, traced, next);
	}

	private Mono<ClientResponse> follow(HttpClientCall call, ClientRequest request, ExchangeFunction next) {
		if (!call.isRecording()) {
			return next.exchange(request);
		}
		request.attribute(URI_TEMPLATE).ifPresent((template) -> call.route(template.toString()));
		return new TracedExchange(call, request.method(), this.faults)
			.follow(new SentExchange(Mono.defer(() -> next.exchange(request)), request));
	}

	@Override
	public void afterPropertiesSet() {
		running.started(this);
	}

	@Override
	public void destroy() {
		running.closed(this);
	}

	/**
	 * The headers of a request that is being built of another one.
	 */
	private record RequestHeaders(ClientRequest request, ClientRequest.Builder builder) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return this.request.headers().getOrEmpty(name);
		}

		@Override
		public void set(String name, String value) {
			this.builder.headers((headers) -> headers.set(name, value));
		}

		@Override
		public void remove(String name) {
			this.builder.headers((headers) -> headers.remove(name));
		}

	}

}
