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

import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.CancellationException;

import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpHeader;

import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;

/**
 * Records the response that the application gets, and ends its call with it.
 */
final class TracedResponse {

	private final HttpClientCall call;

	private volatile boolean answered;

	TracedResponse(HttpClientCall call) {
		this.call = call;
	}

	/**
	 * Listens to everything but the content: who does has to demand it, and reads it
	 * faster than the application wants.
	 */
	void listenTo(Request request) {
		request.onResponseHeaders(this::onHeaders)
			.onResponseSuccess(this::onSuccess)
			.onResponseFailure(this::onFailure)
			.onComplete(this::onComplete);
	}

	private void onHeaders(Response response) {
		this.answered = true;
		String length = response.getHeaders().get(HttpHeader.CONTENT_LENGTH);
		this.call.response(response.getStatus(), ContentLengths.parse(length));
	}

	private void onSuccess(Response response) {
		this.call.end();
	}

	/**
	 * A stream that is closed before its end cancels its request.
	 */
	private void onFailure(Response response, Throwable failure) {
		if (this.answered
				&& (failure instanceof AsynchronousCloseException || failure instanceof CancellationException)) {
			this.call.cancel();
		}
		else {
			this.call.end(failure);
		}
	}

	private void onComplete(Result result) {
		this.call.end(result.getFailure());
	}

}
