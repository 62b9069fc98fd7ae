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

package io.github.springxray.executor;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.github.springxray.context.CapturedTrace;
import io.github.springxray.context.CurrentEntity;
import io.github.springxray.recorder.LoggedFault;

/**
 * Carries what is current to methods with {@code @Async}, whichever executor they run on:
 * that of an {@code AsyncConfigurer} need not be a bean. One advice stands before the one
 * that changes threads, and one after it. It has no order and so comes after the
 * post-processor that looks for the annotation.
 */
final class AsyncMethodPostProcessor implements BeanPostProcessor {

	private static final Log logger = LogFactory.getLog(AsyncMethodPostProcessor.class);

	private static final String ATTRIBUTE = AsyncMethodPostProcessor.class.getName();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			try {
				advise(advised);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("The methods with @Async of '" + beanName + "' carry no trace", LoggedFault.of(ex));
			}
		}
		return bean;
	}

	private static void advise(Advised advised) {
		Advisor[] advisors = advised.getAdvisors();
		for (int i = advisors.length - 1; i >= 0; i--) {
			if (advisors[i] instanceof PointcutAdvisor advisor
					&& advisor.getAdvice() instanceof AsyncExecutionInterceptor
					&& !(i > 0 && advisors[i - 1].getAdvice() instanceof Capturing)) {
				advised.addAdvisor(i + 1, like(advisor, new Restoring()));
				advised.addAdvisor(i, like(advisor, new Capturing()));
			}
		}
	}

	private static Advisor like(PointcutAdvisor advisor, Advice advice) {
		return new DefaultPointcutAdvisor(advisor.getPointcut(), advice);
	}

	private static final class Capturing implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			CapturedTrace trace = CapturedTrace.capture();
			if (trace != null && invocation instanceof ProxyMethodInvocation carrying) {
				carrying.setUserAttribute(ATTRIBUTE, trace);
			}
			return invocation.proceed();
		}

	}

	private static final class Restoring implements MethodInterceptor {

		@Override
		public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
			Object known = (invocation instanceof ProxyMethodInvocation carrying) ? carrying.getUserAttribute(ATTRIBUTE)
					: null;
			if (!(known instanceof CapturedTrace trace)) {
				return invocation.proceed();
			}
			CurrentEntity current = trace.makeCurrent();
			try {
				return invocation.proceed();
			}
			finally {
				current.close();
			}
		}

	}

}
