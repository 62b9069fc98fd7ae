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

package io.github.springxray.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

import io.github.springxray.http.HttpClientTracing;

/**
 * Traces the calls that clients make. What a channel does for a call beneath, such as to
 * try again, is part of the call.
 */
final class TracingClientInterceptor implements ClientInterceptor {

	private final HttpClientTracing tracing;

	TracingClientInterceptor(HttpClientTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		String authority = (options.getAuthority() != null) ? options.getAuthority() : next.authority();
		return new TracedClientCall<>(next.newCall(method, options), this.tracing, authority,
				method.getFullMethodName());
	}

}
