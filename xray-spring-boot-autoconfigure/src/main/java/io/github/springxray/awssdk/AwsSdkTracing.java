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

import java.util.List;

import com.amazonaws.xray.entities.Entity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

import io.github.springxray.context.Subsegments;
import io.github.springxray.http.TraceHeaders;

/**
 * What the calls of all clients have in common while an application runs.
 */
final class AwsSdkTracing implements InitializingBean, DisposableBean {

	/**
	 * Whoever waits for messages does so outside of any segment, all the time.
	 */
	private static final String RECEIVE = "ReceiveMessage";

	private final Subsegments subsegments;

	private final TraceHeaders headers;

	private final boolean lambda;

	private final CallParameters parameters;

	private final ExcludedCalls excluded;

	private final List<AwsSdkSubsegmentCustomizer> customizers;

	private final @Nullable OtherInterceptors others;

	private final CallChains chains = new CallChains();

	AwsSdkTracing(Subsegments subsegments, TraceHeaders headers, boolean lambda, XRayAwsSdkProperties properties,
			List<AwsSdkSubsegmentCustomizer> customizers, @Nullable OtherInterceptors others) {
		this.subsegments = subsegments;
		this.headers = headers;
		this.lambda = lambda;
		this.parameters = new CallParameters(properties.isRecordKeys());
		this.excluded = new ExcludedCalls(properties.getExclude());
		this.customizers = List.copyOf(customizers);
		this.others = others;
	}

	/**
	 * Take a call down. Nothing is recorded yet: the SDK may find that it cannot be made
	 * at all, and tells nobody then.
	 */
	void begin(XRayAwsSdkInterceptor owner, Context.BeforeExecution context, ExecutionAttributes attributes) {
		if (this.others != null) {
			OtherInterceptors others = this.others;
			this.subsegments.safely("silencing interceptors of the X-Ray SDK",
					() -> others.silence(context, attributes));
		}
		this.subsegments.safely("beginning an AWS call",
				() -> attributes.putAttribute(AwsCall.ATTRIBUTE, call(owner, context.request(), attributes)));
	}

	private @Nullable AwsCall call(XRayAwsSdkInterceptor owner, SdkRequest request, ExecutionAttributes attributes) {
		String service = AwsServiceNames.of(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
		String operation = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
		Entity current = this.subsegments.current();
		Entity parent = (current != null) ? current : this.chains.callerOf(service, operation, request);
		if (isPresigning(attributes) || this.excluded.contain(service, operation)) {
			return null;
		}
		if (parent == null && !this.lambda) {
			if (!RECEIVE.equals(operation)) {
				this.subsegments.outside("A call of " + service);
			}
			return null;
		}
		if (parent != null) {
			this.chains.begin(service, operation, request, parent);
		}
		return new AwsCall(this, owner, parent, service, operation, attributes);
	}

	/**
	 * Take down what completes on the current thread, traced or not.
	 */
	void completed(@Nullable AwsCall call, SdkRequest request, @Nullable SdkResponse response) {
		this.subsegments.safely("looking for calls that follow", () -> this.chains
			.end((call != null) ? call.operation() : null, request, response, (call != null) ? call.parent() : null));
	}

	/**
	 * A presigned URL is no call, and whoever makes one with it would have to send the
	 * header that was signed.
	 */
	@SuppressWarnings("deprecation")
	private static boolean isPresigning(ExecutionAttributes attributes) {
		return attributes.getAttribute(AwsSignerExecutionAttribute.PRESIGNER_EXPIRATION) != null;
	}

	Subsegments subsegments() {
		return this.subsegments;
	}

	TraceHeaders headers() {
		return this.headers;
	}

	CallParameters parameters() {
		return this.parameters;
	}

	List<AwsSdkSubsegmentCustomizer> customizers() {
		return this.customizers;
	}

	@Override
	public void afterPropertiesSet() {
		XRayAwsSdkInterceptor.CONTEXTS.started(this);
	}

	@Override
	public void destroy() {
		XRayAwsSdkInterceptor.CONTEXTS.closed(this);
	}

}
