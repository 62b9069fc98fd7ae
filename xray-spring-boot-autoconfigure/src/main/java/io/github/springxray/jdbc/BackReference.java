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

package io.github.springxray.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * An object of the driver that knows where it came from. Applications may compare that
 * with what they hold, which is a proxy of ours.
 */
final class BackReference implements InvocationHandler {

	private final Object target;

	private final String getter;

	private final Object origin;

	private final Object proxyOfOrigin;

	private BackReference(Object target, String getter, Object origin, Object proxyOfOrigin) {
		this.target = target;
		this.getter = getter;
		this.origin = origin;
		this.proxyOfOrigin = proxyOfOrigin;
	}

	/**
	 * Return an object that names a proxy as its origin where it would name what is
	 * behind the proxy.
	 */
	static <T> @Nullable Object of(@Nullable Object target, Class<T> type, String getter, Object origin,
			Object proxyOfOrigin) {
		if (!type.isInstance(target)) {
			return target;
		}
		try {
			T object = type.cast(target);
			return JdbcProxies.create(object, type, new BackReference(object, getter, origin, proxyOfOrigin));
		}
		catch (RuntimeException ex) {
			return target;
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "getTarget" -> this.target;
			case "equals" -> args != null && (args[0] == proxy || this.target.equals(args[0]));
			default -> {
				Object result = JdbcProxies.invoke(method, this.target, args);
				boolean toOrigin = method.getName().equals(this.getter) && this.origin == result;
				yield toOrigin ? this.proxyOfOrigin : result;
			}
		};
	}

}
