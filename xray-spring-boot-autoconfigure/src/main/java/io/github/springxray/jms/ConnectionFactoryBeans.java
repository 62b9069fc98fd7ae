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

package io.github.springxray.jms;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import jakarta.jms.ConnectionFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.InfrastructureProxy;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

import io.github.springxray.context.FinalMethods;
import io.github.springxray.recorder.LeftAlone;

/**
 * Puts a proxy in front of each connection factory among the beans. It is of the same
 * class, as applications ask for that of a cache or a pool.
 */
final class ConnectionFactoryBeans implements BeanPostProcessor, Ordered {

	private final ObjectProvider<JmsSenderTracing> tracing;

	private final ObjectProvider<LeftAlone> leftAlone;

	ConnectionFactoryBeans(ObjectProvider<JmsSenderTracing> tracing, ObjectProvider<LeftAlone> leftAlone) {
		this.tracing = tracing;
		this.leftAlone = leftAlone;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		JmsSenderTracing active = (bean instanceof ConnectionFactory) ? this.tracing.getIfAvailable() : null;
		if (!(bean instanceof ConnectionFactory factory) || active == null) {
			return bean;
		}
		String obstacle = obstacle(ClassUtils.getUserClass(bean));
		if (obstacle == null) {
			try {
				return proxy(factory, new ConnectionFactoryInterceptor(factory, active));
			}
			catch (AopConfigException | LinkageError ex) {
				obstacle = "its class can have no subclass";
			}
		}
		String reason = obstacle;
		this.leftAlone.ifAvailable((parts) -> parts.add("connectionFactories", beanName, reason));
		return bean;
	}

	private static @Nullable String obstacle(Class<?> type) {
		if (Modifier.isFinal(type.getModifiers()) || Modifier.isPrivate(type.getModifiers()) || type.isSealed()) {
			return "its class can have no subclass";
		}
		Method method = FinalMethods.find(type);
		return (method != null) ? "its class has the final method " + method.getName() : null;
	}

	private static Object proxy(ConnectionFactory factory, ConnectionFactoryInterceptor interceptor) {
		ProxyFactory proxies = new ProxyFactory(factory);
		proxies.setProxyTargetClass(true);
		proxies.addInterface(InfrastructureProxy.class);
		proxies.addAdvice(interceptor);
		return proxies.getProxy(factory.getClass().getClassLoader());
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
