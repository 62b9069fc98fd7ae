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

import java.util.Set;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.ClassUtils;

/**
 * Knows whether Tomcat's valve has resolved forwarded headers, which it removes.
 */
final class TomcatForwarding {

	/**
	 * Set by the valve on whatever comes from a proxy that it trusts. It trusts the
	 * machine itself too, so a local call has it as well.
	 */
	private static final String ATTRIBUTE = "org.apache.tomcat.request.forwarded";

	private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

	private static final boolean PRESENT = ClassUtils.isPresent("jakarta.servlet.ServletRequest",
			TomcatForwarding.class.getClassLoader());

	private TomcatForwarding() {
	}

	/**
	 * Return whether an address is the claim of a header that is gone.
	 */
	static boolean hasResolved(ServerHttpRequest request, @Nullable String address) {
		return PRESENT && address != null && !LOOPBACK.contains(address) && Servlet.isForwarded(request);
	}

	/**
	 * Loaded only where the Servlet API is.
	 */
	private static final class Servlet {

		static boolean isForwarded(ServerHttpRequest request) {
			return nativeOf(request) instanceof ServletRequest servlet && servlet.getAttribute(ATTRIBUTE) != null;
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
