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

import com.amazonaws.xray.AWSXRayRecorder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.apache.catalina.Valve;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.util.DisconnectedClientHelper;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.TraceIdInProblems;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.http.XRayServerProperties;
import io.github.springxray.recorder.SdkServletFilter;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the segments of requests to a servlet container.
 * <p>
 * It comes after Boot's own web server so that of two filters with the highest precedence
 * the one that resolves forwarded headers is registered, and so runs, first.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayHttpAutoConfiguration.class },
		afterName = { "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration",
				"org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration" })
@ConditionalOnClass({ Filter.class, DisconnectedClientHelper.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.server.enabled" }, matchIfMissing = true)
@ImportRuntimeHints(ServletRuntimeHints.class)
public final class XRayServletAutoConfiguration {

	/**
	 * After Spring Security, and before nothing that would know a user better.
	 */
	private static final int USER_FILTER_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	@Bean
	@ConditionalOnMissingBean(name = "xrayTracingFilter")
	FilterRegistrationBean<TracingFilter> xrayTracingFilter(AWSXRayRecorder recorder, Segments segments,
			Subsegments subsegments, ServerSegments server, XRayServerProperties properties,
			ObjectProvider<RequestEnds> ends, SdkFilters sdkFilters, Environment environment) {
		RequestTraceFactory traces = new RequestTraceFactory(recorder, server, subsegments, properties);
		SdkServletFilter.replace(recorder, sdkFilters::warnOfUnknown);
		TracingFilter filter = new TracingFilter(traces, segments, subsegments,
				RequestEnds.of(ends.orderedStream().toList()), segments.inLambda());
		FilterRegistrationBean<TracingFilter> registration = isOrdered(environment)
				? new FilterRegistrationBean<>(filter) : new EarlyFilterRegistration<>(filter);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
		registration.setOrder(properties.getOrder());
		return registration;
	}

	@Bean
	static SdkFilters xrayWithoutSdkFilters() {
		return new SdkFilters();
	}

	@Bean
	static SdkFilterBeans xrayWithoutSdkFilterBeans() {
		return new SdkFilterBeans();
	}

	@Bean
	static BeanPostProcessor xrayForwardedHeadersFirst(Environment environment) {
		return isOrdered(environment) ? new BeanPostProcessor() {
		} : new ForwardedHeadersFirst();
	}

	/**
	 * Who sets an order wants the filter to stand there.
	 */
	private static boolean isOrdered(Environment environment) {
		return Binder.get(environment).bind("xray.server.order", Integer.class).isBound();
	}

	@Bean
	ServletListenerRegistrationBean<TracingRequestListener> xrayTracingRequestListener(
			ObjectProvider<RequestEnds> ends) {
		return new RequestListenerRegistration(RequestEnds.of(ends.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnBooleanProperty("xray.server.record-user")
	FilterRegistrationBean<UserRecordingFilter> xrayUserRecordingFilter(Subsegments subsegments) {
		FilterRegistrationBean<UserRecordingFilter> registration = new FilterRegistrationBean<>(
				new UserRecordingFilter(subsegments));
		registration.setOrder(USER_FILTER_ORDER);
		return registration;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebMvcConfigurer.class)
	static class AsyncHandlingConfiguration {

		@Bean
		WebMvcConfigurer xrayAsyncHandling(Subsegments subsegments) {
			TracingCallableInterceptor interceptor = new TracingCallableInterceptor(subsegments);
			return new WebMvcConfigurer() {

				@Override
				public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
					configurer.registerCallableInterceptors(interceptor);
				}

			};
		}

		/**
		 * Handler mappings of libraries take beans of this type only, and all do.
		 */
		@Bean
		MappedInterceptor xrayHandlerInterceptor(Segments segments, Subsegments subsegments) {
			return new MappedInterceptor(null, new TracingHandlerInterceptor(subsegments, segments.inLambda()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(WebMvcConfigurer.class)
	@ConditionalOnBooleanProperty("xray.server.error-trace-id")
	static class ProblemConfiguration {

		@Bean
		WebMvcConfigurer xrayTraceIdInProblems(Subsegments subsegments) {
			ErrorResponse.Interceptor interceptor = new TraceIdInProblems(subsegments);
			return new WebMvcConfigurer() {

				@Override
				public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
					interceptors.add(interceptor);
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ServletContextRequest.class)
	static class JettyConfiguration {

		@Bean
		JettyRequestEnds xrayJettyRequestEnds() {
			return new JettyRequestEnds();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Valve.class, ConfigurableTomcatWebServerFactory.class })
	static class TomcatConfiguration {

		@Bean
		TomcatRequestEnds xrayTomcatRequestEnds() {
			return new TomcatRequestEnds();
		}

		@Bean
		WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> xrayTomcatValve(TomcatRequestEnds ends) {
			return (factory) -> factory.addEngineValves(ends.valve());
		}

	}

}
