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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;

import com.amazonaws.xray.AWSXRay;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Error pages of an application, for {@link ErrorPageContract}. A parameter says what a
 * page does, a header what a filter does.
 */
@Configuration(proxyBeanMethods = false)
class ErrorPageApplication {

	@Bean
	ErrorPageRegistrar conflictPage() {
		return (registry) -> registry.addErrorPages(new ErrorPage(HttpStatus.CONFLICT, "/conflict-page"));
	}

	@Bean
	ServletRegistrationBean<HttpServlet> conflict() {
		return ContractApplication.servlet("/conflict-page", (request, response) -> {
			AWSXRay.createSubsegment("conflict page", () -> {
			});
			response.setStatus(451);
		});
	}

	@Bean
	FilterRegistrationBean<Filter> failing() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			String wanted = ((HttpServletRequest) request).getHeader("X-Filter");
			if (wanted == null || request.getDispatcherType() != DispatcherType.REQUEST) {
				chain.doFilter(request, response);
			}
			else if (wanted.equals("throw")) {
				throw new ServletException("filter");
			}
			else if (wanted.equals("swallow")) {
				try {
					chain.doFilter(request, response);
				}
				catch (ServletException | RuntimeException ex) {
					((HttpServletResponse) response).setStatus(422);
				}
			}
			else {
				((HttpServletResponse) response).sendError(Integer.parseInt(wanted));
			}
		});
		registration.setOrder(0);
		return registration;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawError() {
		return ContractApplication.servlet("/raw-send-error", (request, response) -> response.sendError(402));
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawThrow() {
		return ContractApplication.servlet("/raw-throw", (request, response) -> {
			throw new IllegalStateException("servlet");
		});
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawDispatch() {
		return ContractApplication.servlet("/raw-dispatch", (request, response) -> {
			if (request.getDispatcherType() == DispatcherType.REQUEST) {
				request.startAsync().dispatch();
			}
			else {
				response.sendError(409);
			}
		});
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawLater() {
		return ContractApplication.servlet("/raw-later", (request, response) -> {
			AsyncContext context = request.startAsync(request, response);
			context.start(() -> {
				try {
					response.sendError(402);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
				context.complete();
			});
		});
	}

	@Bean
	RouterFunction<ServerResponse> functions() {
		return RouterFunctions.route()
			.GET("/function/{id}", (request) -> ServerResponse.ok().body("function"))
			.nest(RequestPredicates.path("/nested/{group}"),
					(inner) -> inner.GET("/item/{id}", (request) -> ServerResponse.ok().body("nested")))
			.build();
	}

	@RestController
	static class RoutesController {

		@GetMapping({ "/several/one", "/several/{id}" })
		String several() {
			return "several";
		}

		@GetMapping("/forwarding/{id}")
		void forwarding(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			request.getRequestDispatcher("/several/forwarded").forward(request, response);
		}

	}

	@RestController
	static class OwnErrorController implements ErrorController {

		@RequestMapping("/error")
		Object error(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
			AWSXRay.createSubsegment("error page", () -> {
			});
			String page = String.valueOf(request.getParameter("page"));
			Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
			switch (page) {
				case "throw" -> throw new IllegalStateException("page");
				case "forward" -> {
					request.getRequestDispatcher("/plain-page").forward(request, response);
					return null;
				}
				case "async" -> {
					return (Callable<String>) () -> AWSXRay.createSubsegment("later", () -> "late page");
				}
				case "null" -> {
					return "kept " + status;
				}
				default -> {
					response.setStatus(Integer.parseInt(page));
					return "changed " + status;
				}
			}
		}

		@RequestMapping("/plain-page")
		String plain(HttpServletResponse response) {
			response.setStatus(410);
			return AWSXRay.createSubsegment("plain page", () -> "plain");
		}

	}

}
