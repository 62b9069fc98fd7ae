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

import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;

import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import com.amazonaws.xray.strategy.jakarta.SegmentNamingStrategy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;

import org.springframework.boot.web.server.servlet.context.ServletComponentScan;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.CompositeFilter;

import io.github.springxray.servlet.scanned.sdk.ScannedSdkFilter;

/**
 * Ways to register the servlet filter of the X-Ray SDK.
 */
final class SdkFilterConfigurations {

	private SdkFilterConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	static class FilterBean {

		@Bean
		Filter sdkFilter() {
			return new AWSXRayServletFilter("sdk");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaredBean {

		@Bean
		AWSXRayServletFilter sdkFilter() {
			return new AWSXRayServletFilter("sdk");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Registration {

		@Bean
		FilterRegistrationBean<Filter> sdkFilter() {
			return new FilterRegistrationBean<>(new AWSXRayServletFilter("sdk"));
		}

	}

	/**
	 * Others of its beans know the registration by its own type.
	 */
	@Configuration(proxyBeanMethods = false)
	static class OwnRegistration {

		@Bean
		OwnBean sdkFilter() {
			return new OwnBean();
		}

		@Bean
		Supplier<String> user(OwnBean registration) {
			return registration::toString;
		}

		static class OwnBean extends FilterRegistrationBean<Filter> {

			OwnBean() {
				super(new AWSXRayServletFilter("sdk"));
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Initializer {

		@Bean
		ServletContextInitializer sdkFilter() {
			return (context) -> {
				FilterRegistration.Dynamic registration = context.addFilter("sdk", new AWSXRayServletFilter("sdk"));
				registration.setAsyncSupported(true);
				registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyInitializer {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		ServletContextInitializer sdkFilter() {
			return new Initializer().sdkFilter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Delegating extends DeclaredBean {

		@Bean
		DelegatingFilterProxyRegistrationBean sdkProxy() {
			return new DelegatingFilterProxyRegistrationBean("sdkFilter");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Composite {

		@Bean
		CompositeFilter filters() {
			CompositeFilter filter = new CompositeFilter();
			filter.setFilters(List.<Filter>of((request, response, chain) -> chain.doFilter(request, response),
					new OwnSdkFilter(), (request, response, chain) -> chain.doFilter(request, response)));
			return filter;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Calling {

		@Bean
		Filter filter() {
			AWSXRayServletFilter delegate = new AWSXRayServletFilter("sdk");
			return (request, response, chain) -> delegate.doFilter(request, response, chain);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ServletComponentScan(basePackageClasses = ScannedSdkFilter.class)
	static class Scanned {

	}

	static class OwnSdkFilter extends AWSXRayServletFilter {

		OwnSdkFilter() {
			super(SegmentNamingStrategy.dynamic("sdk", "*"));
		}

	}

}
