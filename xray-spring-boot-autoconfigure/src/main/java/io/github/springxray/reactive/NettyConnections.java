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

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.ClassUtils;

/**
 * Knows whether the client of Reactor Netty is still there. Where it leaves in the midst
 * of a stream, the stream is said to be complete, which the end of the response is not:
 * that is sent after it.
 */
final class NettyConnections {

	private static final boolean PRESENT = ClassUtils.isPresent("reactor.netty.http.server.HttpServerResponse",
			NettyConnections.class.getClassLoader());

	private NettyConnections() {
	}

	/**
	 * Return whether the connection is closed; {@code false} if it is none of Reactor
	 * Netty.
	 */
	static boolean isClosed(ServerHttpResponse response) {
		return PRESENT && Netty.isClosed(response);
	}

	/**
	 * Loaded only where Reactor Netty is.
	 */
	private static final class Netty {

		static boolean isClosed(ServerHttpResponse response) {
			AtomicBoolean closed = new AtomicBoolean();
			if (nativeOf(response) instanceof HttpServerResponse server) {
				server.withConnection((connection) -> closed.set(!connection.channel().isActive()));
			}
			return closed.get();
		}

		/**
		 * Mock responses have none, and throw, as do those that are of another kind.
		 */
		private static @Nullable Object nativeOf(ServerHttpResponse response) {
			try {
				return ServerHttpResponseDecorator.getNativeResponse(response);
			}
			catch (RuntimeException ex) {
				return null;
			}
		}

	}

}
