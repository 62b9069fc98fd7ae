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

import java.util.concurrent.CompletionStage;

import com.amazonaws.xray.entities.Entity;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

import io.github.springxray.context.Failures;
import io.github.springxray.context.Subsegments;
import io.github.springxray.job.JobSegments;

/**
 * Makes a subsegment, or a segment, of each call of a traced method. What it needs is
 * looked up with the first call, as advice is created before most other beans.
 */
final class TracingMethodInterceptor implements MethodInterceptor {

	private static final Log logger = LogFactory.getLog(TracingMethodInterceptor.class);

	private final SdkAspects sdkAspects = new SdkAspects();

	private final TracedMethods methods;

	private final ObjectProvider<Subsegments> subsegments;

	private final ObjectProvider<JobSegments> jobs;

	private volatile @Nullable MethodTracer tracer;

	TracingMethodInterceptor(TracedMethods methods, ObjectProvider<Subsegments> subsegments,
			ObjectProvider<JobSegments> jobs) {
		this.methods = methods;
		this.subsegments = subsegments;
		this.jobs = jobs;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> beanClass = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		TracedMethod method = this.methods.find(invocation.getMethod(), beanClass);
		MethodTracer tracer = (method != null) ? tracer() : null;
		if (method == null || tracer == null || this.sdkAspects.trace(invocation)) {
			return invocation.proceed();
		}
		if (method.deferred()) {
			return new ReactiveCall(method, tracer).proceed(invocation);
		}
		return proceed(invocation, method, tracer.subsegments(), MethodTrace.begin(method, tracer));
	}

	private static @Nullable Object proceed(MethodInvocation invocation, TracedMethod method, Subsegments subsegments,
			MethodTrace trace) throws Throwable {
		Entity entity = trace.recorded();
		Object result;
		try {
			if (entity != null) {
				method.recordCall(entity, invocation.getArguments(), subsegments);
			}
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			trace.end(ex);
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage && trace.entity() != null) {
			endWith(stage, method, subsegments, trace);
		}
		else {
			if (entity != null) {
				method.recordResult(entity, result, subsegments);
			}
			trace.end(null);
		}
		return result;
	}

	private static void endWith(CompletionStage<?> stage, TracedMethod method, Subsegments subsegments,
			MethodTrace trace) {
		trace.detach();
		try {
			stage.whenComplete((value, ex) -> {
				Entity entity = trace.recorded();
				if (ex == null && entity != null) {
					method.recordResult(entity, value, subsegments);
				}
				trace.end(Failures.of(ex));
			});
		}
		catch (Throwable ex) {
			trace.end(null);
			subsegments.safely("waiting for the result of a method", () -> {
				throw new IllegalStateException("Failed to wait for " + stage.getClass().getName(), ex);
			});
		}
	}

	/**
	 * A bean that the recorder needs may call others while it is created itself. Those
	 * calls are not traced.
	 */
	private @Nullable MethodTracer tracer() {
		MethodTracer tracer = this.tracer;
		if (tracer == null) {
			try {
				tracer = new MethodTracer(this.subsegments.getObject(), this.jobs.getIfAvailable());
				this.tracer = tracer;
			}
			catch (BeansException ex) {
				logger.debug("A call is not traced because the recorder is not available yet", ex);
			}
		}
		return tracer;
	}

}
