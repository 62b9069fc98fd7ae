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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GlobalClientInterceptor;

import io.github.springxray.http.HttpClientTracing;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;

/**
 * Auto-configuration of the tracing of calls that go out through gRPC.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.GRPC)
@EnableConfigurationProperties(XRayGrpcClientProperties.class)
public final class XRayGrpcClientAutoConfiguration {

	@Bean
	ActivePatch xrayGrpcPatch() {
		return new ActivePatch(PatchedLibrary.GRPC);
	}

	@Bean
	@GlobalClientInterceptor
	@Order(Ordered.HIGHEST_PRECEDENCE)
	TracingClientInterceptor xrayGrpcClientInterceptor(HttpClientTracing tracing) {
		return new TracingClientInterceptor(tracing);
	}

}
