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
