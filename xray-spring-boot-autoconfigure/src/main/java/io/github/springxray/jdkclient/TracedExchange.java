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

package io.github.springxray.jdkclient;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;

/**
 * A request as it is sent, and its call.
 *
 * @param request the request, with the headers that tell of the trace
 * @param call the call, {@link HttpClientCall#NONE} if it is not recorded
 * @param calls the calls of the client
 */
record TracedExchange(HttpRequest request, HttpClientCall call, ClientCalls calls) {

	static TracedExchange begin(HttpRequest request, ClientCalls calls) {
		RequestHeaders headers = new RequestHeaders(request);
		HttpClientCall call = calls.begin(request.method(), request.uri(), calls.current(), headers);
		HttpRequest sent = calls.change("writing trace headers", request, (original) -> headers.request());
		return new TracedExchange(sent, call, calls);
	}

	<T> BodyHandler<T> follow(BodyHandler<T> handler) {
		return !this.call.isRecording() ? handler : (info) -> {
			record(info);
			BodySubscriber<T> subscriber = handler.apply(info);
			return new TracedBody<>(subscriber, this.call);
		};
	}

	private void record(ResponseInfo info) {
		long length = ContentLengths.parse(info.headers().firstValue("Content-Length").orElse(null));
		this.call.response(info.statusCode(), length);
	}

	/**
	 * Cancelling the future that the application gets cancels the request, as it does
	 * without tracing.
	 */
	<T> CompletableFuture<HttpResponse<T>> follow(CompletableFuture<HttpResponse<T>> response) {
		if (!this.call.isRecording()) {
			return response;
		}
		CompletableFuture<HttpResponse<T>> followed = response.whenComplete((result, ex) -> end(ex));
		followed.whenComplete((result, ex) -> {
			if (followed.isCancelled()) {
				this.call.cancel();
				response.cancel(true);
			}
		});
		return followed;
	}

	private void end(@Nullable Throwable failure) {
		Throwable ex = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (ex instanceof CancellationException) {
			this.call.cancel();
		}
		else if (ex != null) {
			this.call.end(ex);
		}
	}

}
