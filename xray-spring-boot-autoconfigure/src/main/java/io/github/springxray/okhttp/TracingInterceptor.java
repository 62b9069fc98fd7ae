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

package io.github.springxray.okhttp;

import java.io.IOException;
import java.util.List;

import com.amazonaws.xray.entities.Entity;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.OutgoingHeaders;

/**
 * Makes what goes from an application's interceptors to the client a call. What the
 * client does by itself, such as following redirects, is within it.
 */
final class TracingInterceptor implements Interceptor {

	private final ClientCalls calls;

	private final Callers callers;

	TracingInterceptor(ClientCalls calls, Callers callers) {
		this.calls = calls;
		this.callers = callers;
	}

	@Override
	public Response intercept(Chain chain) throws IOException {
		Request request = chain.request();
		Headers headers = new Headers(request);
		HttpClientCall call = begin(request, chain.call(), headers);
		Request sent = this.calls.change("writing trace headers", request, (original) -> headers.request());
		if (!call.isRecording()) {
			return chain.proceed(sent);
		}
		Response response;
		try {
			response = chain.proceed(sent);
		}
		catch (Throwable ex) {
			if (chain.call().isCanceled()) {
				call.cancel();
			}
			call.end(ex);
			throw ex;
		}
		return this.calls.change("following a response of OkHttp", response,
				(original) -> TracedBody.follow(original, call));
	}

	private HttpClientCall begin(Request request, Call call, Headers headers) {
		Entity caller = this.callers.of(call);
		return this.calls.begin(request.method(), request.url().uri(), caller, headers);
	}

	/**
	 * The headers of a request, which cannot be changed: another one like it has them.
	 */
	private static final class Headers implements OutgoingHeaders {

		private Request request;

		Headers(Request request) {
			this.request = request;
		}

		@Override
		public List<String> get(String name) {
			return this.request.headers(name);
		}

		@Override
		public void set(String name, String value) {
			this.request = this.request.newBuilder().header(name, value).build();
		}

		@Override
		public void remove(String name) {
			this.request = this.request.newBuilder().removeHeader(name).build();
		}

		Request request() {
			return this.request;
		}

	}

}
