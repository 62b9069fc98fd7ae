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

package io.github.springxray.webclient;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes each subscription a call of its own. It is the last of the filters of a client:
 * what a filter of the application repeats or sends elsewhere is seen as it is sent.
 */
final class TracingExchangeFilterFunction implements ExchangeFilterFunction {

	private final Supplier<@Nullable WebClientTracer> tracer;

	/**
	 * Create a filter.
	 * @param tracer what traces, asked with each exchange; nothing is traced if it gives
	 * {@code null}
	 */
	TracingExchangeFilterFunction(Supplier<@Nullable WebClientTracer> tracer) {
		this.tracer = tracer;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> {
			WebClientTracer tracer = this.tracer.get();
			return (tracer != null) ? tracer.exchange(request, next, context) : next.exchange(request);
		});
	}

	/**
	 * Make this the last filter of a builder, in the place of any of its kind.
	 * @param builder the builder
	 * @return whether the builder has a list of filters, which a mock of one may not have
	 */
	boolean addTo(WebClient.Builder builder) {
		Placement placement = new Placement();
		builder.filters((filters) -> placement.place(this, filters));
		if (placement.done && !placement.replaced) {
			builder.defaultRequest((request) -> {
				WebClientTracer tracer = this.tracer.get();
				if (tracer != null) {
					tracer.rememberCaller(request);
				}
			});
		}
		return placement.done;
	}

	/**
	 * Return whether a client has a filter of this kind, and has it last.
	 */
	static boolean isLastIn(WebClient.Builder builder) {
		boolean[] last = new boolean[1];
		builder.filters((filters) -> last[0] = !filters.isEmpty()
				&& filters.get(filters.size() - 1) instanceof TracingExchangeFilterFunction);
		return last[0];
	}

	private static final class Placement {

		private boolean done;

		private boolean replaced;

		void place(ExchangeFilterFunction filter, List<ExchangeFilterFunction> filters) {
			this.replaced = filters.removeIf(TracingExchangeFilterFunction.class::isInstance);
			filters.add(filter);
			this.done = true;
		}

	}

}
