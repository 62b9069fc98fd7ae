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

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

import io.github.springxray.http.RunningContexts;

/**
 * Traces the calls of a client of the AWS SDK. The SDK gives one to each client that it
 * builds, so there is no need to register it, and no harm in it. It does nothing while no
 * application runs whose calls of the AWS SDK are traced. No method here throws.
 */
public final class XRayAwsSdkInterceptor implements ExecutionInterceptor {

	static final RunningContexts<AwsSdkTracing> CONTEXTS = new RunningContexts<>();

	/**
	 * Create an interceptor, as the SDK does.
	 */
	public XRayAwsSdkInterceptor() {
	}

	@Override
	public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
		AwsSdkTracing tracing = CONTEXTS.latest();
		if (tracing != null) {
			tracing.begin(this, context, attributes);
		}
	}

	@Override
	public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		return (call != null) ? call.modify(context.request()) : context.request();
	}

	@Override
	public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		return (call != null) ? call.modify(context) : context.httpRequest();
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		if (call != null) {
			call.attempts().begin();
		}
	}

	@Override
	public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		if (call != null) {
			call.attempts().answered(context.httpResponse().statusCode());
		}
	}

	@Override
	public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		if (call != null) {
			call.succeeded(context.response(), context.httpResponse());
		}
		completed(attributes, context.request(), context.response());
	}

	@Override
	public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
		AwsCall call = callOf(attributes);
		if (call != null) {
			call.failed(context);
		}
		completed(attributes, context.request(), null);
	}

	private void completed(ExecutionAttributes attributes, SdkRequest request, @Nullable SdkResponse response) {
		AwsCall call = attributes.getAttribute(AwsCall.ATTRIBUTE);
		AwsSdkTracing tracing = (call == null || call.owner() == this) ? CONTEXTS.latest() : null;
		if (tracing != null) {
			tracing.completed(call, request, response);
		}
	}

	/**
	 * A client that was given one by hand has two, of which the last one traces.
	 */
	private @Nullable AwsCall callOf(ExecutionAttributes attributes) {
		AwsCall call = attributes.getAttribute(AwsCall.ATTRIBUTE);
		return (call != null && call.owner() == this) ? call : null;
	}

}
