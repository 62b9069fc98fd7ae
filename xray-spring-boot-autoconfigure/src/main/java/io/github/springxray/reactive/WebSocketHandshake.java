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

import java.util.Locale;
import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * A request that asks for a connection of WebSocket. With Reactor Netty it is handled as
 * long as the connection lasts, but what is a request in it ends where the response is
 * about to leave.
 */
final class WebSocketHandshake {

	/**
	 * A server answers others with what it understands.
	 */
	private static final Set<String> VERSIONS = Set.of("13", "8", "7");

	private WebSocketHandshake() {
	}

	static boolean isOne(ServerHttpRequest request) {
		String upgrade = request.getHeaders().getFirst("Upgrade");
		String version = request.getHeaders().getFirst("Sec-WebSocket-Version");
		return upgrade != null && upgrade.toLowerCase(Locale.ROOT).equals("websocket") && version != null
				&& VERSIONS.contains(version.trim());
	}

	/**
	 * A response with any other status is one of HTTP, and ends as all do.
	 */
	static void endWith(ServerHttpResponse response, ExchangeTrace trace) {
		response.beforeCommit(() -> Mono.fromRunnable(() -> {
			HttpStatusCode status = response.getStatusCode();
			if (trace.isUpgrading() && (status == null || status.value() == 200 || status.value() == 101)) {
				trace.upgrade();
			}
		}));
	}

}
