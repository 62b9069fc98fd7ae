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

package io.github.springxray.restclient;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.web.client.RestClient;

/**
 * A builder whose clients are traced. An application may give its builder a request
 * factory at any time before it builds, so it is there that the factory is traced. It is
 * a dynamic proxy so that it has all methods of whichever version of Spring.
 */
final class TracingRestClientBuilder implements InvocationHandler {

	private final RestClient.Builder delegate;

	private final RestClientPatch patch;

	private TracingRestClientBuilder(RestClient.Builder delegate, RestClientPatch patch) {
		this.delegate = delegate;
		this.patch = patch;
	}

	static RestClient.Builder of(RestClient.Builder builder, RestClientPatch patch) {
		return (RestClient.Builder) Proxy.newProxyInstance(RestClient.Builder.class.getClassLoader(),
				new Class<?>[] { RestClient.Builder.class }, new TracingRestClientBuilder(builder, patch));
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
		switch (method.getName()) {
			case "equals" -> {
				return args != null && proxy == args[0];
			}
			case "clone" -> {
				return of(this.delegate.clone(), this.patch);
			}
			case "build" -> {
				return build();
			}
			case "apply" -> {
				if (args != null && args.length == 1 && args[0] instanceof Consumer<?> consumer) {
					((Consumer<RestClient.Builder>) consumer).accept((RestClient.Builder) proxy);
					return proxy;
				}
			}
		}
		Object result = invoke(method, args);
		return (result == this.delegate) ? proxy : result;
	}

	/**
	 * The builder itself keeps the factory that it was given.
	 */
	private RestClient build() {
		RestClient.Builder copy = this.delegate.clone();
		this.patch.trace(copy);
		return copy.build();
	}

	private @Nullable Object invoke(Method method, Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(this.delegate, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
