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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Proxies of connections, statements and result sets. They have all interfaces of the
 * original that can be seen, as applications cast to those of their driver.
 */
final class JdbcProxies {

	private static final ClassLoader LOADER = JdbcProxies.class.getClassLoader();

	private static final ClassValue<Class<?>[]> INTERFACES = new ClassValue<>() {

		@Override
		protected Class<?>[] computeValue(Class<?> type) {
			return interfacesOf(type);
		}

	};

	private JdbcProxies() {
	}

	static <T> T create(T target, Class<T> type, InvocationHandler handler) {
		Class<?>[] interfaces = INTERFACES.get(target.getClass());
		if (interfaces.length == 0) {
			interfaces = new Class<?>[] { type, ProxyJdbcObject.class };
		}
		return type.cast(Proxy.newProxyInstance(LOADER, interfaces, handler));
	}

	/**
	 * Call the original, whose exceptions pass as they are.
	 */
	static @Nullable Object invoke(Method method, Object target, @Nullable Object @Nullable [] args) throws Throwable {
		try {
			return method.invoke(target, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * None, if a proxy cannot have all of them.
	 */
	private static Class<?>[] interfacesOf(Class<?> type) {
		List<Class<?>> interfaces = new ArrayList<>(List.of(ProxyJdbcObject.class));
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(type, LOADER)) {
			if (Modifier.isPublic(candidate.getModifiers()) && !interfaces.contains(candidate)) {
				interfaces.add(candidate);
			}
		}
		Class<?>[] all = interfaces.toArray(Class<?>[]::new);
		return canBeProxied(all) ? all : new Class<?>[0];
	}

	private static boolean canBeProxied(Class<?>[] interfaces) {
		try {
			Proxy.newProxyInstance(LOADER, interfaces, (proxy, method, args) -> null);
			return true;
		}
		catch (IllegalArgumentException | LinkageError ex) {
			return false;
		}
	}

}
