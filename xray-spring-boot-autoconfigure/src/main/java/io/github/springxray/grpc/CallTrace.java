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

import java.util.concurrent.atomic.AtomicBoolean;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.Subsegments;
import io.github.springxray.entity.HttpRequestFields;
import io.github.springxray.http.HttpRoute;
import io.github.springxray.http.IncomingEnding;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.ServerSegments.Begun;

/**
 * The trace of a call that comes in. It ends once, with whatever comes first: the end of
 * the call, its cancellation, or an exception that nobody has handled. No method here
 * throws.
 */
final class CallTrace {

	private static final CurrentEntity NOTHING = () -> {
	};

	private final ServerSegments server;

	private final Subsegments subsegments;

	private final Begun begun;

	private final GrpcRequest request;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile @Nullable Status status;

	CallTrace(ServerSegments server, Subsegments subsegments, Begun begun, GrpcRequest request) {
		this.server = server;
		this.subsegments = subsegments;
		this.begun = begun;
		this.request = request;
		Entity entity = begun.scope().entity();
		if (entity != null && begun.scope().isRecording()) {
			subsegments.safely("recording a call of gRPC", () -> recordRequest(entity));
		}
	}

	private void recordRequest(Entity entity) {
		HttpRoute.record(entity, this.request.path());
		String authority = (this.request.authority() != null) ? this.request.authority() : "unknown-host";
		entity.putHttp("request",
				new HttpRequestFields(this.request.method(), "grpc://" + authority + this.request.path(),
						ServerSegments.userAgentOf(this.request.header("user-agent")), null, false));
	}

	/**
	 * Let the calling thread go on with what was current before the call.
	 */
	void leaveThread() {
		this.subsegments.detach(this.begun.scope());
	}

	/**
	 * Make the segment current on the calling thread, for as long as the call goes on.
	 */
	CurrentEntity enter() {
		Entity entity = this.begun.scope().entity();
		return (entity != null && !this.ended.get()) ? this.subsegments.makeCurrent(entity) : NOTHING;
	}

	void answerTo(Metadata headers) {
		this.subsegments.safely("answering the id of a trace", () -> this.request.answerTo(headers));
	}

	/**
	 * The application has closed the call.
	 */
	void close(Status status) {
		if (this.status == null) {
			this.status = status;
		}
	}

	/**
	 * All that the application has sent is on its way.
	 */
	void complete() {
		Status status = this.status;
		end((status != null) ? status : Status.OK, null);
	}

	/**
	 * The client has cancelled the call, or is gone, or the time is up. What the
	 * application has said before does not reach the client.
	 */
	void cancel(boolean late) {
		Status status = late ? Status.DEADLINE_EXCEEDED : Status.CANCELLED;
		end(status, null);
	}

	/**
	 * An exception has left the application.
	 */
	void fail(Throwable failure) {
		Status status = this.status;
		end((status != null) ? status : Status.fromThrowable(failure), failure);
	}

	private void end(Status status, @Nullable Throwable failure) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		Throwable error = (failure != null) ? failure : GrpcOutcome.failureOf(status);
		if (this.begun.isAwaited()) {
			this.server.ended(this.begun, new Ending(status, error));
		}
		Entity entity = this.begun.scope().entity();
		if (entity != null && this.begun.scope().isRecording()) {
			this.subsegments.safely("recording a call of gRPC", () -> GrpcOutcome.record(entity, status.getCode()));
		}
		this.subsegments.end(this.begun.scope(), error);
	}

	/**
	 * How the call has ended, for whoever decided on it.
	 */
	private final class Ending implements IncomingEnding {

		private final Status status;

		private final @Nullable Throwable error;

		Ending(Status status, @Nullable Throwable error) {
			this.status = status;
			this.error = error;
		}

		@Override
		public boolean isFault() {
			return this.error != null || GrpcOutcome.isFault(this.status.getCode());
		}

		@Override
		public void record(Segment segment) {
			recordRequest(segment);
			GrpcOutcome.record(segment, this.status.getCode());
		}

		@Override
		public @Nullable Throwable failure() {
			return this.error;
		}

	}

}
