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

package io.github.springxray.lambda;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.function.context.catalog.FunctionAroundWrapper;
import org.springframework.context.annotation.Bean;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the tracing of functions of Spring Cloud Function, each of which
 * is a subsegment of the invocation of AWS Lambda that it runs in.
 */
@AutoConfiguration(after = { XRayAutoConfiguration.class, XRayContextAutoConfiguration.class },
		afterName = "org.springframework.cloud.function.observability.ObservationAutoConfiguration")
@ConditionalOnClass(FunctionAroundWrapper.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.lambda.functions.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(XRayLambdaProperties.class)
public final class XRayLambdaAutoConfiguration {

	/**
	 * The catalog of functions takes one wrapper alone. Where there is another, such as
	 * that of Micrometer's observations, ours goes around it.
	 */
	@Bean
	static FunctionWrapperPostProcessor xrayFunctionWrapperPostProcessor(ObjectProvider<Segments> segments,
			ObjectProvider<Subsegments> subsegments) {
		return new FunctionWrapperPostProcessor(segments, subsegments);
	}

	@Bean
	@ConditionalOnMissingBean(FunctionAroundWrapper.class)
	TracingFunctionWrapper xrayFunctionWrapper(ObjectProvider<Segments> segments,
			ObjectProvider<Subsegments> subsegments) {
		return new TracingFunctionWrapper(null, segments, subsegments);
	}

}
