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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.listeners.SegmentListener;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.contract.CountingSampling;
import io.github.springxray.contract.HttpServerTracingContract;
import io.github.springxray.test.RecordedTraces;

/**
 * The application of {@link HttpServerTracingContract}.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class,
		excludeName = "io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration")
@Import({ ContractController.class, LongPollingController.class, ContractApplication.TeapotPage.class })
class ContractApplication {

	@Bean
	RecordedTraces recordedTraces() {
		return new RecordedTraces();
	}

	@Bean
	SegmentListener heldEntities(RecordedTraces traces) {
		return traces.segmentListener();
	}

	@Bean
	CountingSampling samplingStrategy() {
		return new CountingSampling();
	}

	@Bean
	EarlyFilter earlyFilter() {
		return new EarlyFilter();
	}

	@Bean
	ErrorPageRegistrar teapotErrorPage() {
		return (registry) -> registry
			.addErrorPages(new ErrorPage(ContractController.TeapotException.class, "/teapot-page"));
	}

	@Bean
	ServletRegistrationBean<HttpServlet> throwingCycle() {
		return servlet("/throw-cycle", (request, response) -> {
			throw cyclic();
		});
	}

	@Bean
	ServletRegistrationBean<HttpServlet> catchingCycle() {
		return servlet("/catch-cycle", (request, response) -> {
			try {
				AWSXRay.createSubsegment("cyclic", (Runnable) () -> {
					throw cyclic();
				});
			}
			catch (IllegalStateException ex) {
				response.getWriter().write("caught");
			}
		});
	}

	private static IllegalStateException cyclic() {
		IllegalStateException first = new IllegalStateException("first");
		first.initCause(new IllegalArgumentException("second", first));
		return first;
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawAsync() {
		return servlet("/raw-async", (request, response) -> {
			int round = (request.getAttribute("round") instanceof Integer previous) ? previous + 1 : 0;
			request.setAttribute("round", round);
			ContractController.raw(request, response, round);
		});
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawTimeout() {
		return servlet("/raw-timeout", (request, response) -> {
			AsyncContext context = request.startAsync();
			context.setTimeout(50);
		});
	}

	@Bean
	ServletRegistrationBean<HttpServlet> rawComplete() {
		return servlet("/raw-complete", (request, response) -> {
			response.setStatus(202);
			request.startAsync().complete();
		});
	}

	static ServletRegistrationBean<HttpServlet> servlet(String path, Handler handler) {
		ServletRegistrationBean<HttpServlet> registration = new ServletRegistrationBean<>(new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				handler.handle(request, response);
			}

		}, path);
		registration.setName(path.substring(1));
		registration.setAsyncSupported(true);
		return registration;
	}

	interface Handler {

		void handle(HttpServletRequest request, HttpServletResponse response) throws IOException;

	}

	@RestController
	static class TeapotPage {

		@RequestMapping("/teapot-page")
		String page(HttpServletResponse response) {
			response.setStatus(418);
			return "teapot";
		}

	}

	/**
	 * As early as an application can ask for.
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	static final class EarlyFilter implements Filter {

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation("early_filter", true));
			chain.doFilter(request, response);
		}

	}

}
