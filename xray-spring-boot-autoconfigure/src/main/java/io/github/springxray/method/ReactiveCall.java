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
import io.github.springxray.context.TraceScope;

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

	private final Subsegments subsegments;

	private final @Nullable Entity caller;

	ReactiveCall(TracedMethod method, Subsegments subsegments) {
		this.method = method;
		this.subsegments = subsegments;
		this.caller = subsegments.current();
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
		this.subsegments.end(begin(Context.empty(), arguments), null);
		return result;
	}

	private void recordFailure(Throwable ex, @Nullable Object[] arguments) {
		try {
			this.subsegments.end(begin(Context.empty(), arguments), ex);
		}
		catch (SegmentNotFoundException missing) {
			ex.addSuppressed(missing);
		}
	}

	/**
	 * Without a parent it is the policy for that case that decides.
	 */
	TraceScope begin(ContextView context, @Nullable Object[] arguments) {
		Entity parent = context.hasKey(KEY) ? context.get(KEY) : this.caller;
		TraceScope scope;
		if (parent != null) {
			scope = this.subsegments.begin(this.method.name(), parent);
		}
		else {
			scope = this.subsegments.begin(this.method.name());
			this.subsegments.detach(scope);
		}
		Entity entity = recorded(scope);
		if (entity != null) {
			this.method.recordCall(entity, arguments, this.subsegments);
		}
		return scope;
	}

	private <T> Mono<T> trace(Mono<T> mono, TraceScope scope) {
		Entity entity = recorded(scope);
		if (entity == null) {
			this.subsegments.end(scope, null);
			return mono;
		}
		return mono.doOnSuccess((value) -> {
			this.method.recordResult(entity, value, this.subsegments);
			this.subsegments.end(scope, null);
		})
			.doOnError((ex) -> this.subsegments.end(scope, ex))
			.doOnCancel(() -> this.subsegments.end(scope, null))
			.contextWrite((context) -> context.put(KEY, entity));
	}

	private <T> Flux<T> trace(Flux<T> flux, TraceScope scope) {
		Entity entity = recorded(scope);
		if (entity == null) {
			this.subsegments.end(scope, null);
			return flux;
		}
		return flux.doOnComplete(() -> this.subsegments.end(scope, null))
			.doOnError((ex) -> this.subsegments.end(scope, ex))
			.doOnCancel(() -> this.subsegments.end(scope, null))
			.contextWrite((context) -> context.put(KEY, entity));
	}

	Subsegments subsegments() {
		return this.subsegments;
	}

	static @Nullable Entity recorded(TraceScope scope) {
		return scope.isRecording() ? scope.entity() : null;
	}

}
