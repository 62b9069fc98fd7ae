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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.DummySegment;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceID;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.recorder.TracingFaults;

/**
 * In Lambda the service itself sends the segment of an invocation, and what a function
 * records are subsegments of it. The segment's id and the sampling decision come with
 * each invocation in its environment. Where nothing else is current the segment of the
 * invocation is, so that what a plain function calls has a parent.
 */
@SuppressWarnings("deprecation")
final class LambdaSegmentContext extends XRaySegmentContext {

	private static final Log logger = LogFactory.getLog(LambdaSegmentContext.class);

	private final Supplier<@Nullable AWSXRayRecorder> recorder;

	private final ThreadLocal<@Nullable Discarded> discarded = new ThreadLocal<>();

	private final AtomicBoolean said = new AtomicBoolean();

	private volatile @Nullable Invocation latest;

	LambdaSegmentContext(TracingFaults faults, EntityFactory entities, @Nullable CurrentEntityListener current,
			Supplier<@Nullable AWSXRayRecorder> recorder) {
		super(faults, entities, current);
		this.recorder = recorder;
	}

	/**
	 * What is current, unless a thread brought it along from an invocation before.
	 */
	@Override
	public @Nullable Entity getTraceEntity() {
		Entity current = ThreadLocalStorage.get();
		if (current != null && !(current.getParentSegment() instanceof FacadeSegment)) {
			current = super.getTraceEntity();
			if (current != null) {
				return current;
			}
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

	/**
	 * Lambda takes no segments. What is begun beneath this one belongs to the invocation
	 * or to whatever else is current.
	 */
	@Override
	public Segment newSegment(AWSXRayRecorder recorder, String name, @Nullable TraceID traceId,
			@Nullable String parentId) {
		if (this.said.compareAndSet(false, true)) {
			logger.warn("The segment '" + name + "' is not recorded, nor are others that the application begins: in "
					+ "AWS Lambda the segment of an invocation comes from Lambda itself. What is begun beneath it "
					+ "is recorded as a part of the invocation.");
		}
		Entity current = getTraceEntity();
		TraceID known = (current != null) ? current.getParentSegment().getTraceId() : traceId;
		return new DiscardedSegment(recorder, (known != null) ? known : TraceID.create(recorder));
	}

	@Override
	public boolean isDecided() {
		return true;
	}

	@Override
	public void begin(AWSXRayRecorder recorder, Segment segment) {
		if (segment instanceof DiscardedSegment) {
			getTraceEntity();
			String header = invocationHeader();
			Discarded outer = this.discarded.get();
			boolean sameInvocation = outer != null && Objects.equals(outer.header(), header);
			this.discarded.set(new Discarded(ThreadLocalStorage.get(), header, sameInvocation ? outer : null));
		}
		else {
			super.begin(recorder, segment);
		}
	}

	/**
	 * The segment of the invocation is not ours to end, and a request in it stays current
	 * until it has ended itself.
	 */
	@Override
	public void end(AWSXRayRecorder recorder) {
		Entity held = ThreadLocalStorage.get();
		Discarded latest = this.discarded.get();
		boolean inInvocation = held == null || held.getParentSegment() instanceof FacadeSegment;
		if (!inInvocation && (latest == null || !latest.isWithin(held))) {
			super.end(recorder);
			return;
		}
		if (latest == null) {
			return;
		}
		if (latest.outer() != null) {
			this.discarded.set(latest.outer());
		}
		else {
			this.discarded.remove();
		}
		if (Objects.equals(latest.header(), invocationHeader()) && held != latest.current()) {
			setTraceEntity(latest.current());
		}
	}

	@Override
	public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
		if (getTraceEntity() != null) {
			return super.beginSubsegment(recorder, name);
		}
		return beginCurrent(InvocationSegment.of(recorder, environment()), name);
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

	/**
	 * Where a segment was begun that is not recorded.
	 *
	 * @param current what was current and is to be again
	 * @param header the invocation
	 * @param outer the one that it was begun in
	 */
	private record Discarded(@Nullable Entity current, @Nullable String header, @Nullable Discarded outer) {

		boolean isWithin(@Nullable Entity held) {
			return this.current != null && held != null && this.current.getParentSegment() == held.getParentSegment();
		}

	}

	/**
	 * Stands for a segment that is not recorded, and is never current.
	 */
	private static final class DiscardedSegment extends DummySegment {

		DiscardedSegment(AWSXRayRecorder recorder, TraceID traceId) {
			super(recorder, traceId);
		}

		@Override
		public void close() {
			getCreator().endSegment();
		}

	}

}
