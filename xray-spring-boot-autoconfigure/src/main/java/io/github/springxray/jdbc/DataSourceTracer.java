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

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ConcurrentReferenceHashMap;
import org.springframework.util.ConcurrentReferenceHashMap.ReferenceType;

/**
 * Puts proxies in front of data sources, one in front of each pool. They are of the class
 * of the pool where that can have subclasses, as applications and Spring Boot ask for it
 * by its class. Data sources that only pass on to others are left as they are, and the
 * others are traced.
 */
final class DataSourceTracer {

	private static final Log logger = LogFactory.getLog(DataSourceTracer.class);

	private final ObjectProvider<JdbcTracing> tracing;

	private final Set<DataSource> leftAlone = Collections
		.newSetFromMap(new ConcurrentReferenceHashMap<>(16, ReferenceType.WEAK));

	DataSourceTracer(ObjectProvider<JdbcTracing> tracing) {
		this.tracing = tracing;
	}

	/**
	 * Remember not to trace a data source, whatever stands in front of it.
	 */
	void leaveAlone(DataSource dataSource) {
		this.leftAlone.add(dataSource);
	}

	/**
	 * Return the data source to use in place of another one.
	 * @param dataSource the data source
	 * @param name the name of its bean
	 * @param type what others may ask for it as
	 */
	DataSource trace(DataSource dataSource, String name, Class<?> type) {
		if (dataSource instanceof AbstractRoutingDataSource routing) {
			traceTargets(routing, name);
			return routing;
		}
		if (dataSource instanceof DelegatingDataSource delegating) {
			traceTarget(delegating, name);
			return delegating;
		}
		return (isTraced(dataSource) || this.leftAlone.contains(dataSource)) ? dataSource
				: proxy(dataSource, name, type);
	}

	private void traceTarget(DelegatingDataSource delegating, String name) {
		DataSource target = delegating.getTargetDataSource();
		if (target != null) {
			DataSource traced = trace(target, name, DataSource.class);
			if (traced != target) {
				delegating.setTargetDataSource(traced);
			}
		}
	}

	/**
	 * Targets that are beans are traced already. Those that are not are replaced.
	 */
	private void traceTargets(AbstractRoutingDataSource routing, String name) {
		Map<Object, Object> targets = new HashMap<>();
		boolean changed = false;
		for (Map.Entry<Object, DataSource> entry : routing.getResolvedDataSources().entrySet()) {
			DataSource traced = trace(entry.getValue(), name, DataSource.class);
			changed |= traced != entry.getValue();
			targets.put(entry.getKey(), traced);
		}
		DataSource target = routing.getResolvedDefaultDataSource();
		DataSource traced = (target != null) ? traceDefault(target, targets, routing, name) : null;
		if (changed || traced != target) {
			routing.setTargetDataSources(targets);
			if (traced != null) {
				routing.setDefaultTargetDataSource(traced);
			}
			routing.initialize();
		}
	}

	/**
	 * The default is often one of the others too.
	 */
	private DataSource traceDefault(DataSource target, Map<Object, Object> targets, AbstractRoutingDataSource routing,
			String name) {
		for (Map.Entry<Object, DataSource> entry : routing.getResolvedDataSources().entrySet()) {
			if (entry.getValue() == target && targets.get(entry.getKey()) instanceof DataSource traced) {
				return traced;
			}
		}
		return trace(target, name, DataSource.class);
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

	private DataSource proxy(DataSource dataSource, String name, Class<?> type) {
		DataSourceInterceptor interceptor = new DataSourceInterceptor(name, dataSource, this.tracing);
		int modifiers = dataSource.getClass().getModifiers();
		if (!Modifier.isFinal(modifiers) && !Modifier.isPrivate(modifiers)) {
			try {
				return classProxy(dataSource, interceptor);
			}
			catch (AopConfigException ex) {
				logger.debug("No subclass of " + dataSource.getClass() + " is possible", ex);
			}
		}
		ProxyFactory factory = new ProxyFactory(dataSource);
		factory.addAdvice(interceptor);
		DataSource proxy = (DataSource) factory.getProxy(DataSourceTracer.class.getClassLoader());
		if (!type.isInstance(proxy)) {
			logger.warn("The data source '" + name + "' is not traced: " + type.getName()
					+ " can have no subclass. Declare the bean as a DataSource.");
			leaveAlone(dataSource);
			return dataSource;
		}
		return proxy;
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
		outer.addAdvice(interceptor);
		return (DataSource) outer.getProxy(classLoader);
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
