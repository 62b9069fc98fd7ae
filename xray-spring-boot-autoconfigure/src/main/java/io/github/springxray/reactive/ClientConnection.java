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

import java.util.concurrent.atomic.AtomicReference;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;

/**
 * The connection that a request came on. Where a client of Reactor Netty leaves in the
 * midst of a stream, the handling is said to be complete. Other servers say that it is
 * cancelled or has failed.
 */
@FunctionalInterface
interface ClientConnection {

	/**
	 * A connection of another server.
	 */
	ClientConnection OTHER = (whole) -> false;

	/**
	 * Return whether the client had left when the handling was complete. The end of a
	 * stream is sent after that, so a connection that is closed by then was lost.
	 * @param whole whether the response was sent at once and as a whole, after which
	 * either side may close the connection
	 */
	boolean isLost(boolean whole);

	/**
	 * Look for the connection of a request, which is another once it is answered.
	 */
	static ClientConnection of(ServerHttpRequest request) {
		return Netty.PRESENT ? Netty.of(request) : OTHER;
	}

	/**
	 * What needs Reactor Netty, which may be absent.
	 */
	final class Netty {

		private static final boolean PRESENT = ClassUtils.isPresent("reactor.netty.http.server.HttpServerRequest",
				ClientConnection.class.getClassLoader());

		private Netty() {
		}

		static ClientConnection of(ServerHttpRequest request) {
			if (!(nativeOf(request) instanceof HttpServerRequest server)) {
				return OTHER;
			}
			AtomicReference<@Nullable Channel> found = new AtomicReference<>();
			server.withConnection((connection) -> found.set(connection.channel()));
			Channel channel = found.get();
			if (channel == null) {
				return OTHER;
			}
			return (whole) -> !whole && !channel.isActive();
		}

		/**
		 * Mock requests have none, and throw, as do those that are of another kind.
		 */
		private static @Nullable Object nativeOf(ServerHttpRequest request) {
			try {
				return ServerHttpRequestDecorator.getNativeRequest(request);
			}
			catch (RuntimeException ex) {
				return null;
			}
		}

	}

}
