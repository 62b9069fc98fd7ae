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

import com.amazonaws.xray.entities.Entity;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.springxray.context.EntityContextElement;
import io.github.springxray.context.EntityThreadLocalAccessor;

/**
 * A flow of Kotlin that a traced method has returned. Each collection is a subsegment
 * until its end, which is current in whatever the flow does, on whichever thread. Loaded
 * only where coroutines are.
 *
 * @param <T> the type of the elements
 */
final class TracedFlow<T> implements Flow<T> {

	private final Flow<T> flow;

	private final ReactiveCall call;

	private final @Nullable Object[] arguments;

	private TracedFlow(Flow<T> flow, ReactiveCall call, @Nullable Object[] arguments) {
		this.flow = flow;
		this.call = call;
		this.arguments = arguments;
	}

	static boolean canTrace(Object result) {
		return result instanceof Flow<?>;
	}

	static Object of(Object flow, ReactiveCall call, @Nullable Object[] arguments) {
		return new TracedFlow<>((Flow<?>) flow, call, arguments);
	}

	@Override
	public @Nullable Object collect(FlowCollector<? super T> collector, Continuation<? super Unit> continuation) {
		ReactorContext reactor = continuation.getContext().get(ReactorContext.Key);
		Context context = (reactor != null) ? reactor.getContext() : Context.empty();
		MethodTrace trace = this.call.begin(context, this.arguments);
		Entity entity = trace.entity();
		if (entity == null) {
			trace.end(null);
			return this.flow.collect(collector, continuation);
		}
		ContextView traced = context.put(EntityThreadLocalAccessor.KEY, entity);
		CoroutineContext elements = new ReactorContext(traced)
			.plus(new EntityContextElement(entity, this.call.subsegments()));
		Flow<T> ending = FlowKt.onCompletion(this.flow, (downstream, failure, completion) -> end(trace, failure));
		return FlowKt.flowOn(ending, elements).collect(collector, continuation);
	}

	/**
	 * Whoever takes as many elements as are needed cancels the flow.
	 */
	private static Unit end(MethodTrace trace, @Nullable Throwable failure) {
		trace.end((failure instanceof CancellationException) ? null : failure);
		return Unit.INSTANCE;
	}

}
