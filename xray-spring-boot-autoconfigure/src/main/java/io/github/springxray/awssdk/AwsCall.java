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

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Namespace;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * A call of the AWS SDK, with all its attempts. Its subsegment begins when the request is
 * about to be sent, or earlier where the request itself carries the trace, as a child of
 * what was current where the call was made. It ends once, on whichever thread. No method
 * here throws.
 */
final class AwsCall {

	static final ExecutionAttribute<AwsCall> ATTRIBUTE = attribute();

	static final String METADATA = "aws_sdk";

	private final AwsSdkTracing tracing;

	private final XRayAwsSdkInterceptor owner;

	private final @Nullable Entity parent;

	private final String service;

	private final String operation;

	private final @Nullable Region region;

	private final Instant start = Instant.now();

	private final Attempts attempts = new Attempts();

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable Entity caller;

	private volatile TraceScope scope = TraceScope.none();

	AwsCall(AwsSdkTracing tracing, XRayAwsSdkInterceptor owner, @Nullable Entity parent, String service,
			String operation, ExecutionAttributes attributes) {
		this.tracing = tracing;
		this.owner = owner;
		this.parent = parent;
		this.service = service;
		this.operation = operation;
		this.region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
	}

	/**
	 * Names are unique in a JVM, and class loaders may share the SDK but not this class.
	 */
	private static ExecutionAttribute<AwsCall> attribute() {
		String name = AwsCall.class.getName();
		try {
			return new ExecutionAttribute<>(name);
		}
		catch (IllegalArgumentException ex) {
			return new ExecutionAttribute<>(name + "@" + System.identityHashCode(AwsCall.class));
		}
	}

	XRayAwsSdkInterceptor owner() {
		return this.owner;
	}

	String operation() {
		return this.operation;
	}

	@Nullable Entity parent() {
		return this.parent;
	}

	Attempts attempts() {
		return this.attempts;
	}

	/**
	 * Let the request carry the trace, if it is one that does.
	 */
	SdkRequest modify(SdkRequest request) {
		SdkRequest[] modified = { request };
		Entity parent = this.parent;
		if (parent != null) {
			subsegments().safely("looking for a copied trace header",
					() -> modified[0] = HttpCarrier.withoutCopy(request, isOwn(parent)));
		}
		if (RequestCarriers.carries(this.service, this.operation)) {
			subsegments().safely("putting the trace into an AWS request", () -> {
				Entity caller = open(request);
				String header = this.tracing.headers().toXRay(caller);
				if (header != null) {
					modified[0] = RequestCarriers.put(modified[0], header, isOwn(caller));
				}
			});
		}
		return modified[0];
	}

	/**
	 * Set the header, which has to be there when the request is signed.
	 */
	SdkHttpRequest modify(Context.ModifyHttpRequest context) {
		SdkHttpRequest[] modified = { context.httpRequest() };
		subsegments().safely("beginning an AWS call", () -> {
			Entity caller = open(context.request());
			if (!HttpCarrier.isPresent(context, isOwn(caller))) {
				String header = this.tracing.headers().toXRay(caller);
				modified[0] = (header != null) ? HttpCarrier.put(context.httpRequest(), header) : modified[0];
			}
		});
		return modified[0];
	}

	private Predicate<@Nullable String> isOwn(Entity caller) {
		return (value) -> this.tracing.headers().isOwn(caller, value);
	}

	/**
	 * Begin the subsegment, once.
	 * @return what calls, recorded or not
	 */
	private Entity open(SdkRequest request) {
		Entity caller = this.caller;
		if (caller == null) {
			this.scope = (this.parent != null) ? subsegments().begin(this.service, this.parent) : beginInLambda();
			Entity entity = this.scope.entity();
			caller = (entity != null) ? entity : this.parent;
			if (caller == null) {
				throw new IllegalStateException("No invocation is in progress");
			}
			this.caller = caller;
			record((subsegment) -> describe(subsegment, request));
			customize(request);
		}
		return caller;
	}

	/**
	 * Where nothing is current, a call belongs to the invocation itself.
	 */
	private TraceScope beginInLambda() {
		TraceScope scope = subsegments().begin(this.service);
		subsegments().detach(scope);
		return scope;
	}

	private void describe(Subsegment subsegment, SdkRequest request) {
		subsegment.setStartTime(this.start.getEpochSecond() + this.start.getNano() / 1000 / 1_000_000.0);
		subsegment.setNamespace(Namespace.AWS.toString());
		subsegment.putAws("operation", this.operation);
		if (this.region != null) {
			subsegment.putAws("region", this.region.id());
		}
		subsegment.putAllAws(this.tracing.parameters().of(this.service, request));
	}

	private void customize(SdkRequest request) {
		for (AwsSdkSubsegmentCustomizer customizer : this.tracing.customizers()) {
			if (this.scope.isRecording() && this.scope.entity() instanceof Subsegment subsegment) {
				subsegments().safely("an AWS subsegment customizer", () -> customizer.customize(subsegment, request));
			}
		}
	}

	void succeeded(SdkResponse response, SdkHttpResponse httpResponse) {
		end((subsegment) -> {
			CallResult.record(subsegment, httpResponse);
			CallResult.recordRequestId(subsegment, response);
			subsegment.putAllAws(this.tracing.parameters().ofAnswer(this.service, response));
		});
	}

	void failed(Context.FailedExecution context) {
		end((subsegment) -> {
			context.httpResponse().ifPresent((response) -> CallResult.record(subsegment, response));
			new CallFailure(context.exception()).record(subsegment);
		});
	}

	private void end(Consumer<Subsegment> recording) {
		if (this.ended.compareAndSet(false, true)) {
			record((subsegment) -> {
				subsegment.putAws("retries", this.attempts.retries());
				if (this.attempts.retries() > 0) {
					subsegment.putMetadata(METADATA, "attempts", this.attempts.outcomes());
				}
			});
			record(recording);
			subsegments().end(this.scope, null);
		}
	}

	private void record(Consumer<Subsegment> recording) {
		if (this.scope.isRecording() && this.scope.entity() instanceof Subsegment subsegment) {
			subsegments().safely("recording an AWS call", () -> recording.accept(subsegment));
		}
	}

	private Subsegments subsegments() {
		return this.tracing.subsegments();
	}

}
