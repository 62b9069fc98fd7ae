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

import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

/**
 * Asks a routing data source for the target of each connection, as it does itself. What
 * it routes to may change at any time and is never replaced: that would be a change of
 * the application's object, and its keys cannot be told from those it has resolved.
 */
final class Routes {

	private static final @Nullable Method DETERMINE = accessible();

	private final AbstractRoutingDataSource routing;

	Routes(AbstractRoutingDataSource routing) {
		this.routing = routing;
	}

	private static @Nullable Method accessible() {
		try {
			Method method = AbstractRoutingDataSource.class.getDeclaredMethod("determineTargetDataSource");
			method.setAccessible(true);
			return method;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	/**
	 * Return whether a connection that the router gives away is one of its target, as it
	 * is. A router that does more with it has to be asked for the connection itself.
	 */
	boolean isPlain(Method method) {
		if (DETERMINE == null || !Connection.class.isAssignableFrom(method.getReturnType())) {
			return false;
		}
		Method actual = ClassUtils.getMostSpecificMethod(method, this.routing.getClass());
		return actual.getDeclaringClass() == AbstractRoutingDataSource.class;
	}

	/**
	 * Return where the router leads to now.
	 * @throws Throwable what the router throws
	 */
	@Nullable DataSource determine() throws Throwable {
		Method determine = DETERMINE;
		return (determine != null) ? (DataSource) JdbcProxies.invoke(determine, this.routing, null) : null;
	}

	/**
	 * Return whether one of the targets that are known has a property.
	 */
	boolean anyTarget(Predicate<DataSource> property) {
		try {
			DataSource fallback = this.routing.getResolvedDefaultDataSource();
			return (fallback != null && property.test(fallback))
					|| this.routing.getResolvedDataSources().values().stream().anyMatch(property);
		}
		catch (RuntimeException ex) {
			// A router without a map has none
			return false;
		}
	}

}
