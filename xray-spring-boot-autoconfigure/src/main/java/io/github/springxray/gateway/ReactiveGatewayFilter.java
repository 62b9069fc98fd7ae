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

package io.github.springxray.gateway;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

import io.github.springxray.context.EntityThreadLocalAccessor;
import io.github.springxray.http.TraceHeaders;

/**
 * Stands in the chain of a gateway on WebFlux, and among the filters of its headers.
 */
final class ReactiveGatewayFilter implements GlobalFilter, HttpHeadersFilter {

	/**
	 * A constant in the class file: its class needs a library that may be absent.
	 */
	private static final String ENTITY = EntityThreadLocalAccessor.KEY;

	private final GatewayTraces traces;

	ReactiveGatewayFilter(GatewayTraces traces) {
		this.traces = traces;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		return Mono.deferContextual((context) -> {
			Object route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
			this.traces.route(entityIn(context), (route instanceof Route known) ? known.getId() : null);
			return chain.filter(exchange);
		});
	}

	private static @Nullable Entity entityIn(ContextView context) {
		return (context.hasKey(ENTITY) && context.get(ENTITY) instanceof Entity entity) ? entity : null;
	}

	@Override
	public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
		boolean answered = exchange.getResponse().getHeaders().containsHeader(TraceHeaders.X_AMZN_TRACE_ID);
		return answered ? GatewayTraces.withoutTrace(headers) : headers;
	}

	@Override
	public boolean supports(Type type) {
		return type == Type.RESPONSE;
	}

}
