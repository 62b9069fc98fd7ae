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
package io.github.springxray.r2dbc;

import java.lang.reflect.Modifier;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.InfrastructureProxy;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.FinalMethods;

/**
 * Puts proxies in front of connection factories. They have all interfaces of the factory,
 * and its class where others may ask for that, as for a pool. What is behind a proxy is
 * found by unwrapping, as with all wrappers of R2DBC.
 */
final class TracedConnectionFactories {

	private static final int MAX_WRAPPERS = 20;

	private TracedConnectionFactories() {
	}

	/**
	 * Return a proxy.
	 * @param factory the factory
	 * @param interceptor what the proxy does
	 * @param type what others may ask for it as
	 * @return the proxy, {@code null} if none can be of that type
	 */
	static @Nullable ConnectionFactory trace(ConnectionFactory factory, ConnectionFactoryInterceptor interceptor,
			Class<?> type) {
		if (isOpen(factory.getClass())) {
			try {
				return proxy(factory, interceptor, true);
			}
			catch (AopConfigException | LinkageError ex) {
				// It can have no subclass
			}
		}
		return type.isInterface() ? proxy(factory, interceptor, false) : null;
	}

	private static boolean isOpen(Class<?> type) {
		return !Modifier.isFinal(type.getModifiers()) && !Modifier.isPrivate(type.getModifiers()) && !type.isSealed()
				&& FinalMethods.find(type) == null;
	}

	private static ConnectionFactory proxy(ConnectionFactory factory, ConnectionFactoryInterceptor interceptor,
			boolean subclass) {
		ProxyFactory proxies = new ProxyFactory(factory);
		proxies.setProxyTargetClass(subclass);
		proxies.addInterface(Wrapped.class);
		proxies.addInterface(InfrastructureProxy.class);
		proxies.addAdvice(interceptor);
		ClassLoader classLoader = factory.getClass().getClassLoader();
		ClassLoader own = TracedConnectionFactories.class.getClassLoader();
		boolean visible = ClassUtils.isVisible(InfrastructureProxy.class, classLoader)
				&& ClassUtils.isVisible(Advised.class, classLoader);
		return (ConnectionFactory) proxies.getProxy(visible ? classLoader : own);
	}

	/**
	 * Return whether there is a proxy of ours behind a factory.
	 */
	static boolean leadsToTraced(ConnectionFactory factory) {
		Object next = factory;
		for (int i = 0; i < MAX_WRAPPERS && next != null; i++) {
			if (isTraced(next)) {
				return true;
			}
			next = (next instanceof Wrapped<?> wrapped) ? wrapped.unwrap() : null;
		}
		return false;
	}

	private static boolean isTraced(Object factory) {
		return factory instanceof Advised advised && advised.getAdvisorCount() > 0
				&& advised.getAdvisors()[0].getAdvice() instanceof ConnectionFactoryInterceptor;
	}

}
