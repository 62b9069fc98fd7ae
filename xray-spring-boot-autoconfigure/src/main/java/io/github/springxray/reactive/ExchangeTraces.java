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

import java.util.function.Consumer;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.github.springxray.context.RecordedPaths;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;
import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.http.ClientIpRecording;
import io.github.springxray.http.HttpUrls;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.ServerSegments.Begun;
import io.github.springxray.http.XRayServerProperties;

/**
 * Begins the traces of requests to WebFlux. Forwarded headers are applied after whoever
 * decorates the handler of all requests, so they are applied here as well, to read.
 */
final class ExchangeTraces {

	private final ServerSegments server;

	private final Subsegments subsegments;

	private final XRayServerProperties properties;

	private final @Nullable ForwardedHeaderTransformer forwardedHeaders;

	ExchangeTraces(ServerSegments server, Subsegments subsegments, XRayServerProperties properties,
			@Nullable ForwardedHeaderTransformer forwardedHeaders) {
		this.server = server;
		this.subsegments = subsegments;
		this.properties = properties;
		this.forwardedHeaders = forwardedHeaders;
	}

	/**
	 * Begin the trace of a request and make it current. Never throws.
	 */
	ExchangeTrace begin(ServerHttpRequest request, ServerHttpResponse response) {
		ServerHttpRequest seen = seenByTheApplication(request);
		Begun begun = this.server.begin(new ReactiveTracedRequest(seen, request.getHeaders(), response));
		TraceScope scope = begun.scope();
		ExchangeTrace trace = new ExchangeTrace(scope, this.subsegments, request, response,
				endingOf(begun, request, seen));
		if (scope.isRecording()) {
			this.subsegments.safely("recording a request", () -> recordRequest(scope.entity(), request, seen));
		}
		if (trace.isAwaited() && WebSocketHandshake.isOne(request)) {
			WebSocketHandshake.endWith(response, trace);
		}
		return trace;
	}

	/**
	 * The request is asked what it was only if it is recorded in the end.
	 */
	private @Nullable Consumer<ExchangeOutcome> endingOf(Begun begun, ServerHttpRequest request,
			ServerHttpRequest seen) {
		return begun.isAwaited() ? (outcome) -> this.server.ended(begun,
				new ExchangeEnding(outcome, (segment) -> recordRequest(segment, request, seen))) : null;
	}

	/**
	 * What cannot be applied makes WebFlux answer that the request is a bad one.
	 */
	private ServerHttpRequest seenByTheApplication(ServerHttpRequest request) {
		try {
			return (this.forwardedHeaders != null) ? this.forwardedHeaders.apply(request) : request;
		}
		catch (RuntimeException ex) {
			return request;
		}
	}

	private void recordRequest(@Nullable Entity entity, ServerHttpRequest request, ServerHttpRequest seen) {
		if (entity == null) {
			return;
		}
		RemoteAddress client = (this.properties.getRecordClientIp() != ClientIpRecording.FALSE)
				? RemoteAddress.of(request, seen) : RemoteAddress.UNKNOWN;
		String address = this.properties.getRecordClientIp().of(client.address());
		entity.putHttp("request",
				new HttpRequestFields(request.getMethod().name(), RecordedPaths.of(urlOf(seen)),
						ServerSegments.userAgentOf(request.getHeaders().getFirst("User-Agent")), address,
						address != null && client.forwarded()));
	}

	private static String urlOf(ServerHttpRequest request) {
		String scheme = request.getURI().getScheme();
		String host = ReactiveTracedRequest.hostOf(request);
		String path = request.getURI().getRawPath();
		return HttpUrls.of((scheme != null) ? scheme : "http", (host != null) ? host : "localhost",
				request.getURI().getPort(), (path != null) ? path : "/");
	}

}
