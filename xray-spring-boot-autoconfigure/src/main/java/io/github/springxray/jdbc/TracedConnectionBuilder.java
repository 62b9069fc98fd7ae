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
import java.sql.ConnectionBuilder;

import org.jspecify.annotations.Nullable;

/**
 * A builder of connections that are traced.
 */
final class TracedConnectionBuilder implements InvocationHandler {

	private final TracedPool pool;

	private final ConnectionBuilder builder;

	private @Nullable String user;

	private TracedConnectionBuilder(TracedPool pool, ConnectionBuilder builder) {
		this.pool = pool;
		this.builder = builder;
	}

	static ConnectionBuilder of(TracedPool pool, ConnectionBuilder builder) {
		return JdbcProxies.create(builder, ConnectionBuilder.class, new TracedConnectionBuilder(pool, builder));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		if (method.getName().equals("getTarget")) {
			return this.builder;
		}
		if (method.getName().equals("user") && args != null) {
			this.user = (String) args[0];
		}
		Object result = JdbcProxies.invoke(method, this.builder, args);
		if (result instanceof Connection connection && !this.pool.isIdle()) {
			return this.pool.trace(connection, this.user);
		}
		return (result == this.builder) ? proxy : result;
	}

}
