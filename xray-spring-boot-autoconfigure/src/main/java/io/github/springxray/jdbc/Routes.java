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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
		if (DETERMINE == null) {
			return false;
		}
		Method actual = ClassUtils.getMostSpecificMethod(method, this.routing.getClass());
		return actual.getDeclaringClass() == AbstractRoutingDataSource.class;
	}

	/**
	 * Return where the router leads to now, and routers behind it. Each is asked once, as
	 * it may answer in another way the next time.
	 * @param method what the target is needed for
	 * @throws Throwable what the router throws
	 */
	@Nullable DataSource determine(Method method) throws Throwable {
		Method determine = DETERMINE;
		DataSource target = (determine != null) ? (DataSource) JdbcProxies.invoke(determine, this.routing, null) : null;
		if (target instanceof AbstractRoutingDataSource next && DataSourceTracer.targetOf(next) == null) {
			Routes routes = new Routes(next);
			DataSource last = routes.isPlain(method) ? routes.determine(method) : null;
			return (last != null) ? last : target;
		}
		return target;
	}

	/**
	 * Return whether one of the targets that are known has a property.
	 */
	boolean leadTo(Predicate<DataSource> property) {
		return known().stream().anyMatch(property);
	}

	/**
	 * Return whether targets are known, and all of them have a property.
	 */
	boolean leadOnlyTo(Predicate<DataSource> property) {
		Collection<DataSource> known = known();
		return !known.isEmpty() && known.stream().allMatch(property);
	}

	private Collection<DataSource> known() {
		List<DataSource> known = new ArrayList<>();
		try {
			DataSource fallback = this.routing.getResolvedDefaultDataSource();
			if (fallback != null) {
				known.add(fallback);
			}
			known.addAll(this.routing.getResolvedDataSources().values());
		}
		catch (RuntimeException ex) {
			// A router without a map has none
		}
		return known;
	}

}
