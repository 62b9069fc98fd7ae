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

package io.github.springxray.lambda;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.springxray.context.CurrentEntity;
import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * What a reactive function returns, which does its work when it is subscribed to. The
 * adapter does so once, and waits for the end.
 */
final class TracedResult {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final Subsegments subsegments;

	private final TraceScope scope;

	TracedResult(Subsegments subsegments, TraceScope scope) {
		this.subsegments = subsegments;
		this.scope = scope;
	}

	/**
	 * End the subsegment with the result rather than with the call.
	 */
	Publisher<?> trace(Publisher<?> result) {
		Entity entity = this.scope.entity();
		this.subsegments.detach(this.scope);
		return (result instanceof Mono<?> mono) ? Mono.fromDirect(current(end(mono.flux(), entity), entity))
				: Flux.from(current(end(Flux.from(result), entity), entity));
	}

	private <T> Flux<T> end(Flux<T> result, @Nullable Entity entity) {
		Flux<T> ending = result.doOnComplete(() -> this.subsegments.end(this.scope, null))
			.doOnError((ex) -> this.subsegments.end(this.scope, ex))
			.doOnCancel(() -> this.subsegments.end(this.scope, null));
		return (entity != null) ? ending.contextWrite((context) -> context.put(KEY, entity)) : ending;
	}

	private <T> Publisher<T> current(Flux<T> result, @Nullable Entity entity) {
		return (subscriber) -> {
			CurrentEntity current = this.subsegments.makeCurrent(entity);
			try {
				result.subscribe(subscriber);
			}
			finally {
				current.close();
			}
		};
	}

}
