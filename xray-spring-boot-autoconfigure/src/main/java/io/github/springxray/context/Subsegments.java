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

import java.util.function.BooleanSupplier;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.TraceSubsegment;
import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.GlobalRecorder;
import io.github.springxray.recorder.RecordingContext;
import io.github.springxray.recorder.TracingFaults;

/**
 * Begins and ends subsegments, for everything that instruments a library. No method here
 * throws, with one exception: where no segment is in progress and
 * {@code xray.context-missing} is {@code fail}, {@link #begin(String)} does.
 */
public final class Subsegments {

	private final AWSXRayRecorder recorder;

	private final TracingFaults faults;

	/**
	 * Create an instance for a recorder.
	 * @param recorder the recorder whose context is used
	 * @param faults where faults of tracing are counted
	 */
	public Subsegments(AWSXRayRecorder recorder, TracingFaults faults) {
		this.recorder = recorder;
		this.faults = faults;
	}

	/**
	 * Return what uses the recorder of the static API, for those that are static as well.
	 * @return what begins subsegments, {@code null} where nothing is current
	 */
	static @Nullable Subsegments whereCurrent() {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		if (recorder == null) {
			return null;
		}
		try {
			return (recorder.getTraceEntity() != null) ? ofStaticApi(recorder) : null;
		}
		catch (RuntimeException | LinkageError ex) {
			GlobalRecorder.faults().record("reading the current entity", ex);
			return null;
		}
	}

	private static Subsegments ofStaticApi(AWSXRayRecorder recorder) {
		return new Subsegments(recorder, GlobalRecorder.faults());
	}

	/**
	 * Return what is current on the calling thread.
	 * @return the segment or subsegment, or {@code null} if there is none
	 */
	public @Nullable Entity current() {
		try {
			return current(contextOfOurs());
		}
		catch (Throwable ex) {
			this.faults.record("reading the current entity", ex);
			return null;
		}
	}

	/**
	 * Begin a subsegment of what is current and make it current. Without a recording
	 * parent nothing is begun.
	 * @param name what to call it; made legal where it is not
	 * @return the scope to end, on whichever thread
	 * @throws SegmentNotFoundException if no segment is in progress and
	 * {@code xray.context-missing} is {@code fail}
	 */
	public TraceScope begin(String name) {
		XRaySegmentContext context = null;
		Entity parent = null;
		try {
			context = contextOfOurs();
			parent = current(context);
		}
		catch (Throwable ex) {
			this.faults.record("reading the current entity", ex);
		}
		if (parent != null && !Entities.isRecording(parent) && !(parent instanceof FacadeSegment)) {
			return TraceScope.none();
		}
		try {
			Subsegment subsegment = (context != null) ? context.beginSubsegment(this.recorder, name)
					: this.recorder.beginSubsegment(SegmentNames.sanitize(name));
			if (current(context) != subsegment) {
				return TraceScope.none();
			}
			if (parent == null && !subsegment.shouldPropagate()) {
				restore(subsegment.getParent());
				return TraceScope.none();
			}
			return TraceScope.current(subsegment, parent);
		}
		catch (SegmentNotFoundException ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.faults.record("beginning a subsegment", ex);
			restore(parent);
			return TraceScope.none();
		}
	}

	/**
	 * Begin a subsegment of a given parent that is current on no thread, for work whose
	 * threads are not known.
	 * @param name what to call it; made legal where it is not
	 * @param parent what it belongs to, {@code null} for nothing
	 * @return the scope to end, on whichever thread
	 */
	public TraceScope begin(String name, @Nullable Entity parent) {
		if (parent == null || !Entities.isRecording(parent)) {
			return TraceScope.none();
		}
		try {
			XRaySegmentContext context = context();
			return (context != null) ? TraceScope.detached(context.open(parent, name)) : TraceScope.none();
		}
		catch (Throwable ex) {
			this.faults.record("beginning a subsegment", ex);
			return TraceScope.none();
		}
	}

	/**
	 * Say, where the application asks for it, that a call of a traced library is in no
	 * trace because nothing is current. Never throws.
	 * @param call what is not recorded, as the beginning of a sentence
	 */
	public void outside(String call) {
		if (this.recorder.getContextMissingStrategy() instanceof ReportingContextMissingStrategy strategy) {
			safely("logging a call outside of a segment", () -> strategy.outside(call));
		}
	}

	/**
	 * Leave a scope open but let the calling thread go on with what was current before
	 * it.
	 * @param scope the scope, begun on the calling thread
	 */
	public void detach(TraceScope scope) {
		if (scope.isCurrentHere()) {
			Entity current = current();
			scope.leaveThread();
			leave(scope.entity(), current, scope.previous());
		}
	}

	/**
	 * Let the calling thread go on with what was current before something that needs no
	 * scope.
	 */
	void leave(Entity entity, @Nullable Entity previous) {
		leave(entity, current(), previous);
	}

	private void leave(@Nullable Entity entity, @Nullable Entity current, @Nullable Entity before) {
		if (current != null && !Entities.isBeneath(current, entity)) {
			return;
		}
		Entity previous = Entities.nearestOpen(before);
		boolean endedHere = current == null && previous instanceof Segment segment && Departures.hasLeft(segment);
		if (!endedHere) {
			restore(previous);
		}
	}

	/**
	 * End exactly what the scope began. A second call does nothing.
	 * @param scope the scope
	 * @param error what went wrong, recorded on the subsegment that failed; {@code null}
	 * if nothing did
	 */
	public void end(TraceScope scope, @Nullable Throwable error) {
		Entity entity = scope.entity();
		if (entity == null) {
			return;
		}
		try {
			if (error != null && scope.isRecording()) {
				entity.addException(error);
			}
		}
		catch (Throwable ex) {
			this.faults.record("recording an exception", ex);
		}
		try {
			finish(entity);
		}
		catch (Throwable ex) {
			this.faults.record("ending a segment or subsegment", ex);
		}
		detach(scope);
	}

	/**
	 * Give a subsegment another name, as its library knows the right one only later.
	 * @param scope the scope of the subsegment
	 * @param name what to call it; made legal where it is not
	 */
	public void rename(TraceScope scope, String name) {
		if (scope.entity() instanceof TraceSubsegment subsegment && subsegment.isRecording()) {
			subsegment.rename(SegmentNames.sanitize(name));
		}
	}

	/**
	 * Make an entity current on the calling thread, where work that belongs to it goes
	 * on.
	 * @param entity the entity, {@code null} for none
	 * @return to be closed on the same thread
	 */
	public CurrentEntity makeCurrent(@Nullable Entity entity) {
		Entity previous = current();
		Carried.add(entity);
		if (previous != entity) {
			restore(entity);
		}
		return () -> {
			boolean other = current() != previous;
			Carried.remove(entity);
			if (other) {
				restore(previous);
			}
		};
	}

	/**
	 * Run something that touches an entity, such as putting annotations on it. What it
	 * throws is counted and goes no further.
	 * @param place what is being done, one of a small fixed set
	 * @param work what to do
	 */
	public void safely(String place, Runnable work) {
		try {
			work.run();
		}
		catch (Throwable ex) {
			this.faults.record(place, ex);
		}
	}

	/**
	 * Ask something that touches an entity. What it throws is counted and goes no
	 * further.
	 * @param place what is being done, one of a small fixed set
	 * @param work what to ask
	 * @return the answer, {@code false} if there is none
	 */
	public boolean safelyAsk(String place, BooleanSupplier work) {
		try {
			return work.getAsBoolean();
		}
		catch (Throwable ex) {
			this.faults.record(place, ex);
			return false;
		}
	}

	void fault(String place, Throwable fault) {
		this.faults.record(place, fault);
	}

	/**
	 * Return what is to be current where something is carried: the same, what stands for
	 * it if it has left, or nothing if that was too long ago.
	 */
	static @Nullable Entity lateOrSame(Entity entity) {
		if (CapturedTrace.isTooLate(entity.getParentSegment())) {
			return null;
		}
		AWSXRayRecorder recorder = CapturedTrace.hasLeft(entity) ? GlobalRecorder.get() : null;
		return (recorder != null) ? ofStaticApi(recorder).late(LateSegment.Trace.of(entity)) : entity;
	}

	/**
	 * Return what stands for something that has left.
	 */
	@Nullable Entity late(LateSegment.Trace trace) {
		XRaySegmentContext context = context();
		return (context != null) ? context.late(trace) : null;
	}

	void restore(@Nullable Entity entity) {
		try {
			SegmentContext context = this.recorder.getSegmentContextResolverChain().resolve();
			if (context != null) {
				boolean byHand = Carried.isByHand(entity);
				context.setTraceEntity(entity);
				Carried.putBack(entity, byHand);
			}
		}
		catch (Throwable ex) {
			this.faults.record("setting the current entity", ex);
		}
	}

	private void finish(Entity entity) {
		XRaySegmentContext context = context();
		if (entity instanceof Subsegment subsegment) {
			if (context != null) {
				context.finish(subsegment);
			}
			else {
				this.recorder.endSubsegment(subsegment);
			}
		}
		else if (entity instanceof Segment segment && segment.isRecording()) {
			if (context != null) {
				context.finish(segment);
			}
			else if (segment.end()) {
				this.recorder.sendSegment(segment);
			}
		}
	}

	private @Nullable XRaySegmentContext contextOfOurs() {
		return (RecordingContext.of(this.recorder) instanceof XRaySegmentContext context) ? context : null;
	}

	/**
	 * What is current, for somebody who knows the context if it is ours.
	 */
	private @Nullable Entity current(@Nullable XRaySegmentContext ours) {
		return (ours != null) ? ours.getTraceEntity() : this.recorder.getTraceEntity();
	}

	private @Nullable XRaySegmentContext context() {
		return (this.recorder.getSegmentContextResolverChain().resolve() instanceof XRaySegmentContext context)
				? context : null;
	}

}
