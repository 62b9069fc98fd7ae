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

import java.util.Locale;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import io.github.springxray.recorder.TracingFaults;

/**
 * In Lambda the service itself sends the segment of an invocation, and what a function
 * records are subsegments of it. The segment's id and the sampling decision come with
 * each invocation in its environment. Where nothing else is current the segment of the
 * invocation is, so that what a plain function calls has a parent.
 */
@SuppressWarnings("deprecation")
final class LambdaSegmentContext extends XRaySegmentContext {

	private final Supplier<@Nullable AWSXRayRecorder> recorder;

	private volatile @Nullable Invocation latest;

	LambdaSegmentContext(TracingFaults faults, Supplier<@Nullable AWSXRayRecorder> recorder) {
		super(faults);
		this.recorder = recorder;
	}

	/**
	 * What is current, unless a thread brought it along from an invocation before.
	 */
	@Override
	public @Nullable Entity getTraceEntity() {
		Entity current = ThreadLocalStorage.get();
		if (current != null && !(current.getParentSegment() instanceof FacadeSegment)) {
			return current;
		}
		Invocation invocation = invocation();
		if (current == null || invocation == null) {
			return (current != null || invocation == null) ? current : invocation.segment();
		}
		if (invocation.hasSegment(current.getParentSegment())) {
			return current;
		}
		clearTraceEntity();
		return invocation.segment();
	}

	/**
	 * The segment of the invocation is not kept where it is current by itself: the thread
	 * would have it in the next one.
	 */
	@Override
	public void setTraceEntity(@Nullable Entity entity) {
		boolean byItself = false;
		if (entity instanceof FacadeSegment facade) {
			Invocation invocation = invocation();
			byItself = invocation != null && invocation.hasSegment(facade);
		}
		super.setTraceEntity(byItself ? null : entity);
	}

	@Override
	public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
		if (getTraceEntity() != null) {
			return super.beginSubsegment(recorder, name);
		}
		Subsegment subsegment = open(InvocationSegment.of(recorder, environment()), name);
		setTraceEntity(subsegment);
		return subsegment;
	}

	/**
	 * Each root has a segment of its own, whose count of subsegments decides when they
	 * are streamed.
	 */
	@Override
	Entity parentOf(Entity entity) {
		return (entity instanceof InvocationSegment segment) ? segment.another() : entity;
	}

	/**
	 * The invocation that the calling thread works for, {@code null} if there is none.
	 */
	private @Nullable Invocation invocation() {
		String header = invocationHeader();
		Invocation known = this.latest;
		if (header == null || (known != null && known.header().equals(header))) {
			return (header != null) ? known : null;
		}
		TraceHeader parsed = environment();
		AWSXRayRecorder recorder = (parsed.getRootTraceId() != null) ? this.recorder.get() : null;
		if (recorder == null) {
			return null;
		}
		Invocation created = new Invocation(header, InvocationSegment.of(recorder, parsed));
		this.latest = created;
		return created;
	}

	/**
	 * The SDK makes a new id of one that is none.
	 */
	private static TraceHeader environment() {
		TraceHeader header = com.amazonaws.xray.contexts.LambdaSegmentContext.getTraceHeaderFromEnvironment();
		String text = invocationHeader();
		TraceID root = header.getRootTraceId();
		if (root != null && (text == null || !text.toLowerCase(Locale.ROOT).contains(root.toString()))) {
			header.setRootTraceId(null);
		}
		return header;
	}

	/**
	 * Where the SDK looks, which drops the fields that it does not know.
	 */
	static @Nullable String invocationHeader() {
		String header = SdkInternalThreadLocal.get("AWS_LAMBDA_X_TRACE_ID");
		if (!hasText(header)) {
			header = System.getenv("_X_AMZN_TRACE_ID");
		}
		if (!hasText(header)) {
			header = System.getProperty("com.amazonaws.xray.traceHeader");
		}
		return hasText(header) ? header : null;
	}

	private static boolean hasText(@Nullable String header) {
		return header != null && !header.isEmpty();
	}

	/**
	 * An invocation.
	 *
	 * @param header its trace header
	 * @param segment its segment
	 */
	private record Invocation(String header, InvocationSegment segment) {

		/**
		 * One trace may have several invocations, and one invocation several objects.
		 */
		boolean hasSegment(Segment other) {
			return other == this.segment || (this.segment.getTraceId().equals(other.getTraceId())
					&& (!this.segment.isJoined() || this.segment.getId().equals(other.getId())));
		}

	}

}
