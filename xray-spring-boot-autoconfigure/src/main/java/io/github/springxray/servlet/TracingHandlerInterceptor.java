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
 * Remembers the first handler of a request and what it threw. A filter may not see
 * either: a forward replaces the one, and where an error page is handled in the same
 * dispatch, as by the filter for error pages of a WAR and by the container of AWS Lambda,
 * the other does not get that far.
 */
final class TracingHandlerInterceptor implements HandlerInterceptor {

	private final Subsegments subsegments;

	private final boolean lambda;

	TracingHandlerInterceptor(Subsegments subsegments, boolean lambda) {
		this.subsegments = subsegments;
		this.lambda = lambda;
	}

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		RequestTrace trace = RequestTrace.of(request);
		if (trace != null) {
			this.subsegments.safely("remembering a route", () -> trace.rememberRoute(request));
		}
		return true;
	}

	/**
	 * Whatever is thrown here may be handled by a filter, but in the container of AWS
	 * Lambda there is none to be asked.
	 */
	@Override
	public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler,
			@Nullable Exception failure) {
		RequestTrace trace = RequestTrace.of(request);
		if (trace != null && this.lambda) {
			trace.fail(failure);
		}
		else if (trace != null) {
			trace.notice(failure);
		}
	}

}
