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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import com.amazonaws.xray.entities.Entity;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * Makes a subsegment of each call of a traced method. What it needs is looked up with the
 * first call, as advice is created before most other beans.
 */
final class TracingMethodInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(TracingMethodInterceptor.class);

	private final SdkAspects sdkAspects = new SdkAspects();

	private final TracedMethods methods;

	private final ObjectProvider<Subsegments> provider;

	private volatile @Nullable Subsegments subsegments;

	TracingMethodInterceptor(TracedMethods methods, ObjectProvider<Subsegments> provider) {
		this.methods = methods;
		this.provider = provider;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> beanClass = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		TracedMethod method = this.methods.find(invocation.getMethod(), beanClass);
		Subsegments subsegments = (method != null) ? subsegments() : null;
		if (method == null || subsegments == null || this.sdkAspects.trace(invocation)) {
			return invocation.proceed();
		}
		if (method.deferred()) {
			return new ReactiveCall(method, subsegments).proceed(invocation);
		}
		TraceScope scope = subsegments.begin(method.name());
		return proceed(invocation, method, subsegments, scope);
	}

	private static @Nullable Object proceed(MethodInvocation invocation, TracedMethod method, Subsegments subsegments,
			TraceScope scope) throws Throwable {
		Entity entity = scope.isRecording() ? scope.entity() : null;
		Object result;
		try {
			if (entity != null) {
				method.recordCall(entity, invocation.getArguments(), subsegments);
			}
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			subsegments.end(scope, ex);
			throw ex;
		}
		if (entity == null) {
			subsegments.end(scope, null);
		}
		else if (result instanceof CompletionStage<?> stage) {
			endWith(stage, entity, method, subsegments, scope);
		}
		else {
			method.recordResult(entity, result, subsegments);
			subsegments.end(scope, null);
		}
		return result;
	}

	private static void endWith(CompletionStage<?> stage, Entity entity, TracedMethod method, Subsegments subsegments,
			TraceScope scope) {
		subsegments.detach(scope);
		try {
			stage.whenComplete((value, ex) -> {
				if (ex == null) {
					method.recordResult(entity, value, subsegments);
				}
				subsegments.end(scope, failureOf(ex));
			});
		}
		catch (Throwable ex) {
			subsegments.end(scope, null);
			subsegments.safely("waiting for the result of a method", () -> {
				throw new IllegalStateException("Failed to wait for " + stage.getClass().getName(), ex);
			});
		}
	}

	/**
	 * What a stage depends on fails with its cause, and one that nobody wants any more
	 * has not failed.
	 */
	private static @Nullable Throwable failureOf(@Nullable Throwable ex) {
		Throwable failure = ex;
		while (failure instanceof CompletionException && failure.getCause() != null) {
			failure = failure.getCause();
		}
		return (failure instanceof CancellationException) ? null : failure;
	}

	/**
	 * A bean that the recorder needs may call others while it is created itself. Those
	 * calls are not traced.
	 */
	private @Nullable Subsegments subsegments() {
		Subsegments subsegments = this.subsegments;
		if (subsegments == null) {
			try {
				subsegments = this.provider.getObject();
				this.subsegments = subsegments;
			}
			catch (BeansException ex) {
				logger.debug("A call is not traced because the recorder is not available yet", ex);
			}
		}
		return subsegments;
	}

}
