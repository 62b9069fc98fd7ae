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

package io.github.springxray.reactive;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.github.springxray.http.HttpUrls;
import io.github.springxray.http.ServedRequest;

/**
 * A request to WebFlux and its response as naming, exclusion and sampling see them.
 */
final class ReactiveTracedRequest implements ServedRequest {

	private final ServerHttpRequest request;

	private final HttpHeaders received;

	private final ServerHttpResponse response;

	/**
	 * Create an instance.
	 * @param request the request, after forwarded headers were applied
	 * @param received the headers as they came
	 * @param response the response
	 */
	ReactiveTracedRequest(ServerHttpRequest request, HttpHeaders received, ServerHttpResponse response) {
		this.request = request;
		this.received = received;
		this.response = response;
	}

	@Override
	public String method() {
		return this.request.getMethod().name();
	}

	/**
	 * Most paths need no decoding, and are given as they came.
	 */
	@Override
	public String path() {
		PathContainer path = this.request.getPath().pathWithinApplication();
		String raw = path.value();
		if (raw.indexOf('%') < 0 && raw.indexOf(';') < 0) {
			return raw.isEmpty() ? "/" : raw;
		}
		StringBuilder decoded = new StringBuilder(raw.length());
		for (PathContainer.Element element : path.elements()) {
			decoded.append((element instanceof PathSegment segment) ? segment.valueToMatch() : element.value());
		}
		return decoded.toString();
	}

	@Override
	public String urlPath() {
		String path = this.request.getURI().getRawPath();
		return (path != null) ? HttpUrls.clean(path) : "/";
	}

	@Override
	public @Nullable String host() {
		String host = hostOf(this.request);
		return (host != null) ? host.toLowerCase(Locale.ROOT) : null;
	}

	@Override
	public @Nullable String header(String name) {
		return this.received.getFirst(name);
	}

	@Override
	public List<String> headers(String name) {
		return this.received.getOrEmpty(name);
	}

	@Override
	public void answer(String name, String value) {
		this.response.getHeaders().set(name, value);
	}

	/**
	 * The host that was asked. A name that is no legal one, as of a container with an
	 * underscore, is part of the authority only.
	 */
	static @Nullable String hostOf(ServerHttpRequest request) {
		String host = request.getURI().getHost();
		if (host != null) {
			return host;
		}
		String authority = request.getURI().getRawAuthority();
		if (authority == null) {
			return null;
		}
		int colon = authority.lastIndexOf(':');
		return (colon > authority.lastIndexOf(']')) ? authority.substring(0, colon) : authority;
	}

}
