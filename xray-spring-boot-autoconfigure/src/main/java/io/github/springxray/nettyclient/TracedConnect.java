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

package io.github.springxray.nettyclient;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.amazonaws.xray.entities.Entity;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientInfos;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.ContextView;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.OuterCall;
import io.github.springxray.http.OutgoingHeaders;

/**
 * What a client does for one subscriber, from connecting to the end of the response. It
 * travels in the context of the subscription, so that each callback finds it. A request
 * that the client sends once more, such as to where a redirect leads, is the same call.
 */
final class TracedConnect {

	private static final String KEY = TracedConnect.class.getName();

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String ENTITY = EntityThreadLocalAccessor.KEY;

	private final ClientCalls calls;

	private final @Nullable Entity caller;

	private final @Nullable OuterCall outer;

	private final Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private volatile @Nullable HttpClientCall call;

	private TracedConnect(ClientCalls calls, @Nullable Entity caller) {
		this.calls = calls;
		this.caller = caller;
		this.outer = OuterCall.current();
	}

	/**
	 * Whoever subscribes is the caller: what is in its context, or else current on its
	 * thread.
	 */
	static Mono<? extends Connection> of(Mono<? extends Connection> connection, ClientCalls calls) {
		return Mono.deferContextual((context) -> {
			Entity caller = (context.hasKey(ENTITY) && context.get(ENTITY) instanceof Entity entity) ? entity
					: calls.current();
			TracedConnect connect = new TracedConnect(calls, caller);
			return connection.contextWrite((target) -> target.put(KEY, connect));
		});
	}

	private static @Nullable TracedConnect in(ContextView context) {
		return context.getOrDefault(KEY, null);
	}

	static void sending(HttpClientRequest request) {
		TracedConnect connect = in(request.currentContextView());
		if (connect != null && !request.isWebsocket()) {
			connect.send(request);
		}
	}

	private void send(HttpClientRequest request) {
		if (this.call != null) {
			this.told.forEach(request::header);
			return;
		}
		this.call = begin(request, new Headers(request, this.told));
	}

	private HttpClientCall begin(HttpClientInfos request, OutgoingHeaders headers) {
		URI uri = uriOf(request);
		return (uri != null) ? this.calls.begin(request.method().name(), uri, this.caller, headers, this.outer)
				: HttpClientCall.NONE;
	}

	private @Nullable URI uriOf(HttpClientInfos request) {
		String url = request.resourceUrl();
		try {
			return URI.create((url != null) ? url : request.uri());
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	static void answered(HttpClientResponse response, Connection connection) {
		HttpClientCall call = callOf(response);
		if (call != null) {
			String length = response.responseHeaders().get(HttpHeaderNames.CONTENT_LENGTH);
			call.response(response.status().code(), ContentLengths.parse(length));
			ResponseEnd.watch(connection, call);
		}
	}

	static void complete(HttpClientResponse response) {
		HttpClientCall call = callOf(response);
		if (call != null) {
			call.end();
		}
	}

	/**
	 * A request that fails before it is sent, as nobody listens, is a call that fails.
	 */
	static void failedToSend(HttpClientRequest request, Throwable failure) {
		TracedConnect connect = in(request.currentContextView());
		if (connect == null || request.isWebsocket()) {
			return;
		}
		HttpClientCall call = connect.call;
		if (call == null) {
			call = connect.begin(request, new Unsent());
			connect.call = call;
		}
		call.end(failure);
	}

	static void failed(HttpClientResponse response, Throwable failure) {
		HttpClientCall call = callOf(response);
		if (call != null) {
			call.end(failure);
		}
	}

	private static @Nullable HttpClientCall callOf(HttpClientInfos infos) {
		TracedConnect connect = in(infos.currentContextView());
		return (connect != null) ? connect.call : null;
	}

	/**
	 * The headers of a request, and those of them that tell of the trace.
	 */
	private record Headers(HttpClientRequest request, Map<String, String> told) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			HttpHeaders headers = this.request.requestHeaders();
			return headers.getAll(name);
		}

		@Override
		public void set(String name, String value) {
			this.request.header(name, value);
			this.told.put(name, value);
		}

		@Override
		public void remove(String name) {
			this.request.requestHeaders().remove(name);
		}

	}

	/**
	 * The headers of a request that nobody gets.
	 */
	private record Unsent() implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return List.of();
		}

		@Override
		public void set(String name, String value) {
		}

		@Override
		public void remove(String name) {
		}

	}

}
