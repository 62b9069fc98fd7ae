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

import java.util.function.Consumer;
import java.util.function.Supplier;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.SdkServletFilter;
import io.github.springxray.recorder.TracingFaults;

/**
 * Begins the entity of an incoming request, for everything that instruments a server.
 * What a pool thread still held from before is dropped. {@link Subsegments#end} ends it.
 * No method here throws.
 */
public final class Segments {

	private final AWSXRayRecorder recorder;

	private final Subsegments subsegments;

	private final TracingFaults faults;

	private final boolean lambda;

	/**
	 * Create an instance for a recorder.
	 * @param recorder the recorder that creates segments
	 * @param subsegments what begins subsegments
	 * @param faults where faults of tracing are counted
	 * @param lambda whether the application runs in AWS Lambda
	 */
	public Segments(AWSXRayRecorder recorder, Subsegments subsegments, TracingFaults faults, boolean lambda) {
		this.recorder = recorder;
		this.subsegments = subsegments;
		this.faults = faults;
		this.lambda = lambda;
	}

	/**
	 * Return whether a request is a subsegment of an invocation, whose id and sampling
	 * decision are given, rather than a segment.
	 * @return {@code true} in AWS Lambda
	 */
	public boolean inLambda() {
		return this.lambda;
	}

	/**
	 * Begin a recorded segment and make it current.
	 * @param name its name; made legal where it is not
	 * @param traceId the trace it belongs to
	 * @param parentId the id of the upstream subsegment, {@code null} if there is none
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope begin(String name, TraceID traceId, @Nullable String parentId) {
		Entity previous = leaveBehind();
		try {
			Segment segment = SdkServletFilter.beginUnasked(this.recorder, SegmentNames.sanitize(name), traceId,
					parentId);
			if (segment instanceof RecordedSegment own) {
				own.setScoped();
			}
			return TraceScope.current(segment, previous);
		}
		catch (Throwable ex) {
			this.faults.record("beginning a segment", ex);
			this.subsegments.restore(previous);
			return TraceScope.none();
		}
	}

	/**
	 * Begin a segment that carries its trace id and the decision not to sample, and
	 * nothing else.
	 * @param traceId the trace it belongs to
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope beginUnsampled(TraceID traceId) {
		return makeCurrent(unrecorded(traceId));
	}

	/**
	 * Create a segment that carries its trace id and the decision not to sample, and
	 * nothing else. It need not be ended.
	 * @param traceId the trace it belongs to
	 * @return the segment
	 */
	public Segment unrecorded(TraceID traceId) {
		return Segment.noOp(traceId, this.recorder);
	}

	/**
	 * Make a segment that is not recorded current on the calling thread.
	 * @param unrecorded the segment
	 * @return what was current before, to be given back with {@link #leave}
	 */
	public @Nullable Entity enter(Segment unrecorded) {
		Entity previous = leaveBehind();
		this.subsegments.restore(unrecorded);
		return previous;
	}

	/**
	 * Let the calling thread go on with what was current before a segment.
	 * @param unrecorded the segment
	 * @param previous what {@link #enter} has returned, on the same thread
	 */
	public void leave(Segment unrecorded, @Nullable Entity previous) {
		this.subsegments.leave(unrecorded, previous);
	}

	/**
	 * Begin a segment that is not recorded but may have to be once it has ended: it knows
	 * when it began, and has an id that others may be told.
	 * @param traceId the trace it belongs to
	 * @return the scope to end, on whichever thread
	 * @see #recordLate
	 */
	public TraceScope beginAwaited(TraceID traceId) {
		return makeCurrent(new AwaitedSegment(this.recorder, traceId));
	}

	/**
	 * Record a segment that was not recorded while it was open, and end it.
	 * @param unrecorded what was begun in its place
	 * @param name its name; made legal where it is not
	 * @param parentId the id of the upstream subsegment, {@code null} if there is none
	 * @param recording puts on it what is known of it
	 * @param error gives what was thrown, {@code null} if nothing was
	 */
	public void recordLate(Entity unrecorded, String name, @Nullable String parentId, Consumer<Segment> recording,
			Supplier<@Nullable Throwable> error) {
		TraceScope scope = begin(name, unrecorded.getTraceId(), parentId);
		if (scope.entity() instanceof Segment segment) {
			this.subsegments.safely("recording a segment late", () -> {
				segment.setStartTime(unrecorded.getStartTime());
				if (!unrecorded.getId().isEmpty()) {
					segment.setId(unrecorded.getId());
				}
				recording.accept(segment);
			});
		}
		this.subsegments.end(scope, error.get());
	}

	/**
	 * Begin something in which nothing is recorded and from which nothing propagates.
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope beginSilent() {
		Subsegment silent = Subsegment.noOp(this.recorder, false);
		silent.setParent(silent);
		return makeCurrent(silent);
	}

	/**
	 * Begin the subsegment that a request is in AWS Lambda and make it current.
	 * @param name its name; made legal where it is not
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope beginInLambda(String name) {
		leaveBehind();
		return this.subsegments.begin(name);
	}

	/**
	 * Create the id of a new trace.
	 * @return an id that starts with the current time
	 */
	public TraceID newTraceId() {
		return TraceID.create(this.recorder);
	}

	/**
	 * Return the trace header of the invocation of AWS Lambda that is going on, as Lambda
	 * gave it.
	 * @return the header, or {@code null} if there is none
	 */
	public static @Nullable String invocationHeader() {
		return LambdaSegmentContext.invocationHeader();
	}

	/**
	 * Return what the runtime of AWS Lambda says about the trace that something belongs
	 * to.
	 * @param entity the segment or subsegment
	 * @return what it says, or {@code null} if that is no invocation
	 */
	public static @Nullable InvocationTrace invocationOf(Entity entity) {
		return (entity.getParentSegment() instanceof InvocationSegment invocation) ? invocation.trace() : null;
	}

	private TraceScope makeCurrent(Entity entity) {
		Entity previous = leaveBehind();
		this.subsegments.restore(entity);
		return TraceScope.current(entity, previous);
	}

	/**
	 * The recorder complains about a segment that replaces another one.
	 */
	private @Nullable Entity leaveBehind() {
		Entity previous = this.subsegments.current();
		if (previous == null) {
			return null;
		}
		this.subsegments.restore(null);
		return Departures.hasLeft(previous.getParentSegment()) ? null : previous;
	}

}
