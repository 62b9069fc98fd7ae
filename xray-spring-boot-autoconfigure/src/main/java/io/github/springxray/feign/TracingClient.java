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

package io.github.springxray.feign;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import feign.Client;
import feign.Request;
import feign.Request.Options;
import feign.RequestTemplate;
import feign.Response;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.OuterCall;

/**
 * A client whose executions are calls, whatever sends them.
 */
final class TracingClient implements Client {

	private final Client delegate;

	private final Supplier<@Nullable ClientCalls> calls;

	TracingClient(Client delegate, Supplier<@Nullable ClientCalls> calls) {
		this.delegate = delegate;
		this.calls = calls;
	}

	@Override
	public Response execute(Request request, Options options) throws IOException {
		ClientCalls calls = this.calls.get();
		URI uri = uriOf(request);
		if (calls == null || uri == null) {
			return this.delegate.execute(request, options);
		}
		RequestHeaders headers = new RequestHeaders(request);
		HttpClientCall call = calls.begin(request.httpMethod().name(), uri, calls.current(), headers);
		calls.change("recording the route of Feign", call, (begun) -> {
			begun.route(routeOf(request));
			return begun;
		});
		Request sent = calls.change("writing trace headers", request, (original) -> headers.request());
		try {
			Response response = OuterCall.send(request.httpMethod().name(), uri,
					() -> this.delegate.execute(sent, options));
			return calls.change("following a response of Feign", response, (original) -> follow(original, call));
		}
		catch (Throwable ex) {
			call.end(ex);
			throw ex;
		}
	}

	private static @Nullable URI uriOf(Request request) {
		try {
			return URI.create(request.url());
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	/**
	 * The path of the method's annotation, before variables are put in.
	 */
	private static @Nullable String routeOf(Request request) {
		RequestTemplate template = request.requestTemplate();
		boolean known = template != null && template.methodMetadata() != null;
		return known ? template.methodMetadata().template().path() : null;
	}

	private static Response follow(Response response, HttpClientCall call) {
		if (!call.isRecording()) {
			return response;
		}
		call.response(response.status(), lengthOf(response.headers()));
		if (response.body() == null
				|| ContentLengths.isBodiless(response.request().httpMethod().name(), response.status())) {
			call.end();
			return response;
		}
		return response.toBuilder().body(new TracedBody(response.body(), call)).build();
	}

	private static long lengthOf(Map<String, Collection<String>> headers) {
		for (Map.Entry<String, Collection<String>> header : headers.entrySet()) {
			if ("Content-Length".equalsIgnoreCase(header.getKey())) {
				return ContentLengths.parse(String.join(",", List.copyOf(header.getValue())));
			}
		}
		return -1;
	}

}
