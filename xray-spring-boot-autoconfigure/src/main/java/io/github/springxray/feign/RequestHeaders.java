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

package io.github.springxray.feign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import feign.Request;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of a request that may be sent again by others: another one like it has the
 * changed ones.
 */
final class RequestHeaders implements OutgoingHeaders {

	private final Request request;

	private final Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private boolean changed;

	RequestHeaders(Request request) {
		this.request = request;
		this.headers.putAll(request.headers());
	}

	@Override
	public List<String> get(String name) {
		return new ArrayList<>(this.headers.getOrDefault(name, List.of()));
	}

	@Override
	public void set(String name, String value) {
		this.headers.put(name, List.of(value));
		this.changed = true;
	}

	@Override
	public void remove(String name) {
		this.headers.remove(name);
		this.changed = true;
	}

	/**
	 * Return the request to send.
	 */
	Request request() {
		return this.changed ? Request.create(this.request.httpMethod(), this.request.url(), this.headers,
				this.request.body(), this.request.charset(), this.request.requestTemplate()) : this.request;
	}

}
