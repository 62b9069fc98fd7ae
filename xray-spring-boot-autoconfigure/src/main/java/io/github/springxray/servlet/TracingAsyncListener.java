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

package io.github.springxray.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;

import io.github.springxray.http.DisconnectedClients;

/**
 * Ends the trace of an asynchronous request. A container forgets its listeners when a
 * request becomes asynchronous once more; the filter, which each dispatch passes, then
 * registers another one.
 */
final class TracingAsyncListener implements AsyncListener {

	private final RequestTrace trace;

	private final RequestEnds ends;

	/**
	 * An event does not give it any more when the request is complete.
	 */
	private final ServletRequest request;

	TracingAsyncListener(RequestTrace trace, RequestEnds ends, ServletRequest request) {
		this.trace = trace;
		this.ends = ends;
		this.request = request;
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// The dispatch in which this happens ends in the filter
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		this.trace.timeOut(event.getThrowable());
	}

	/**
	 * Nothing more reaches a client that is gone, and Tomcat may drop such a request
	 * without saying that it is complete.
	 */
	@Override
	public void onError(AsyncEvent event) {
		Throwable failure = event.getThrowable();
		this.trace.fail(failure);
		if (failure != null && DisconnectedClients.isDisconnected(failure)) {
			this.trace.end();
		}
	}

	/**
	 * Tomcat says so before it dispatches to an error page.
	 */
	@Override
	public void onComplete(AsyncEvent event) {
		if (!this.trace.awaitsErrorPage() || !this.ends.watch(this.request, this.trace)) {
			this.trace.end();
		}
	}

}
