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

package io.github.springxray.webclient;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * A builder that puts the tracing filter behind all that were added to it and to its
 * copies, when it builds. A proxy, as the interface gains methods with new versions.
 */
final class TracingWebClientBuilder implements InvocationHandler {

	private final WebClient.Builder builder;

	private final TracingExchangeFilterFunction filter;

	private TracingWebClientBuilder(WebClient.Builder builder, TracingExchangeFilterFunction filter) {
		this.builder = builder;
		this.filter = filter;
	}

	/**
	 * Trace what a builder builds.
	 * @return a builder around it, or the builder itself if it cannot have filters
	 */
	static WebClient.Builder around(WebClient.Builder builder, TracingExchangeFilterFunction filter) {
		if (isOne(builder) || !filter.addTo(builder)) {
			return builder;
		}
		return (WebClient.Builder) Proxy.newProxyInstance(WebClient.Builder.class.getClassLoader(),
				new Class<?>[] { WebClient.Builder.class }, new TracingWebClientBuilder(builder, filter));
	}

	private static boolean isOne(WebClient.Builder builder) {
		return Proxy.isProxyClass(builder.getClass())
				&& Proxy.getInvocationHandler(builder) instanceof TracingWebClientBuilder;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return invokeOnObject(proxy, method, arguments);
		}
		if (method.getName().equals("build")) {
			return build();
		}
		Object result;
		try {
			result = method.invoke(this.builder, arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
		if (result == this.builder) {
			return proxy;
		}
		return (result instanceof WebClient.Builder copy) ? around(copy, this.filter) : result;
	}

	/**
	 * Threads that share a builder may build at the same time, so it is not changed.
	 */
	private WebClient build() {
		if (TracingExchangeFilterFunction.isLastIn(this.builder)) {
			return this.builder.build();
		}
		WebClient.Builder copy = this.builder.clone();
		this.filter.addTo(copy);
		return copy.build();
	}

	private Object invokeOnObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && arguments[0] == proxy;
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.builder.toString();
		};
	}

}
