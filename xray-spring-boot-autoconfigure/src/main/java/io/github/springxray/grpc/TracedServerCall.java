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

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * Notices the status that a call is closed with, and answers the id of the trace.
 *
 * @param <Q> the type of requests
 * @param <R> the type of responses
 */
final class TracedServerCall<Q, R> extends SimpleForwardingServerCall<Q, R> {

	private final CallTrace trace;

	TracedServerCall(ServerCall<Q, R> call, CallTrace trace) {
		super(call);
		this.trace = trace;
	}

	@Override
	public void sendHeaders(Metadata headers) {
		this.trace.answerTo(headers);
		super.sendHeaders(headers);
	}

	@Override
	public void close(Status status, Metadata trailers) {
		this.trace.close(status);
		super.close(status, trailers);
	}

}
