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

package io.github.springxray.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.HandlerInterceptor;

import io.github.springxray.context.Subsegments;

/**
 * Remembers the first handler of a request and what it threw. In the container of AWS
 * Lambda a filter does not see either: an error page is handled in the same dispatch.
 */
final class TracingHandlerInterceptor implements HandlerInterceptor {

	private final Subsegments subsegments;

	TracingHandlerInterceptor(Subsegments subsegments) {
		this.subsegments = subsegments;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestTrace trace = RequestTrace.of(request);
		if (trace != null) {
			this.subsegments.safely("remembering a route", trace::rememberRoute);
		}
		return true;
	}

	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		RequestTrace trace = RequestTrace.of(request);
		if (trace != null) {
			trace.fail(failure);
		}
	}

}
