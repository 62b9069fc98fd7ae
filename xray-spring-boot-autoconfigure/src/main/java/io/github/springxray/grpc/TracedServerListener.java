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

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

import io.github.springxray.context.CurrentEntity;

/**
 * Makes the segment of a call current for each callback, and ends it with the last one.
 *
 * @param <Q> the type of requests
 */
final class TracedServerListener<Q> extends SimpleForwardingServerCallListener<Q> {

	private final CallTrace trace;

	TracedServerListener(ServerCall.Listener<Q> listener, CallTrace trace) {
		super(listener);
		this.trace = trace;
	}

	@Override
	public void onMessage(Q message) {
		call(() -> super.onMessage(message));
	}

	@Override
	public void onHalfClose() {
		call(super::onHalfClose);
	}

	@Override
	public void onReady() {
		call(super::onReady);
	}

	@Override
	public void onCancel() {
		Deadline deadline = Context.current().getDeadline();
		boolean late = deadline != null && deadline.isExpired();
		call(super::onCancel);
		this.trace.cancel(late);
	}

	@Override
	public void onComplete() {
		call(super::onComplete);
		this.trace.complete();
	}

	private void call(Runnable callback) {
		CurrentEntity current = this.trace.enter();
		try {
			callback.run();
		}
		catch (Throwable ex) {
			this.trace.fail(ex);
			throw ex;
		}
		finally {
			current.close();
		}
	}

}
