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

import java.net.InetSocketAddress;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.StringUtils;

/**
 * Where a request came from. What the handling of forwarded headers resolved is taken as
 * it is; without it, what {@code X-Forwarded-For} claims.
 *
 * @param address the address, {@code null} if it is not known
 * @param forwarded whether the address is a claim of a header, which clients can forge
 */
record RemoteAddress(@Nullable String address, boolean forwarded) {

	static final RemoteAddress UNKNOWN = new RemoteAddress(null, false);

	private static final String X_FORWARDED_FOR = "X-Forwarded-For";

	/**
	 * Find out the address.
	 * @param received the request as it came
	 * @param seen the request as the application sees it
	 */
	static RemoteAddress of(ServerHttpRequest received, ServerHttpRequest seen) {
		String resolved = address(seen);
		String claimed = received.getHeaders().getFirst(X_FORWARDED_FOR);
		if (!StringUtils.hasText(claimed)) {
			return new RemoteAddress(resolved, TomcatForwarding.hasResolved(received, resolved));
		}
		boolean untouched = seen.getHeaders().containsHeader(X_FORWARDED_FOR);
		return untouched ? new RemoteAddress(first(claimed), true)
				: new RemoteAddress(resolved, !Objects.equals(resolved, address(received)));
	}

	private static String first(String claimed) {
		int comma = claimed.indexOf(',');
		return ((comma < 0) ? claimed : claimed.substring(0, comma)).trim();
	}

	private static @Nullable String address(ServerHttpRequest request) {
		InetSocketAddress remote = request.getRemoteAddress();
		if (remote == null) {
			return null;
		}
		return (remote.getAddress() != null) ? remote.getAddress().getHostAddress() : remote.getHostString();
	}

}
