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

package io.github.springxray.graphql;

import java.util.concurrent.CompletionStage;

import com.amazonaws.xray.entities.Entity;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * A data fetcher as a subsegment, until its value is there.
 */
final class TracedDataFetcher implements DataFetcher<Object> {

	private static final String KEY = EntityThreadLocalAccessor.KEY;

	private final DataFetcher<?> fetcher;

	private final String name;

	private final Subsegments subsegments;

	TracedDataFetcher(DataFetcher<?> fetcher, String name, Subsegments subsegments) {
		this.fetcher = fetcher;
		this.name = name;
		this.subsegments = subsegments;
	}

	@Override
	public @Nullable Object get(DataFetchingEnvironment environment) throws Exception {
		TraceScope scope = (this.subsegments.current() != null) ? this.subsegments.begin(this.name) : TraceScope.none();
		Entity entity = scope.entity();
		if (entity == null) {
			return this.fetcher.get(environment);
		}
		Object value;
		try {
			value = this.fetcher.get(environment);
		}
		catch (Throwable ex) {
			this.subsegments.end(scope, ex);
			throw ex;
		}
		return endWith(value, scope, entity);
	}

	private @Nullable Object endWith(@Nullable Object value, TraceScope scope, Entity entity) {
		if (value instanceof Mono<?> mono) {
			this.subsegments.detach(scope);
			return mono.contextWrite((context) -> context.put(KEY, entity))
				.doOnError((ex) -> this.subsegments.end(scope, ex))
				.doFinally((signal) -> this.subsegments.end(scope, null));
		}
		if (value instanceof Flux<?> flux) {
			this.subsegments.detach(scope);
			return flux.contextWrite((context) -> context.put(KEY, entity))
				.doOnError((ex) -> this.subsegments.end(scope, ex))
				.doFinally((signal) -> this.subsegments.end(scope, null));
		}
		if (value instanceof CompletionStage<?> stage) {
			this.subsegments.detach(scope);
			stage.whenComplete((result, ex) -> this.subsegments.end(scope, ex));
			return value;
		}
		this.subsegments.end(scope, null);
		return value;
	}

}
