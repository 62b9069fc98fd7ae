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

package io.github.springxray.method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds why a class must be left alone: because a proxy of it would fail start-up or
 * behave unlike the class itself.
 */
final class ProxyObstacles {

	private final BeanFactory beans;

	ProxyObstacles(BeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Return what is in the way of a proxy and what to do about it, or {@code null} if
	 * nothing is.
	 */
	@Nullable String find(Class<?> beanClass, boolean marked) {
		return isProxiedByInterfaces(beanClass) ? null
				: SubclassObstacles.find(ClassUtils.getUserClass(beanClass), marked);
	}

	/**
	 * Return what the class is for that no proxy can do, and what to do about it, or
	 * {@code null} if it is an ordinary bean.
	 */
	static @Nullable String findRole(Class<?> beanClass) {
		String role = roleOf(beanClass);
		if (role == null && AnnotatedElementUtils.hasAnnotation(beanClass, Configuration.class)) {
			role = "it is a configuration class. Annotate the classes of the beans that it defines.";
		}
		return role;
	}

	private static @Nullable String roleOf(Class<?> type) {
		String role = declaredRoleOf(type);
		if (role == null && type.getSuperclass() != null) {
			role = roleOf(type.getSuperclass());
		}
		Class<?>[] interfaces = type.getInterfaces();
		for (int i = 0; role == null && i < interfaces.length; i++) {
			role = roleOf(interfaces[i]);
		}
		return role;
	}

	/**
	 * Types by name: the Servlet API may be absent.
	 */
	private static @Nullable String declaredRoleOf(Class<?> type) {
		return switch (type.getName()) {
			case "jakarta.servlet.Filter", "jakarta.servlet.Servlet" ->
				"the servlet container calls it, and methods of its superclasses do not work on a proxy. "
						+ "Annotate the beans that it calls.";
			case "org.springframework.beans.factory.config.BeanPostProcessor",
					"org.springframework.beans.factory.config.BeanFactoryPostProcessor" ->
				"a post-processor is created before beans can be proxied. "
						+ "Annotate the beans that it works with, or trace in its code with AWSXRay.";
			case "org.springframework.aop.Advisor", "org.aopalliance.aop.Advice" ->
				"it is itself a part of proxies. Annotate the beans that it calls.";
			default -> isOfSdk(type) ? "tracing itself calls it. Remove the annotation." : null;
		};
	}

	private static boolean isOfSdk(Class<?> type) {
		return type.getName().startsWith("com.amazonaws.xray.")
				&& !type.getName().startsWith("com.amazonaws.xray.spring.");
	}

	private boolean isProxiedByInterfaces(Class<?> beanClass) {
		return Markers.isInterfaceOnly(beanClass) || (!isClassProxying() && InterfaceCheck.hasInterfaces(beanClass));
	}

	private boolean isClassProxying() {
		return this.beans.getBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME, ProxyConfig.class).isProxyTargetClass();
	}

	/**
	 * Asks Spring's own rule whether a class has interfaces by which to proxy it.
	 */
	private static final class InterfaceCheck extends ProxyProcessorSupport {

		private static final InterfaceCheck INSTANCE = new InterfaceCheck();

		static boolean hasInterfaces(Class<?> beanClass) {
			ProxyFactory factory = new ProxyFactory();
			INSTANCE.evaluateProxyInterfaces(beanClass, factory);
			return !factory.isProxyTargetClass();
		}

	}

}
