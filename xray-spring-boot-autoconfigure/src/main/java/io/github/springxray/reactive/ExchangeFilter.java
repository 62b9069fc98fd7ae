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

package io.github.springxray.reactive;

import com.amazonaws.xray.entities.Entity;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.context.Subsegments;

/**
 * Tells the trace of a request where WebFlux leaves its route and the exceptions that are
 * handled. Only a filter sees that, and it comes first, as others may answer themselves.
 */
final class ExchangeFilter implements WebFilter, PriorityOrdered {

	private final Subsegments subsegments;

	ExchangeFilter(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return Mono.deferContextual((context) -> {
			Entity entity = context.getOrDefault(EntityThreadLocalAccessor.KEY, null);
			if (entity != null) {
				this.subsegments.safely("following an exchange", () -> follow(exchange, entity, context));
			}
			return chain.filter(exchange);
		});
	}

	private void follow(ServerWebExchange exchange, Entity entity, ContextView context) {
		ExchangeTrace trace = context.getOrDefault(ExchangeTrace.class, null);
		if (trace != null) {
			trace.remember(exchange.getAttributes());
		}
		Coroutines.carry(exchange.getAttributes(), entity, this.subsegments);
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
