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

package io.github.springxray.console.embedded;

import java.io.IOException;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.github.springxray.console.api.ApiResponse;
import io.github.springxray.console.web.ConsoleHandler;

/**
 * The console behind a servlet of its own, so that nothing of Spring MVC is between:
 * neither converters nor interceptors nor exception handlers of the application.
 */
final class ConsoleServlet extends HttpServlet {

	private final transient ConsoleHandler handler;

	ConsoleServlet(ConsoleHandler handler) {
		this.handler = handler;
	}

	@Override
	protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
		ApiResponse answer = this.handler.handle(new ServletConsoleRequest(request));
		response.setStatus(answer.status());
		answer.headers().forEach(response::setHeader);
		response.setContentType(answer.contentType());
		response.setContentLength(answer.body().length);
		if (!request.getMethod().equals("HEAD")) {
			response.getOutputStream().write(answer.body());
		}
	}

}
