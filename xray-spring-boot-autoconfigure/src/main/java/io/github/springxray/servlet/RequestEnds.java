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

import java.util.List;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;

/**
 * Knows when a container is done with a request, where listeners of the Servlet API are
 * told too early or not at all.
 */
interface RequestEnds {

	/**
	 * Take note of a request before the application has it.
	 */
	default void begin(ServletRequest request, RequestTrace trace) {
	}

	/**
	 * See to it that the trace of a request ends with it.
	 * @return {@code false} if this is no request of the container that is known
	 */
	boolean watch(ServletRequest request, RequestTrace trace);

	/**
	 * Return whether all requests of a servlet context are known, so that no listener has
	 * to be told of them.
	 */
	default boolean knowsAllOf(ServletContext context) {
		return false;
	}

	/**
	 * Ask each of several, of which one at most knows the container.
	 */
	static RequestEnds of(List<RequestEnds> all) {
		return new RequestEnds() {

			@Override
			public void begin(ServletRequest request, RequestTrace trace) {
				all.forEach((each) -> each.begin(request, trace));
			}

			@Override
			public boolean watch(ServletRequest request, RequestTrace trace) {
				return all.stream().anyMatch((each) -> each.watch(request, trace));
			}

			@Override
			public boolean knowsAllOf(ServletContext context) {
				return all.stream().anyMatch((each) -> each.knowsAllOf(context));
			}

		};
	}

}
