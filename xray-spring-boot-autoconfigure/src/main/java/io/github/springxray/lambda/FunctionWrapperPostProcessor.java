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
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cloud.function.context.catalog.FunctionAroundWrapper;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;

/**
 * Puts the tracing of functions around what the application has there.
 */
final class FunctionWrapperPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<Segments> segments;

	private final ObjectProvider<Subsegments> subsegments;

	FunctionWrapperPostProcessor(ObjectProvider<Segments> segments, ObjectProvider<Subsegments> subsegments) {
		this.segments = segments;
		this.subsegments = subsegments;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof FunctionAroundWrapper wrapper && !(bean instanceof TracingFunctionWrapper))
				? new TracingFunctionWrapper(wrapper, this.segments, this.subsegments) : bean;
	}

}
