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

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Finds the route of a request in what the handler mappings of Spring leave behind.
 */
final class Routes {

	/**
	 * Spring Data REST maps all repositories alike, and says here which one it is.
	 */
	private static final String REPOSITORY_ATTRIBUTE = "org.springframework.data.rest.webmvc.RepositoryRestHandlerMapping.EFFECTIVE_REPOSITORY_RESOURCE_LOOKUP_PATH";

	private static final String OBSERVATION_ATTRIBUTE = "org.springframework.web.filter.ServerHttpObservationFilter.context";

	private static final String MATCHING_ATTRIBUTE = "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

	/**
	 * What static resources are mapped to, and with them every path that nobody serves.
	 */
	private static final String ANYTHING = "/**";

	private Routes() {
	}

	/**
	 * Return the route of the handler that was asked for.
	 * @return the route, or {@code null} if there is none, or none but that of an error
	 * page
	 */
	static @Nullable String of(HttpServletRequest request) {
		if (request.getDispatcherType() == DispatcherType.ERROR
				|| request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null) {
			return null;
		}
		Object pattern = request.getAttribute(REPOSITORY_ATTRIBUTE);
		if (pattern == null && request.getAttribute(OBSERVATION_ATTRIBUTE) != null) {
			pattern = Observed.routeOf(request.getAttribute(OBSERVATION_ATTRIBUTE));
		}
		if (pattern == null) {
			pattern = request.getAttribute(MATCHING_ATTRIBUTE);
		}
		String route = (pattern != null) ? pattern.toString() : null;
		return ANYTHING.equals(route) ? null : route;
	}

	/**
	 * What Spring's own metrics call the route. Micrometer is there if this is.
	 */
	private static final class Observed {

		static @Nullable String routeOf(Object context) {
			return (context instanceof ServerRequestObservationContext known) ? known.getPathPattern() : null;
		}

	}

}
