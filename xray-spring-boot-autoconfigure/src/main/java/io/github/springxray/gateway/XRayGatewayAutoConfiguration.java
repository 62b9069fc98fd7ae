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

package io.github.springxray.gateway;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.XRayHttpAutoConfiguration;

/**
 * Auto-configuration of what a gateway of Spring Cloud adds to the segment of its
 * request. The callee is told of the trace by the client that the gateway uses.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnBean(Subsegments.class)
public final class XRayGatewayAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(GlobalFilter.class)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class WebFluxConfiguration {

		@Bean
		ReactiveGatewayFilter xrayGatewayFilter(Subsegments subsegments) {
			return new ReactiveGatewayFilter(new GatewayTraces(subsegments));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestHttpHeadersFilter.class)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class WebMvcConfiguration {

		@Bean
		RequestHttpHeadersFilter xrayGatewayRequestFilter(Subsegments subsegments) {
			return new ServletGatewayFilters(new GatewayTraces(subsegments))::request;
		}

		@Bean
		ResponseHttpHeadersFilter xrayGatewayResponseFilter() {
			return ServletGatewayFilters::response;
		}

	}

}
