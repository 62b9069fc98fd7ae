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
import java.util.EnumSet;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRay;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.springframework.boot.web.server.servlet.context.ServletComponentScan;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.ForwardedHeaderFilter;

import io.github.springxray.servlet.scanned.early.ScannedEarlyFilter;

/**
 * Filters of an application that want to be first, in every way that there is.
 */
final class EarlyFilterConfigurations {

	static final String[] NAMES = { "by_annotation", "by_initializer", "by_proxy", "by_scan", "by_registration" };

	private EarlyFilterConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ServletComponentScan(basePackageClasses = ScannedEarlyFilter.class)
	static class AllWays {

		@Bean
		@org.springframework.boot.web.servlet.FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE)
		Filter annotated() {
			return new Marking("by_annotation");
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ServletContextInitializer initializer() {
			return (context) -> {
				FilterRegistration.Dynamic registration = context.addFilter("initializer",
						new Marking("by_initializer"));
				registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
			};
		}

		@Bean
		Filter delegate() {
			return new Marking("by_proxy");
		}

		@Bean
		DelegatingFilterProxyRegistrationBean proxy() {
			DelegatingFilterProxyRegistrationBean registration = new DelegatingFilterProxyRegistrationBean("delegate");
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		@Bean
		FilterRegistrationBean<Filter> registration() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> new Marking("by_registration")
						.doFilter(new HttpServletRequestWrapper((HttpServletRequest) request), response, chain));
			registration.setName("registration");
			registration.addUrlPatterns("/hello/*");
			registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ERROR);
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

	/**
	 * Others of its beans know the registration by its own type.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnForwarding {

		@Bean
		OwnRegistration forwarding() {
			return new OwnRegistration();
		}

		@Bean
		Supplier<String> user(OwnRegistration registration) {
			return registration::toString;
		}

		static class OwnRegistration extends FilterRegistrationBean<ForwardedHeaderFilter> {

			OwnRegistration() {
				super(new ForwardedHeaderFilter());
				setOrder(Ordered.HIGHEST_PRECEDENCE);
			}

		}

	}

	/**
	 * A registration that has no filter before the server starts.
	 */
	@Configuration(proxyBeanMethods = false)
	static class LateFilter {

		@Bean
		FilterRegistrationBean<Filter> late() {
			return new LateRegistration();
		}

		static class LateRegistration extends FilterRegistrationBean<Filter> {

			@Override
			protected FilterRegistration.Dynamic addRegistration(String description, ServletContext servletContext) {
				return servletContext.addFilter("late", new Marking("by_registration"));
			}

			@Override
			public Filter getFilter() {
				if (isPostProcessing()) {
					throw new IllegalStateException("not yet");
				}
				return new Marking("by_registration");
			}

			private static boolean isPostProcessing() {
				return StackWalker.getInstance()
					.walk((frames) -> frames
						.anyMatch((frame) -> frame.getMethodName().equals("postProcessAfterInitialization")));
			}

		}

	}

	static class Marking implements Filter {

		private final String name;

		Marking(String name) {
			this.name = name;
		}

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation(this.name, true));
			chain.doFilter(request, response);
		}

	}

}
