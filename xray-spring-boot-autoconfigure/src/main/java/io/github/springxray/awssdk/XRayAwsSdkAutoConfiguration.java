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

package io.github.springxray.awssdk;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.ConditionalOnPatch;
import io.github.springxray.patch.PatchedLibrary;

/**
 * Auto-configuration of the tracing of the AWS SDK v2. Clients need not be beans: each
 * has an interceptor that asks whether an application runs, and which settings it has.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@ConditionalOnPatch(PatchedLibrary.AWS_SDK)
@Import(AwsExceptionMessagesConfiguration.class)
@ImportRuntimeHints(AwsSdkRuntimeHints.class)
public final class XRayAwsSdkAutoConfiguration {

	@Bean
	@Lazy(false)
	AwsSdkTracing xrayAwsSdkTracing(Subsegments subsegments, Segments segments, TraceHeaders headers,
			XRayAwsSdkProperties properties, ObjectProvider<AwsSdkSubsegmentCustomizer> customizers,
			ObjectProvider<OtherInterceptors> others) {
		return new AwsSdkTracing(subsegments, headers, segments.inLambda(), properties,
				customizers.orderedStream().toList(), others.getIfAvailable());
	}

	@Bean
	UnknownCalls xrayUnknownAwsCalls(XRayAwsSdkProperties properties, ResourceLoader resources) {
		return new UnknownCalls(properties.getExclude(), resources.getClassLoader());
	}

	@Bean
	ActivePatch xrayAwsSdkPatch() {
		return new ActivePatch(PatchedLibrary.AWS_SDK);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.amazonaws.xray.interceptors.TracingInterceptor")
	static class OtherInterceptorsConfiguration {

		@Bean
		OtherInterceptors xrayOtherAwsSdkInterceptors(AWSXRayRecorder recorder, Subsegments subsegments) {
			return new OtherInterceptors(recorder, subsegments);
		}

	}

}
