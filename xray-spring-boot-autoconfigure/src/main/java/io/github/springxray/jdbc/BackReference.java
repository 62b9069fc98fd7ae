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
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;

import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.jspecify.annotations.Nullable;

/**
 * An object of the driver that knows where it came from. Applications may compare that
 * with what they hold, which is a proxy of ours.
 */
final class BackReference implements InvocationHandler {

	private final Object target;

	private final Origin origin;

	private BackReference(Object target, Origin origin) {
		this.target = target;
		this.origin = origin;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		return switch (method.getName()) {
			case "getTarget" -> this.target;
			case "equals" -> isEqual(this.target, proxy, args);
			default -> this.origin.name(method, JdbcProxies.invoke(method, this.target, args));
		};
	}

	/**
	 * Return whether the original equals another object, or what that is a proxy of.
	 */
	static boolean isEqual(Object target, Object proxy, @Nullable Object @Nullable [] args) {
		Object other = (args != null) ? args[0] : null;
		return other == proxy || target.equals((other instanceof ProxyJdbcObject object) ? object.getTarget() : other);
	}

	/**
	 * What an object of the driver came from, and how the application knows it.
	 *
	 * @param target the connection or the statement of the driver
	 * @param proxy the proxy of it
	 * @param next where that came from
	 */
	record Origin(Object target, Object proxy, @Nullable Origin next) {

		/**
		 * Return what a method has returned, as a proxy if the application knows it as
		 * one, or if it can lead there.
		 */
		@Nullable Object name(Method method, @Nullable Object result) {
			Class<?> type = method.getReturnType();
			return (type == ResultSet.class || type == Statement.class || type == Connection.class) ? name(result)
					: result;
		}

		@Nullable Object name(@Nullable Object result) {
			for (Origin origin = this; origin != null; origin = origin.next) {
				if (result == origin.target) {
					return origin.proxy;
				}
			}
			if (result instanceof ResultSet rows) {
				return proxyOf(rows, ResultSet.class);
			}
			if (result instanceof DatabaseMetaData metaData) {
				return proxyOf(metaData, DatabaseMetaData.class);
			}
			return (result instanceof Statement statement) ? proxyOf(statement, Statement.class) : result;
		}

		private <T> T proxyOf(T result, Class<T> type) {
			try {
				return JdbcProxies.create(result, type, new BackReference(result, this));
			}
			catch (RuntimeException ex) {
				return result;
			}
		}

	}

}
