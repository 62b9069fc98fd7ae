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

package io.github.springxray.context;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import io.github.springxray.recorder.TracingFaults;

/**
 * In Lambda the service itself sends the segment of an invocation, and what a function
 * records are subsegments of it. The segment's id and the sampling decision come with
 * each invocation in its environment.
 */
@SuppressWarnings("deprecation")
final class LambdaSegmentContext extends XRaySegmentContext {

	LambdaSegmentContext(TracingFaults faults) {
		super(faults);
	}

	/**
	 * What is current, unless a thread brought it along from an invocation before.
	 */
	@Override
	public @Nullable Entity getTraceEntity() {
		Entity current = ThreadLocalStorage.get();
		if (current != null && current.getParentSegment() instanceof FacadeSegment) {
			TraceID invocation = environment().getRootTraceId();
			if (invocation != null && !invocation.equals(current.getTraceId())) {
				clearTraceEntity();
				return null;
			}
		}
		return current;
	}

	@Override
	public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
		if (getTraceEntity() != null) {
			return super.beginSubsegment(recorder, name);
		}
		Subsegment subsegment = open(invocation(recorder, environment()), name);
		setTraceEntity(subsegment);
		return subsegment;
	}

	private static Segment invocation(AWSXRayRecorder recorder, TraceHeader header) {
		TraceID traceId = header.getRootTraceId();
		boolean complete = traceId != null && header.getParentId() != null;
		return new InvocationSegment(recorder, (traceId != null) ? traceId : TraceID.create(recorder),
				header.getParentId(), complete ? header.getSampled() : SampleDecision.NOT_SAMPLED);
	}

	private static TraceHeader environment() {
		return com.amazonaws.xray.contexts.LambdaSegmentContext.getTraceHeaderFromEnvironment();
	}

	/**
	 * Where the SDK looks, which drops the fields that it does not know.
	 */
	static @Nullable String invocationHeader() {
		for (String header : new String[] { SdkInternalThreadLocal.get("AWS_LAMBDA_X_TRACE_ID"),
				System.getenv("_X_AMZN_TRACE_ID"), System.getProperty("com.amazonaws.xray.traceHeader") }) {
			if (header != null && !header.isEmpty()) {
				return header;
			}
		}
		return null;
	}

}
