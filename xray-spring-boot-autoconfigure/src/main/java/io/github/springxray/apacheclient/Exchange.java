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

package io.github.springxray.apacheclient;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.amazonaws.xray.entities.Entity;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.ClientCalls;
import io.github.springxray.http.ContentLengths;
import io.github.springxray.http.HttpClientCall;
import io.github.springxray.http.OutgoingHeaders;

/**
 * What the application asks of a client once: an attempt, or several where the client
 * repeats what has failed. Each attempt is a call. Where a redirect is followed, the call
 * goes on. A client does these things one after the other.
 */
final class Exchange {

	private static final String ATTRIBUTE = Exchange.class.getName();

	private final String id;

	private final @Nullable Entity caller;

	private final ClientCalls calls;

	private final Map<String, String> told = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private volatile HttpClientCall call = HttpClientCall.NONE;

	private volatile boolean redirected;

	private volatile @Nullable HttpRequest attempt;

	private Exchange(String id, ClientCalls calls) {
		this.id = id;
		this.calls = calls;
		this.caller = calls.current();
	}

	/**
	 * Begin an exchange of which attempts are to be told.
	 * @return the exchange, {@code null} if it is begun already
	 */
	static @Nullable Exchange begin(String id, HttpClientContext context, ClientCalls calls) {
		if (of(id, context) != null) {
			return null;
		}
		Exchange exchange = new Exchange(id, calls);
		context.setAttribute(ATTRIBUTE, exchange);
		return exchange;
	}

	/**
	 * A context may be that of an exchange before.
	 */
	static @Nullable Exchange of(String id, HttpClientContext context) {
		return (context.getAttribute(ATTRIBUTE) instanceof Exchange exchange && exchange.id.equals(id)) ? exchange
				: null;
	}

	/**
	 * Begin an attempt.
	 * @return {@code false} if another handler of this kind has begun it
	 */
	boolean attempt(HttpRequest request) {
		if (this.attempt == request) {
			return false;
		}
		this.attempt = request;
		if (this.redirected && this.call.isRecording()) {
			this.redirected = false;
			this.told.forEach(request::setHeader);
			return true;
		}
		this.call.end();
		URI uri = uriOf(request);
		this.told.clear();
		this.call = (uri != null)
				? this.calls.begin(request.getMethod(), uri, this.caller, new Headers(request, this.told))
				: HttpClientCall.NONE;
		return true;
	}

	private @Nullable URI uriOf(HttpRequest request) {
		try {
			return request.getUri();
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	/**
	 * Record the response of an attempt.
	 * @return the call that ends with it, {@code null} if that is not known yet, because
	 * it may be a redirect that is followed, or if nothing is recorded
	 */
	@Nullable HttpClientCall answered(HttpResponse response) {
		this.attempt = null;
		HttpClientCall call = this.call;
		if (!call.isRecording()) {
			return null;
		}
		this.redirected = response.getCode() / 100 == 3 && response.containsHeader(HttpHeaders.LOCATION);
		if (this.redirected) {
			return null;
		}
		call.response(response.getCode(), lengthOf(response));
		return call;
	}

	/**
	 * Record what the application gets, if it is a redirect that was not followed.
	 * @return the call that ends with it, {@code null} if that is known
	 */
	@Nullable HttpClientCall delivered(HttpResponse response) {
		HttpClientCall call = this.call;
		if (!this.redirected || !call.isRecording()) {
			return null;
		}
		this.redirected = false;
		call.response(response.getCode(), lengthOf(response));
		return call;
	}

	void fail(Throwable ex) {
		this.attempt = null;
		this.call.end(ex);
	}

	void end() {
		this.call.end();
	}

	void cancel() {
		this.call.cancel();
	}

	private static long lengthOf(HttpResponse response) {
		Header length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
		return ContentLengths.parse((length != null) ? length.getValue() : null);
	}

	/**
	 * The headers of a request, and those of them that tell of the trace.
	 */
	private record Headers(HttpRequest request, Map<String, String> told) implements OutgoingHeaders {

		@Override
		public List<String> get(String name) {
			return new ArrayList<>(Stream.of(this.request.getHeaders(name)).map(Header::getValue).toList());
		}

		@Override
		public void set(String name, String value) {
			this.request.setHeader(name, value);
			this.told.put(name, value);
		}

		@Override
		public void remove(String name) {
			this.request.removeHeaders(name);
		}

	}

}
