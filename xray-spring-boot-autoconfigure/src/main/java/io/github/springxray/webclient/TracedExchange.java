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

package io.github.springxray.webclient;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.github.springxray.http.HttpClientCall;
import io.github.springxray.recorder.TracingFaults;

/**
 * A call from its request to the end of its response. It ends before whoever waits for it
 * learns of the end, so that it is in the document of a segment that ends right after.
 */
final class TracedExchange {

	private static final int NO_CONTENT = 204;

	private static final int NOT_MODIFIED = 304;

	private final HttpClientCall call;

	private final HttpMethod method;

	private final TracingFaults faults;

	private final AtomicBoolean bodySubscribed = new AtomicBoolean();

	TracedExchange(HttpClientCall call, HttpMethod method, TracingFaults faults) {
		this.call = call;
		this.method = method;
		this.faults = faults;
	}

	Mono<ClientResponse> follow(Mono<ClientResponse> exchange) {
		return exchange.map(this::begun).doOnSuccess(this::endWithoutResponse).doOnError(this::fail).doOnCancel(() -> {
			if (!this.bodySubscribed.get()) {
				this.call.cancel();
			}
		});
	}

	private ClientResponse begun(ClientResponse response) {
		try {
			int status = response.statusCode().value();
			long length = contentLength(response);
			this.call.response(status, length);
			if (!hasBody(status, length)) {
				this.call.end();
				return response;
			}
			return response.mutate().request(response.request()).body(this::follow).build();
		}
		catch (Throwable ex) {
			this.faults.record("following the response of a WebClient", ex);
			this.call.end();
			return response;
		}
	}

	/**
	 * Only the first subscriber gets a body, and buffers pass untouched: whoever gets
	 * them releases them.
	 */
	private Flux<DataBuffer> follow(Flux<DataBuffer> body) {
		return Flux.defer(() -> this.bodySubscribed.compareAndSet(false, true)
				? body.doOnComplete(this.call::end).doOnError(this::fail).doOnCancel(this.call::cancel) : body);
	}

	private void endWithoutResponse(@Nullable ClientResponse response) {
		if (response == null) {
			this.call.end();
		}
	}

	private void fail(Throwable error) {
		boolean wrapped = error instanceof WebClientRequestException && error.getCause() != null;
		this.call.end(wrapped ? error.getCause() : error);
	}

	/**
	 * Nobody needs to subscribe to a body that is none.
	 */
	private boolean hasBody(int status, long length) {
		return length != 0 && status != NO_CONTENT && status != NOT_MODIFIED && !HttpMethod.HEAD.equals(this.method);
	}

	private static long contentLength(ClientResponse response) {
		String length = response.headers().asHttpHeaders().getFirst(HttpHeaders.CONTENT_LENGTH);
		try {
			return (length != null) ? Long.parseLong(length.trim()) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
