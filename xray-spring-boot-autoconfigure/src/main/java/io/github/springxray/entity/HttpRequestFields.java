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

package io.github.springxray.entity;

import org.jspecify.annotations.Nullable;

/**
 * What is recorded of an HTTP request: the value of {@code request} in the {@code http}
 * block of an entity.
 */
public final class HttpRequestFields extends FlatMap {

	private static final String[] KEYS = { "method", "url", "user_agent", "client_ip", "x_forwarded_for", "traced" };

	private final @Nullable String method;

	private final @Nullable String url;

	private final @Nullable String userAgent;

	private final @Nullable String clientIp;

	private final boolean forwardedFor;

	private final boolean traced;

	/**
	 * Create the fields of a request to a server.
	 * @param method its method
	 * @param url its URL, without what must not be recorded
	 * @param userAgent what the client says it is
	 * @param clientIp the address of the client
	 * @param forwardedFor whether the address comes from a header
	 */
	public HttpRequestFields(@Nullable String method, @Nullable String url, @Nullable String userAgent,
			@Nullable String clientIp, boolean forwardedFor) {
		this(method, url, userAgent, clientIp, forwardedFor, false);
	}

	/**
	 * Create the fields of a request that a client makes.
	 * @param method its method
	 * @param url its URL, without what must not be recorded
	 * @param traced whether the server records the request too
	 */
	public HttpRequestFields(@Nullable String method, @Nullable String url, boolean traced) {
		this(method, url, null, null, false, traced);
	}

	private HttpRequestFields(@Nullable String method, @Nullable String url, @Nullable String userAgent,
			@Nullable String clientIp, boolean forwardedFor, boolean traced) {
		this.method = method;
		this.url = url;
		this.userAgent = userAgent;
		this.clientIp = clientIp;
		this.forwardedFor = forwardedFor;
		this.traced = traced;
	}

	@Override
	int slots() {
		return KEYS.length;
	}

	@Override
	String keyOf(int slot) {
		return KEYS[slot];
	}

	@Override
	@Nullable Object valueOf(int slot) {
		return switch (slot) {
			case 0 -> this.method;
			case 1 -> this.url;
			case 2 -> this.userAgent;
			case 3 -> this.clientIp;
			case 4 -> this.forwardedFor ? Boolean.TRUE : null;
			default -> this.traced ? Boolean.TRUE : null;
		};
	}

}
