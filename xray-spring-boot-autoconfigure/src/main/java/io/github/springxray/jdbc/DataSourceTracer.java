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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.FinalMethods;
import io.github.springxray.recorder.WeakIdentityMap;

/**
 * Puts proxies in front of data sources, one in front of each pool. They are of the class
 * of the pool where that can have subclasses, as applications and Spring Boot ask for it
 * by its class. A data source that only passes on to one that is traced is left as it is.
 * One that routes gets a proxy that asks it for the target of each connection.
 */
final class DataSourceTracer {

	private static final Log logger = LogFactory.getLog(DataSourceTracer.class);

	private final ObjectProvider<JdbcTracing> tracing;

	private final WeakIdentityMap<DataSource, Boolean> leftAlone = new WeakIdentityMap<>();

	DataSourceTracer(ObjectProvider<JdbcTracing> tracing) {
		this.tracing = tracing;
	}

	/**
	 * Remember not to trace a data source, whatever stands in front of it.
	 */
	void leaveAlone(DataSource dataSource) {
		this.leftAlone.computeIfAbsent(dataSource, () -> true);
	}

	/**
	 * Return the data source to use in place of another one.
	 * @param dataSource the data source
	 * @param name the name of its bean
	 * @param type what others may ask for it as
	 */
	DataSource trace(DataSource dataSource, String name, Class<?> type) {
		if (isLeftAlone(dataSource)) {
			return dataSource;
		}
		if (SdkDataSources.isOne(dataSource)) {
			return takeOver(dataSource, name, type);
		}
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			return proxy(routing, new RoutingInterceptor(name, routing, this, this.tracing), name, type);
		}
		if (dataSource instanceof DelegatingDataSource delegating) {
			DelegatedTargets.trace(delegating, (target) -> trace(target, name, DataSource.class));
		}
		return isSettled(dataSource) ? dataSource
				: proxy(dataSource, new DataSourceInterceptor(name, dataSource, this.tracing), name, type);
	}

	/**
	 * Trace what the SDK has wrapped, in place of its wrapper.
	 */
	private DataSource takeOver(DataSource dataSource, String name, Class<?> type) {
		DataSource wrapped = SdkDataSources.unwrap(dataSource);
		DataSource traced = (wrapped != null) ? trace(wrapped, name, type) : null;
		String remove = "Remove TracingDataSource.decorate of the X-Ray SDK: every data source is traced without it.";
		if (traced == null || !type.isInstance(traced)) {
			leaveAlone(dataSource);
			logger.warn("Statements of the data source '" + name + "' are left to the X-Ray SDK, which records the "
					+ "URL of the database as it is. " + remove);
			return dataSource;
		}
		logger.warn("The data source '" + name + "' is traced in place of the X-Ray SDK. " + remove);
		return traced;
	}

	/**
	 * Return whether connections of a data source are traced already, or must not be.
	 */
	boolean isSettled(DataSource dataSource) {
		if (isLeftAlone(dataSource) || targetOf(dataSource) != null) {
			return true;
		}
		if (dataSource instanceof DelegatingDataSource delegating) {
			DataSource target = delegating.getTargetDataSource();
			return target == null || isSettled(target);
		}
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			// It would pass the question on to the target that it determines for it
			Routes routes = new Routes(routing);
			return routes.leadTo(this::isLeftAlone) || routes.leadOnlyTo(this::isSettled);
		}
		return isTraced(dataSource);
	}

	/**
	 * Return whether a data source must not be traced.
	 */
	boolean isLeftAlone(DataSource dataSource) {
		return this.leftAlone.get(dataSource) != null;
	}

	/**
	 * What a scope holds is traced when it is created, and need not be there yet.
	 */
	private static boolean isTraced(DataSource dataSource) {
		if (dataSource instanceof ScopedObject) {
			return true;
		}
		try {
			return dataSource.isWrapperFor(TracedDataSource.class);
		}
		catch (Exception ex) {
			return false;
		}
	}

	private DataSource proxy(DataSource dataSource, DataSourceInterceptor interceptor, String name, Class<?> type) {
		String obstacle = inTheWayOfSubclass(ClassUtils.getUserClass(dataSource));
		if (obstacle == null) {
			try {
				return classProxy(dataSource, interceptor);
			}
			catch (AopConfigException | LinkageError ex) {
				logger.debug("No subclass of " + dataSource.getClass() + " is possible", ex);
				obstacle = "can have no subclass";
			}
		}
		Object proxy = interfaceProxy(dataSource, interceptor, type);
		if (!type.isInstance(proxy)) {
			logger.warn("The data source '" + name + "' is not traced: " + type.getName() + " " + obstacle
					+ ". Declare the bean as a DataSource.");
			leaveAlone(dataSource);
			return dataSource;
		}
		return (DataSource) proxy;
	}

	/**
	 * Interfaces of a pool may contradict each other, so that no proxy can have all of
	 * them. The one that others ask for is enough then.
	 */
	private static @Nullable Object interfaceProxy(DataSource dataSource, DataSourceInterceptor interceptor,
			Class<?> type) {
		ProxyFactory factory = new ProxyFactory(dataSource);
		factory.addInterface(InfrastructureProxy.class);
		factory.addAdvice(interceptor);
		ClassLoader classLoader = loaderOfInterfaces(dataSource.getClass());
		try {
			return factory.getProxy(classLoader);
		}
		catch (IllegalArgumentException ex) {
			factory.setInterfaces(type.isInterface() ? type : DataSource.class, InfrastructureProxy.class);
		}
		try {
			return factory.getProxy(classLoader);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Return why a subclass would not behave as a class does, {@code null} if it would.
	 */
	private static @Nullable String inTheWayOfSubclass(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || Modifier.isPrivate(type.getModifiers()) || type.isSealed()) {
			return "can have no subclass";
		}
		try {
			Method method = FinalMethods.find(type);
			if (method != null) {
				return "has the final method " + method.getName() + ", which would run on the proxy";
			}
			Field field = fieldOfOthers(type);
			return (field != null)
					? "has the field " + field.getName() + " for others to read, which would have no value in the proxy"
					: null;
		}
		catch (LinkageError ex) {
			// A signature names a class of a library that is not there
			return "can have no subclass";
		}
	}

	/**
	 * Protected ones are left to subclasses, which read their own.
	 */
	private static @Nullable Field fieldOfOthers(Class<?> type) {
		for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
			for (Field field : declaring.getDeclaredFields()) {
				int modifiers = field.getModifiers();
				if (!Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers) && !Modifier.isProtected(modifiers)
						&& !field.isSynthetic()) {
					return field;
				}
			}
		}
		return null;
	}

	/**
	 * A class proxy returns itself wherever its target returns itself, and a pool does so
	 * when it is unwrapped. With a proxy in between the pool is not the target.
	 */
	private static DataSource classProxy(DataSource dataSource, DataSourceInterceptor interceptor) {
		ClassLoader classLoader = dataSource.getClass().getClassLoader();
		ProxyFactory inner = new ProxyFactory(dataSource);
		inner.setProxyTargetClass(true);
		ProxyFactory outer = new ProxyFactory(inner.getProxy(classLoader));
		outer.setProxyTargetClass(true);
		outer.addInterface(InfrastructureProxy.class);
		outer.addAdvice(interceptor);
		return (DataSource) outer.getProxy(classLoader);
	}

	/**
	 * Interfaces of the application may be unknown to the class loader of the starter,
	 * and Spring to that of a data source that a server has made.
	 */
	private static @Nullable ClassLoader loaderOfInterfaces(Class<?> type) {
		ClassLoader own = DataSourceTracer.class.getClassLoader();
		ClassLoader classLoader = type.getClassLoader();
		return (classLoader != null && ClassUtils.isVisible(InfrastructureProxy.class, classLoader)) ? classLoader
				: own;
	}

	/**
	 * Return the data source behind one of our proxies.
	 * @return the data source, {@code null} if this is no proxy of ours
	 */
	static @Nullable DataSource targetOf(DataSource dataSource) {
		if (dataSource instanceof Advised advised && advised.getAdvisorCount() > 0
				&& advised.getAdvisors()[0].getAdvice() instanceof DataSourceInterceptor interceptor) {
			return interceptor.dataSource();
		}
		return null;
	}

}
