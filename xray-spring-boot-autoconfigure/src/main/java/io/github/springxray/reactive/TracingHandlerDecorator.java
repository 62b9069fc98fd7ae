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

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;

import io.github.springxray.context.Subsegments;

/**
 * Makes each request to WebFlux one segment, outside of all filters, handlers of
 * exceptions and other decorators.
 */
final class TracingHandlerDecorator implements HttpHandlerDecoratorFactory {

	private final ExchangeTraces traces;

	private final Subsegments subsegments;

	private final ManagementServer management;

	TracingHandlerDecorator(ExchangeTraces traces, Subsegments subsegments, ManagementServer management) {
		this.traces = traces;
		this.subsegments = subsegments;
		this.management = management;
	}

	@Override
	public HttpHandler apply(HttpHandler handler) {
		return (request, response) -> this.management.isAskedBy(request) ? handler.handle(request, response)
				: new TracedHandling(handler, request, response, this.traces, this.subsegments);
	}

}
