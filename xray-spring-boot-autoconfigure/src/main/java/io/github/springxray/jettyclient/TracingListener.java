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

package io.github.springxray.jettyclient;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.OutgoingHeaders;

/**
 * Begins a call where a request is handed to a client, on the thread of the caller. The
 * requests of a conversation, such as to where a redirect leads, are one call: the
 * application gets the last response.
 */
final class TracingListener implements Request.Listener {

	private static final String ATTRIBUTE = TracingListener.class.getName();

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final Duration PAUSE = Duration.ofNanos(20_000);

	private final ClientCalls calls;

	TracingListener(ClientCalls calls) {
		this.calls = calls;
	}

	@Override
	public void onQueued(Request request) {
		HttpConversation conversation = conversationOf(request);
		if (conversation == null || conversation.getAttribute(ATTRIBUTE) != null) {
			return;
		}
		HttpClientCall call = this.calls.begin(request.getMethod(), request.getURI(), this.calls.current(),
				new Headers(request));
		if (call.isRecording()) {
			new TracedResponse(call).listenTo(request);
			// Who is told of a failure before there is a response has been decided
			// already
			conversation.updateResponseListeners(null);
		}
		conversation.setAttribute(ATTRIBUTE, call);
	}

	/**
	 * Another thread may take a request from the queue before the thread that has put it
	 * there says so. That is a matter of a moment, after which nothing is recorded.
	 */
	@Override
	public void onBegin(Request request) {
		HttpConversation conversation = conversationOf(request);
		if (conversation == null || conversation.getAttribute(ATTRIBUTE) != null) {
			return;
		}
		long start = System.nanoTime();
		while (conversation.getAttribute(ATTRIBUTE) == null) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				conversation.setAttribute(ATTRIBUTE, HttpClientCall.NONE);
				this.calls.fault("finding the caller of Jetty's HttpClient",
						new IllegalStateException("A request was sent before its caller was known"));
				return;
			}
			LockSupport.parkNanos(PAUSE.toNanos());
		}
	}

	@Override
	public void onFailure(Request request, Throwable failure) {
		HttpConversation conversation = conversationOf(request);
		if (conversation != null && conversation.getAttribute(ATTRIBUTE) instanceof HttpClientCall call) {
			call.end(failure);
		}
	}

	private static @Nullable HttpConversation conversationOf(Request request) {
		return (request instanceof HttpRequest http) ? http.getConversation() : null;
	}

	/**
	 * The headers of a request that is not sent yet.
	 */
	private record Headers(Request request) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return this.request.getHeaders().getFields(name).stream().map(HttpField::getValue).toList();
		}

		@Override
		public void set(String name, String value) {
			this.request.headers((HttpFields.Mutable headers) -> headers.put(name, value));
		}

		@Override
		public void remove(String name) {
			this.request.headers((headers) -> headers.remove(name));
		}

	}

}
