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

package io.github.springxray.stream;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.util.ClassUtils;

import io.github.springxray.messaging.ContainerTracing;
import io.github.springxray.recorder.TracingFaults;

/**
 * Lets the containers that a binder has created be traced once the application has
 * customized them. A binder takes one customizer only, so that of the application is
 * wrapped. Some binders look for interfaces that a customizer has besides, so the wrapper
 * is a proxy with all of them.
 */
final class ContainerCustomizerBeans implements BeanPostProcessor {

	private final ObjectProvider<ContainerTracing> tracings;

	private final ObjectProvider<TracingFaults> faults;

	ContainerCustomizerBeans(ObjectProvider<ContainerTracing> tracings, ObjectProvider<TracingFaults> faults) {
		this.tracings = tracings;
		this.faults = faults;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof ListenerContainerCustomizer<?>)) {
			return bean;
		}
		try {
			return Proxy.newProxyInstance(bean.getClass().getClassLoader(), ClassUtils.getAllInterfaces(bean),
					(proxy, method, args) -> invoke(bean, proxy, method, args));
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.ifAvailable((faults) -> faults.record("tracing a listener container", ex));
			return bean;
		}
	}

	/**
	 * All methods that customize take the container first.
	 */
	private @Nullable Object invoke(Object bean, Object proxy, Method method, Object @Nullable [] args)
			throws Throwable {
		if (args != null && method.getName().equals("equals") && args[0] == proxy) {
			return true;
		}
		Object result;
		try {
			result = method.invoke(bean, args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
		if (args != null && args.length > 0 && method.getDeclaringClass() != Object.class) {
			this.tracings.forEach((tracing) -> tracing.trace(args[0]));
		}
		return result;
	}

}
