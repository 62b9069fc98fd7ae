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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of a request, which cannot be changed: another one like it has them.
 */
final class RequestHeaders implements OutgoingHeaders {

	private final HttpRequest request;

	private final TreeMap<String, String> set = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	private final Set<String> removed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

	RequestHeaders(HttpRequest request) {
		this.request = request;
	}

	@Override
	public List<String> get(String name) {
		String value = this.set.get(name);
		if (value != null) {
			return List.of(value);
		}
		return this.removed.contains(name) ? List.of() : new ArrayList<>(this.request.headers().allValues(name));
	}

	@Override
	public void set(String name, String value) {
		this.set.put(name, value);
		this.removed.add(name);
	}

	@Override
	public void remove(String name) {
		this.set.remove(name);
		this.removed.add(name);
	}

	/**
	 * Return the request to send.
	 */
	HttpRequest request() {
		if (this.removed.isEmpty()) {
			return this.request;
		}
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.request,
				(name, value) -> !this.removed.contains(name));
		this.set.forEach(builder::setHeader);
		return builder.build();
	}

}
