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

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import io.github.springxray.http.TraceHeaders;

/**
 * Stand among the filters of the headers of a gateway on Spring MVC.
 */
final class ServletGatewayFilters {

	private final GatewayTraces traces;

	ServletGatewayFilters(GatewayTraces traces) {
		this.traces = traces;
	}

	/**
	 * The headers of the request are of no interest, but the route is known here.
	 */
	HttpHeaders request(HttpHeaders headers, ServerRequest request) {
		this.traces.route(null, request.attribute(MvcUtils.GATEWAY_ROUTE_ID_ATTR).orElse(null));
		return headers;
	}

	/**
	 * The response of the gateway has no headers yet, but that of the container has.
	 */
	static HttpHeaders response(HttpHeaders headers, @Nullable ServerResponse response) {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
				&& hasTrace(attributes.getResponse())) ? GatewayTraces.withoutTrace(headers) : headers;
	}

	private static boolean hasTrace(@Nullable HttpServletResponse response) {
		return response != null && response.containsHeader(TraceHeaders.X_AMZN_TRACE_ID);
	}

}
