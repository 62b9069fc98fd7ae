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

import java.net.URI;
import java.net.URISyntaxException;

import com.amazonaws.xray.entities.Entity;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.HttpClientTracing;

/**
 * A call that a client makes. It begins where it is started, or else where it was made,
 * and ends with its status, which comes once.
 *
 * @param <Q> the type of requests
 * @param <R> the type of responses
 */
final class TracedClientCall<Q, R> extends SimpleForwardingClientCall<Q, R> {

	private final HttpClientTracing tracing;

	private final @Nullable String authority;

	private final String method;

	private final @Nullable Entity maker;

	private volatile boolean cancelled;

	TracedClientCall(ClientCall<Q, R> call, HttpClientTracing tracing, @Nullable String authority, String method) {
		super(call);
		this.tracing = tracing;
		this.authority = authority;
		this.method = method;
		this.maker = tracing.current();
	}

	@Override
	public void start(Listener<R> listener, Metadata headers) {
		Entity current = this.tracing.current();
		HttpClientCall call = this.tracing.begin("POST", uri(), (current != null) ? current : this.maker,
				new CallMetadata(headers));
		if (!call.isRecording()) {
			super.start(listener, headers);
			return;
		}
		call.describe((entity) -> entity.putAnnotation("route", "/" + this.method));
		try {
			super.start(new TracedListener(listener, call), headers);
		}
		catch (Throwable ex) {
			call.end(ex);
			throw ex;
		}
	}

	private URI uri() {
		try {
			return new URI("grpc", this.authority, "/" + this.method, null, null);
		}
		catch (URISyntaxException ex) {
			return URI.create("grpc:/");
		}
	}

	@Override
	public void cancel(@Nullable String message, @Nullable Throwable cause) {
		this.cancelled = true;
		super.cancel(message, cause);
	}

	private final class TracedListener extends SimpleForwardingClientCallListener<R> {

		private final HttpClientCall call;

		TracedListener(Listener<R> listener, HttpClientCall call) {
			super(listener);
			this.call = call;
		}

		/**
		 * A call that its caller cancels is no fault and no error.
		 */
		@Override
		public void onClose(Status status, Metadata trailers) {
			if (TracedClientCall.this.cancelled && status.getCode() == Status.Code.CANCELLED) {
				this.call.cancel();
			}
			else {
				this.call.describe((entity) -> GrpcOutcome.record(entity, status.getCode()));
				this.call.end(GrpcOutcome.failureOf(status));
			}
			super.onClose(status, trailers);
		}

	}

}
