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

import java.util.Set;

import io.r2dbc.spi.ConnectionFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

import io.github.springxray.recorder.LeftAlone;
import io.github.springxray.recorder.LoggedFault;

/**
 * Traces the connection factories among the beans, after all other post-processors have
 * had them.
 */
final class ConnectionFactoryPostProcessor implements BeanPostProcessor, BeanFactoryAware, Ordered {

	private static final Log logger = LogFactory.getLog(ConnectionFactoryPostProcessor.class);

	/**
	 * Known by name, as Spring's support of R2DBC may be absent.
	 */
	private static final String ROUTER = "org.springframework.r2dbc.connection.lookup.AbstractRoutingConnectionFactory";

	private final ObjectProvider<R2dbcTracing> tracing;

	private final Set<String> excluded;

	private final ObjectProvider<LeftAlone> leftAlone;

	private @Nullable BeanFactory beanFactory;

	ConnectionFactoryPostProcessor(ObjectProvider<R2dbcTracing> tracing, Set<String> excluded,
			ObjectProvider<LeftAlone> leftAlone) {
		this.tracing = tracing;
		this.excluded = excluded;
		this.leftAlone = leftAlone;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof ConnectionFactory factory) || bean instanceof ScopedObject) {
			return bean;
		}
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		try {
			String reason = reasonAgainst(factory, name);
			if (reason == null) {
				ConnectionFactory traced = TracedConnectionFactories.trace(factory,
						new ConnectionFactoryInterceptor(name, factory, this.tracing), declaredType(beanName));
				if (traced != null) {
					return traced;
				}
				reason = "no proxy can be a " + declaredType(beanName).getName();
				logger.warn("The connection factory '" + name + "' is not traced: " + reason
						+ ". Declare the bean as a ConnectionFactory.");
			}
			leaveAlone(name, reason);
		}
		catch (Exception | LinkageError ex) {
			logger.warn("The connection factory '" + name + "' is not traced", LoggedFault.of(ex));
			leaveAlone(name, "tracing it has failed with " + ex.getClass().getSimpleName());
		}
		return bean;
	}

	private @Nullable String reasonAgainst(ConnectionFactory factory, String name) {
		if (this.excluded.contains(name)) {
			return "xray.patch.r2dbc.exclude-connection-factories names it";
		}
		if (isRouter(factory)) {
			return "it leads to others, which are traced where they are beans";
		}
		return TracedConnectionFactories.leadsToTraced(factory) ? "what it stands in front of is traced" : null;
	}

	private static boolean isRouter(ConnectionFactory factory) {
		for (Class<?> type = factory.getClass(); type != null; type = type.getSuperclass()) {
			if (type.getName().equals(ROUTER)) {
				return true;
			}
		}
		return false;
	}

	private void leaveAlone(String name, String reason) {
		this.leftAlone.ifAvailable((parts) -> parts.add("connectionFactories", name, reason));
	}

	/**
	 * Return what others may ask for the bean as.
	 */
	private Class<?> declaredType(String beanName) {
		if (this.beanFactory instanceof ConfigurableListableBeanFactory factory
				&& factory.containsBeanDefinition(beanName)) {
			Class<?> type = factory.getMergedBeanDefinition(beanName)
				.getResolvableType()
				.resolve(ConnectionFactory.class);
			return ConnectionFactory.class.isAssignableFrom(type) ? type : ConnectionFactory.class;
		}
		return ConnectionFactory.class;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
