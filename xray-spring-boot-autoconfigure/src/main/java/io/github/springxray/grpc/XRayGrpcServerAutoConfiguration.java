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

package io.github.springxray.grpc;

import io.grpc.ServerInterceptor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.ServerSegments;
import io.github.springxray.http.XRayHttpAutoConfiguration;

/**
 * Auto-configuration of the segments of calls that come in through gRPC. It stands before
 * those that define other interceptors, as of two with the same order the first is the
 * outer one: exceptions are to be handled inside.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class,
		beforeName = { "org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration",
				"org.springframework.grpc.autoconfigure.server.exception.GrpcExceptionHandlerAutoConfiguration" })
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.grpc.enabled" }, matchIfMissing = true)
@ConditionalOnClass({ ServerInterceptor.class, GlobalServerInterceptor.class })
@EnableConfigurationProperties(XRayGrpcProperties.class)
public final class XRayGrpcServerAutoConfiguration {

	@Bean
	ServiceExclusion xrayGrpcServiceExclusion(XRayGrpcProperties properties) {
		return new ServiceExclusion(properties.excluded());
	}

	@Bean
	@GlobalServerInterceptor
	@Order(Ordered.HIGHEST_PRECEDENCE)
	TracingServerInterceptor xrayGrpcServerInterceptor(ServerSegments server, Subsegments subsegments) {
		return new TracingServerInterceptor(server, subsegments);
	}

}
