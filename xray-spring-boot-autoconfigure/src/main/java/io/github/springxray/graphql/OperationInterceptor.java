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

import java.util.Map;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Tells an operation which request it belongs to, and the segment of the request how the
 * operation has ended.
 */
final class OperationInterceptor implements WebGraphQlInterceptor, Ordered {

	private final Subsegments subsegments;

	OperationInterceptor(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
		return Mono.deferContextual((context) -> {
			Entity caller = callerOf(context);
			if (caller == null) {
				return chain.next(request);
			}
			request.configureExecutionInput(
					(input, builder) -> builder.graphQLContext(Map.of(Operation.CALLER, caller)).build());
			return chain.next(request)
				.doOnNext((response) -> this.subsegments.safely("recording the end of an operation of GraphQL",
						() -> Operation.recordErrors(caller, response.getErrors())));
		});
	}

	private @Nullable Entity callerOf(ContextView context) {
		return (context.getOrDefault(EntityThreadLocalAccessor.KEY, null) instanceof Entity entity) ? entity
				: this.subsegments.current();
	}

	/**
	 * Before those of the application, which may answer by themselves.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
