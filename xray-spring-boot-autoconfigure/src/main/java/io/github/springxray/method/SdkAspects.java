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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds calls that an aspect of the application traces, made of what the X-Ray SDK has
 * for that. They are left to it, as each would be recorded twice. Types of AspectJ are
 * not touched, as they may be absent.
 */
final class SdkAspects {

	private static final Log logger = LogFactory.getLog(SdkAspects.class);

	private static final boolean ASPECTJ = ClassUtils.isPresent("org.aspectj.lang.annotation.Aspect",
			SdkAspects.class.getClassLoader());

	private static final String SDK = "com.amazonaws.xray.spring.aop.";

	private final Map<MethodClassKey, Boolean> known = new ConcurrentHashMap<>();

	private final Set<String> named = ConcurrentHashMap.newKeySet();

	/**
	 * Return whether an aspect of the SDK is called for the same call.
	 */
	boolean trace(MethodInvocation invocation) {
		if (!ASPECTJ) {
			return false;
		}
		Object target = invocation.getThis();
		Class<?> targetClass = (target != null) ? target.getClass() : null;
		MethodClassKey key = new MethodClassKey(invocation.getMethod(), targetClass);
		Boolean traced = this.known.get(key);
		if (traced == null) {
			traced = isAdvised(invocation, targetClass);
			this.known.put(key, traced);
		}
		return traced;
	}

	private boolean isAdvised(MethodInvocation invocation, @Nullable Class<?> targetClass) {
		try {
			if (targetClass == null || !(invocation instanceof ProxyMethodInvocation proxied)
					|| !(proxied.getProxy() instanceof Advised advised)) {
				return false;
			}
			Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), targetClass);
			for (Advisor advisor : advised.getAdvisors()) {
				if (isOfSdk(advisor) && advisor instanceof PointcutAdvisor pointcut
						&& pointcut.getPointcut().getMethodMatcher().matches(method, targetClass)) {
					warn(targetClass);
					return true;
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The advice of " + targetClass + " cannot be inspected", ex);
		}
		return false;
	}

	private static boolean isOfSdk(Advisor advisor) {
		Object advice = advisor.getAdvice();
		Method getter = advice.getClass().getName().startsWith("org.springframework.aop.aspectj.")
				? ReflectionUtils.findMethod(advice.getClass(), "getAspectJAdviceMethod") : null;
		return getter != null && ReflectionUtils.invokeMethod(getter, advice) instanceof Method method
				&& method.getDeclaringClass().getName().startsWith(SDK);
	}

	private void warn(Class<?> targetClass) {
		if (this.named.add(SDK)) {
			logger.warn("Calls of " + ClassUtils.getUserClass(targetClass).getName()
					+ " are left to an aspect that extends an interceptor of the X-Ray SDK (" + SDK
					+ "*), as they would be recorded twice. Remove that aspect: beans with @XRayEnabled are traced "
					+ "without one, with better names, asynchronous results and exceptions.");
		}
	}

}
