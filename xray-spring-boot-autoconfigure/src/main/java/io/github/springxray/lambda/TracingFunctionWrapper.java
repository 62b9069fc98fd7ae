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

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.function.context.catalog.FunctionAroundWrapper;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * Makes each call of a function a subsegment that is named after it. Does nothing outside
 * of AWS Lambda, where requests and messages are traced as such.
 */
final class TracingFunctionWrapper extends FunctionAroundWrapper {

	/**
	 * A function remembers that it is being wrapped, and is not told when the call fails:
	 * it would not be wrapped ever again. What returns makes it forget.
	 */
	private static final FunctionAroundWrapper FORGET = new FunctionAroundWrapper() {

		@Override
		protected @Nullable Object doApply(Object input, FunctionInvocationWrapper function) {
			return null;
		}

	};

	private final @Nullable FunctionAroundWrapper delegate;

	private final ObjectProvider<Segments> segments;

	private final ObjectProvider<Subsegments> subsegments;

	TracingFunctionWrapper(@Nullable FunctionAroundWrapper delegate, ObjectProvider<Segments> segments,
			ObjectProvider<Subsegments> subsegments) {
		this.delegate = delegate;
		this.segments = segments;
		this.subsegments = subsegments;
	}

	@Override
	protected @Nullable Object doApply(Object input, FunctionInvocationWrapper function) {
		Segments segments = this.segments.getIfAvailable();
		Subsegments subsegments = this.subsegments.getIfAvailable();
		if (segments == null || subsegments == null || !segments.inLambda()) {
			return proceed(input, function);
		}
		TraceScope scope = subsegments.begin(function.getFunctionDefinition());
		Object result;
		try {
			result = proceed(input, function);
		}
		catch (Throwable ex) {
			subsegments.end(scope, ex);
			subsegments.safely("letting go of a function", () -> FORGET.apply(input, function));
			throw ex;
		}
		if (result instanceof Publisher<?> publisher && scope.isRecording()) {
			return new TracedResult(subsegments, scope).trace(publisher);
		}
		subsegments.end(scope, null);
		return result;
	}

	private @Nullable Object proceed(Object input, FunctionInvocationWrapper function) {
		return (this.delegate != null) ? this.delegate.apply(input, function) : function.apply(input);
	}

}
