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

import jakarta.servlet.ServletContext;

import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;

/**
 * Registers the listener where nobody else knows when requests end. Once there is one
 * listener of requests, Tomcat looks through all listeners for each attribute that
 * anybody sets on any request, and Spring MVC sets a dozen.
 */
final class RequestListenerRegistration extends ServletListenerRegistrationBean<TracingRequestListener> {

	private final RequestEnds ends;

	RequestListenerRegistration(RequestEnds ends) {
		super(new TracingRequestListener(ends));
		this.ends = ends;
	}

	@Override
	protected void register(String description, ServletContext servletContext) {
		if (!this.ends.knowsAllOf(servletContext)) {
			super.register(description, servletContext);
		}
	}

}
