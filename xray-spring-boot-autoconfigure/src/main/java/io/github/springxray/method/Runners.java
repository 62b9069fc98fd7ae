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

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.ProxyCreationContext;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;

/**
 * Tells what an application runs when it has started, if that is to be traced. Runners of
 * Spring's own are left alone: they begin jobs, which are traced as such.
 */
final class Runners {

	static final Runners NONE = new Runners(false);

	private final Map<Class<?>, String> names = new ConcurrentHashMap<>();

	private final boolean traced;

	Runners(boolean traced) {
		this.traced = traced;
	}

	/**
	 * Return whether a class, or the interface of a lambda, is one of a runner.
	 */
	boolean include(Class<?> type) {
		if (!this.traced) {
			return false;
		}
		return type == ApplicationRunner.class || type == CommandLineRunner.class
				|| (isRunner(type) && !Markers.isOfPlatform(type));
	}

	private static boolean isRunner(Class<?> type) {
		return ApplicationRunner.class.isAssignableFrom(type) || CommandLineRunner.class.isAssignableFrom(type);
	}

	/**
	 * Return whether a method is what Spring Boot calls.
	 */
	boolean areRunBy(Method method, Class<?> userClass) {
		if (!include(userClass) || !method.getName().equals("run") || method.getParameterCount() != 1) {
			return false;
		}
		Class<?> arguments = method.getParameterTypes()[0];
		return arguments == ApplicationArguments.class || arguments == String[].class;
	}

	/**
	 * Return the name of a runner whose class has none: a lambda is known by the name of
	 * its bean, which is being created when it is asked about first.
	 */
	@Nullable String nameOf(Class<?> beanClass, Class<?> userClass) {
		if (!userClass.isInterface()) {
			return null;
		}
		String known = this.names.get(beanClass);
		String created = ProxyCreationContext.getCurrentProxiedBeanName();
		if (known == null && created != null) {
			this.names.put(beanClass, created);
			return created;
		}
		return known;
	}

}
