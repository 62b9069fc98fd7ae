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

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.ServerSegments;

/**
 * Begins the segment of a call that comes in. It is current on a thread only while the
 * application is called there, by this or by a callback.
 */
final class TracingServerInterceptor implements ServerInterceptor {

	private final ServerSegments server;

	private final Subsegments subsegments;

	TracingServerInterceptor(ServerSegments server, Subsegments subsegments) {
		this.server = server;
		this.subsegments = subsegments;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		GrpcRequest request = new GrpcRequest(call, headers);
		CallTrace trace = new CallTrace(this.server, this.subsegments, this.server.begin(request), request);
		ServerCall.Listener<Q> listener;
		try {
			listener = next.startCall(new TracedServerCall<>(call, trace), headers);
		}
		catch (Throwable ex) {
			trace.fail(ex);
			throw ex;
		}
		trace.leaveThread();
		return new TracedServerListener<>(listener, trace);
	}

}
