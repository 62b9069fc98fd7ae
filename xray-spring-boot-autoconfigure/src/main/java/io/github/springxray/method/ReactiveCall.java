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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.ClassUtils;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;
import io.github.springxray.job.JobFlows;

/**
 * A call of a method that returns what Reactor, or a flow, does later. Each subscription
 * is a subsegment: of what is in the subscriber's context, or else of what was current
 * when the method was called. Loaded only where Reactor is.
 */
final class ReactiveCall {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	/**
	 * Whether a flow can tell of the Reactor context that it is collected in.
	 */
	static final boolean FLOWS_PRESENT = ClassUtils.isPresent("kotlinx.coroutines.reactor.ReactorContext",
			ReactiveCall.class.getClassLoader());

	private final TracedMethod method;

	private final MethodTracer tracer;

	private final Subsegments subsegments;

	private final @Nullable Entity caller;

	ReactiveCall(TracedMethod method, MethodTracer tracer) {
		this.method = method;
		this.tracer = tracer;
		this.subsegments = tracer.subsegments();
		this.caller = this.subsegments.current();
	}

	@Nullable Object proceed(MethodInvocation invocation) throws Throwable {
		@Nullable Object[] arguments = invocation.getArguments();
		Object result;
		try {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			recordFailure(ex, arguments);
			throw ex;
		}
		if (result instanceof Mono<?> mono) {
			return Mono.deferContextual((context) -> trace(mono, begin(context, arguments)));
		}
		if (result instanceof Flux<?> flux) {
			return Flux.deferContextual((context) -> trace(flux, begin(context, arguments)));
		}
		if (result != null && FLOWS_PRESENT && TracedFlow.canTrace(result)) {
			return TracedFlow.of(result, this, arguments);
		}
		begin(Context.empty(), arguments).end(null);
		return result;
	}

	private void recordFailure(Throwable ex, @Nullable Object[] arguments) {
		try {
			begin(Context.empty(), arguments).end(ex);
		}
		catch (SegmentNotFoundException missing) {
			ex.addSuppressed(missing);
		}
	}

	/**
	 * Begin what a subscription is.
	 */
	MethodTrace begin(ContextView context, @Nullable Object[] arguments) {
		Entity parent = context.hasKey(KEY) ? context.get(KEY) : this.caller;
		MethodTrace trace;
		if (parent != null) {
			trace = MethodTrace.of(this.subsegments.begin(this.method.name(), parent), this.subsegments);
		}
		else {
			trace = MethodTrace.begin(this.method, this.tracer);
			trace.detach();
		}
		Entity entity = trace.recorded();
		if (entity != null) {
			this.method.recordCall(entity, arguments, this.subsegments);
		}
		return trace;
	}

	private <T> Mono<T> trace(Mono<T> mono, MethodTrace trace) {
		Entity entity = trace.entity();
		if (entity == null) {
			trace.end(null);
			return mono;
		}
		Mono<T> traced = mono.doOnSuccess((value) -> {
			recordResult(trace, value);
			trace.end(null);
		}).doOnError(trace::end).doOnCancel(() -> trace.end(null)).contextWrite((context) -> context.put(KEY, entity));
		return trace.isJob() ? JobFlows.current(traced, entity, this.subsegments) : traced;
	}

	private void recordResult(MethodTrace trace, @Nullable Object value) {
		Entity entity = trace.recorded();
		if (entity != null) {
			this.method.recordResult(entity, value, this.subsegments);
		}
	}

	private <T> Flux<T> trace(Flux<T> flux, MethodTrace trace) {
		Entity entity = trace.entity();
		if (entity == null) {
			trace.end(null);
			return flux;
		}
		Flux<T> traced = flux.doOnComplete(() -> trace.end(null))
			.doOnError(trace::end)
			.doOnCancel(() -> trace.end(null))
			.contextWrite((context) -> context.put(KEY, entity));
		return trace.isJob() ? JobFlows.current(traced, entity, this.subsegments) : traced;
	}

	Subsegments subsegments() {
		return this.subsegments;
	}

}
