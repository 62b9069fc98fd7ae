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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.util.DisconnectedClientHelper;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.SdkServletFilter;
import io.github.springxray.recorder.XRayAutoConfiguration;
import io.github.springxray.sampling.XRaySamplingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayServletAutoConfiguration}.
 */
class XRayServletAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayEmitterAutoConfiguration.class, XRayHttpAutoConfiguration.class,
			XRaySamplingAutoConfiguration.class, XRayServletAutoConfiguration.class);

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues("xray.emitter.type=none");

	@Test
	void registersTheFilterForEveryDispatchThatBelongsToARequest() {
		this.contextRunner.run((context) -> {
			FilterRegistrationBean<?> registration = registration(context.getBean("xrayTracingFilter"));
			assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
			assertThat(registration.determineDispatcherTypes())
				.isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
			assertThat(registration.isAsyncSupported()).isTrue();
			assertThat(context).doesNotHaveBean("xrayUserRecordingFilter");
		});
	}

	@Test
	void theOrderOfTheFilterIsAProperty() {
		this.contextRunner.withPropertyValues("xray.server.order=42")
			.run((context) -> assertThat(registration(context.getBean("xrayTracingFilter")).getOrder()).isEqualTo(42));
	}

	@Test
	void theFilterIsAheadOfThoseWithoutPriorityUnlessItHasAnOrder() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean("xrayTracingFilter")).isInstanceOf(EarlyFilterRegistration.class);
			assertThat(context.getBean("xrayForwardedHeadersFirst")).isInstanceOf(ForwardedHeadersFirst.class);
		});
		this.contextRunner.withPropertyValues("xray.server.order=42").run((context) -> {
			assertThat(context.getBean("xrayTracingFilter")).isNotInstanceOf(EarlyFilterRegistration.class);
			assertThat(context.getBean("xrayForwardedHeadersFirst")).isNotInstanceOf(ForwardedHeadersFirst.class);
		});
	}

	@Test
	void theEndsOfRequestsAreListenedFor() {
		this.contextRunner.run((context) -> assertThat(
				((ServletListenerRegistrationBean<?>) context.getBean("xrayTracingRequestListener")).getListener())
			.isInstanceOf(TracingRequestListener.class));
	}

	@Test
	void theFilterOfTheSdkHasNothingToDo() {
		this.contextRunner.run((context) -> {
			new AWSXRayServletFilter("sdk").doFilter(new MockHttpServletRequest("GET", "/"),
					new MockHttpServletResponse(), (request, response) -> {
					});
			assertThat(SdkServletFilter.isMet(context.getBean(AWSXRayRecorder.class))).isTrue();
		});
	}

	@Test
	void theUserIsRecordedBehindSpringSecurityWhereThatIsWanted() {
		this.contextRunner.withPropertyValues("xray.server.record-user=true")
			.run((context) -> assertThat(registration(context.getBean("xrayUserRecordingFilter")).getOrder())
				.isGreaterThan(0)
				.isLessThan(Ordered.LOWEST_PRECEDENCE));
	}

	@Test
	void backsOffWhenTheServerIsNotToBeTraced() {
		this.contextRunner.withPropertyValues("xray.server.enabled=false").run(this::hasNoFilter);
		this.contextRunner.withPropertyValues("xray.enabled=false").run(this::hasNoFilter);
	}

	@Test
	void backsOffWhenUserDefinesTheFilter() {
		FilterRegistrationBean<Filter> own = new FilterRegistrationBean<>();
		this.contextRunner.withBean("xrayTracingFilter", FilterRegistrationBean.class, () -> own)
			.run((context) -> assertThat(context.getBean("xrayTracingFilter")).isSameAs(own));
	}

	@Test
	void backsOffWithoutServletApiOrSpringWeb() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(DisconnectedClientHelper.class))
			.run(this::hasNoFilter);
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("xray.emitter.type=none")
			.withClassLoader(new FilteredClassLoader("jakarta.servlet", "org.springframework.web"))
			.run(this::hasNoFilter);
	}

	@Test
	void doesWithoutSpringMvc() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(WebMvcConfigurer.class)).run((context) -> {
			assertThat(context).hasNotFailed().hasBean("xrayTracingFilter");
			assertThat(context).doesNotHaveBean("xrayAsyncHandling");
		});
	}

	@Test
	void asksTheContainerForTheEndOfRequestsWhereItIsKnown() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(TomcatRequestEnds.class)
			.hasSingleBean(JettyRequestEnds.class)
			.hasBean("xrayTomcatValve"));
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("org.apache.catalina", "org.eclipse.jetty",
					"org.springframework.boot.tomcat"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("xrayTracingFilter")
				.doesNotHaveBean(RequestEnds.class)
				.doesNotHaveBean("xrayTomcatValve"));
	}

	@Test
	void routesAreRememberedInEveryHandlerMapping() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(MappedInterceptor.class));
	}

	private void hasNoFilter(ApplicationContextAssertProvider<?> context) {
		assertThat(context.getStartupFailure()).isNull();
		assertThat(context.containsBean("xrayTracingFilter")).isFalse();
		assertThat(context.containsBean("xrayTracingRequestListener")).isFalse();
	}

	private static FilterRegistrationBean<?> registration(Object bean) {
		return (FilterRegistrationBean<?>) bean;
	}

}
