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

import com.amazonaws.xray.AWSXRay;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What properties and beans change.
 */
abstract class ServerSettingsContract extends SamplingOutcomeContract {

	@Test
	void filtersOfTheApplicationRunInsideTheSegmentWhateverTheirOrder() {
		for (String strategy : List.of("none", "framework")) {
			try (ConfigurableApplicationContext context = run("server.forward-headers-strategy=" + strategy,
					EarlyFilters.class)) {
				RecordedTraces recorded = context.getBean(RecordedTraces.class);
				assertThat(get(context, "/hello/world", "X-Early", "401").statusCode()).isEqualTo(401);
				recorded.takeSegment().assertThat().hasHttpStatus(401).isError();
				assertThat(get(context, "/hello/world", "X-Early", "throw").statusCode()).isEqualTo(500);
				recorded.takeSegment().assertThat().hasHttpStatus(500).isFault();
				get(context, "/hello/world", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "shop.example.com");
				RecordedEntity segment = recorded.takeSegment();
				assertThat(segment.subsegment("early").annotations()).containsEntry("current", true);
				boolean forwarded = strategy.equals("framework");
				assertThat(segment.value("http", "request", "url").toString().startsWith("https://shop.example.com/"))
					.isEqualTo(forwarded);
			}
		}
	}

	@Test
	void filtersThatWantToBeFirstRunInsideTheSegmentHoweverTheyAreRegistered() {
		for (String settings : List.of("server.forward-headers-strategy=none",
				"server.forward-headers-strategy=framework", "server.forward-headers-strategy=native",
				"server.servlet.context-path=/app")) {
			try (ConfigurableApplicationContext context = run(settings, EarlyFilterConfigurations.AllWays.class)) {
				String path = settings.endsWith("/app") ? "/app/hello/world" : "/hello/world";
				assertThat(get(context, path, "X-Forwarded-Proto", "https").statusCode()).isEqualTo(200);
				RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
				for (String name : EarlyFilterConfigurations.NAMES) {
					assertThat(segment).hasAnnotation(name, true);
				}
				assertThat(segment).hasAnnotation("http_route", "/hello/{name}");
				boolean forwarded = settings.endsWith("framework") || settings.endsWith("native");
				assertThat(segment.value("http", "request", "url").toString().startsWith("https:"))
					.isEqualTo(forwarded);
			}
		}
	}

	@Test
	void registrationsOfTheApplicationStayWhatTheyAreAndAreNotAskedTooEarly() {
		try (ConfigurableApplicationContext context = run(EarlyFilterConfigurations.OwnForwarding.class,
				EarlyFilterConfigurations.LateFilter.class)) {
			assertThat(get(context, "/hello/world").statusCode()).isEqualTo(200);
			assertThat(context.getBean(RecordedTraces.class).takeSegment()).hasAnnotation("by_registration", true);
		}
	}

	@Test
	void anOrderThatIsSetIsObeyed() {
		try (ConfigurableApplicationContext context = run("xray.server.order=0", EarlyFilters.class)) {
			assertThat(get(context, "/hello/world", "X-Early", "401").statusCode()).isEqualTo(401);
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Test
	void theServerCanBeLeftUntraced() {
		try (ConfigurableApplicationContext context = run("xray.server.enabled=false")) {
			assertThat(get(context, "/hello/world").statusCode()).isEqualTo(200);
			assertThat(context).satisfies((started) -> assertThat(started.containsBean("xrayTracingFilter")).isFalse());
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Test
	void nothingOfTracingIsLeftWhereItIsDisabled() {
		try (ConfigurableApplicationContext context = run("xray.enabled=false")) {
			assertThat(get(context, "/hello/world").body()).isEqualTo("hello world");
			assertThat(get(context, "/metadata").statusCode()).isEqualTo(200);
			assertThat(get(context, "/ends-too-much").statusCode()).isEqualTo(200);
			assertThat(get(context, "/hello/world").headers().firstValue("X-Amzn-Trace-Id")).isEmpty();
			assertThat(context.containsBean("xrayTracingFilter")).isFalse();
			context.getBean(RecordedTraces.class).assertClean();
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyFilters {

		@Bean
		FilterRegistrationBean<Filter> early() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				String wanted = ((HttpServletRequest) request).getHeader("X-Early");
				if ("401".equals(wanted)) {
					((HttpServletResponse) response).setStatus(401);
					return;
				}
				if ("throw".equals(wanted)) {
					throw new ServletException("early");
				}
				if (AWSXRay.getCurrentSegmentOptional().isPresent()) {
					AWSXRay.beginSubsegment("early").putAnnotation("current", true);
					AWSXRay.endSubsegment();
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

}
