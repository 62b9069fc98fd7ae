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

package io.github.springxray.recorder;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.AWSLogReference;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.strategy.StreamingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The recorder that is behind the static API. What it is asked to begin and end, its
 * context does. The application gets back from it the emitter, strategies and listeners
 * that it was given, and not what guards them.
 */
class XRayRecorder extends AWSXRayRecorder {

	private Set<AWSLogReference> references;

	private boolean forcedTraceIds;

	private volatile @Nullable SegmentFilters filters;

	private volatile @Nullable TracingFaults faults;

	private volatile @Nullable GuardedEmitter guard;

	private volatile @Nullable RuntimeContext runtime;

	private volatile @Nullable TracingSwitch control;

	/**
	 * Read by all threads, and written by one that finds out later.
	 */
	private volatile @Nullable String origin;

	/**
	 * Never called: the SDK's constructor, which this one calls, is what is to be
	 * avoided.
	 */
	XRayRecorder() {
		this.references = ConcurrentHashMap.newKeySet();
	}

	static <T extends XRayRecorder> T create(Class<T> type) throws ReflectiveOperationException {
		T recorder = BareRecorders.create(type);
		((XRayRecorder) recorder).references = ConcurrentHashMap.newKeySet();
		return recorder;
	}

	/**
	 * From now on, keep what the emitter and the streaming strategy throw away from the
	 * application.
	 */
	void guard(SegmentFilters filters, TracingFaults faults) {
		this.filters = filters;
		this.faults = faults;
		setEmitter(super.getEmitter());
	}

	@Nullable TracingFaults faults() {
		return this.faults;
	}

	/**
	 * From now on, begin nothing that is recorded while tracing is switched off.
	 */
	void obey(TracingSwitch control) {
		this.control = control;
	}

	private boolean isOff() {
		TracingSwitch obeyed = this.control;
		return obeyed != null && obeyed.isOff();
	}

	/**
	 * Return what sends the entities of a recorder.
	 */
	static @Nullable GuardedEmitter guardOf(AWSXRayRecorder recorder) {
		if (recorder instanceof XRayRecorder own) {
			return own.guard;
		}
		return (recorder.getEmitter() instanceof GuardedEmitter guarded) ? guarded : null;
	}

	/**
	 * Return the streaming strategy of a recorder, such that it harms nobody.
	 */
	static StreamingStrategy streamingOf(AWSXRayRecorder recorder) {
		return (recorder instanceof XRayRecorder own) ? own.guardedStreaming() : recorder.getStreamingStrategy();
	}

	/**
	 * Return the streaming strategy of a recorder as it was given.
	 */
	static StreamingStrategy ownStreamingOf(AWSXRayRecorder recorder) {
		return (recorder instanceof XRayRecorder own) ? own.givenStreaming() : recorder.getStreamingStrategy();
	}

	private StreamingStrategy givenStreaming() {
		return super.getStreamingStrategy();
	}

	private StreamingStrategy guardedStreaming() {
		StreamingStrategy own = super.getStreamingStrategy();
		TracingFaults counted = this.faults;
		return (counted != null) ? new GuardedStreamingStrategy(own, counted) : own;
	}

	private @Nullable RecordingContext context() {
		return (getSegmentContextResolverChain().resolve() instanceof RecordingContext own) ? own : null;
	}

	/**
	 * A context of the SDK sends by itself what it finds here.
	 */
	private boolean isGuardNeeded() {
		SegmentContext context = getSegmentContextResolverChain().resolve();
		return context != null && !(context instanceof RecordingContext);
	}

	@Override
	public Segment beginSegment(String name) {
		if (isOff()) {
			return beginNoOpSegment(TraceID.create(this));
		}
		RecordingContext context = context();
		return (context != null) ? begin(context, context.newSegment(this, name, null, null))
				: super.beginSegment(name);
	}

	@Override
	public Segment beginSegment(String name, @Nullable TraceID traceId, @Nullable String parentId) {
		if (isOff()) {
			return beginNoOpSegment((traceId != null) ? traceId : TraceID.create(this));
		}
		RecordingContext context = context();
		return (context != null) ? begin(context, context.newSegment(this, name, traceId, parentId))
				: super.beginSegment(name, traceId, parentId);
	}

	@Override
	public Segment beginSegmentWithSampling(String name) {
		RecordingContext context = context();
		return (context != null && context.isDecided()) ? beginSegment(name) : super.beginSegmentWithSampling(name);
	}

	@Override
	public Segment beginNoOpSegment() {
		return beginNoOpSegment(this.forcedTraceIds ? TraceID.create(this) : TraceID.invalid());
	}

	@Override
	public Segment beginNoOpSegment(TraceID traceId) {
		RecordingContext context = context();
		return (context != null) ? begin(context, context.newUnrecordedSegment(this, traceId))
				: super.beginNoOpSegment(traceId);
	}

	private Segment begin(RecordingContext context, Segment segment) {
		if (segment.isRecording()) {
			runtime().put(segment);
			String origin = this.origin;
			if (origin != null) {
				segment.setOrigin(origin);
			}
		}
		context.begin(this, segment);
		return segment;
	}

	private RuntimeContext runtime() {
		RuntimeContext known = this.runtime;
		if (known == null || !known.isOf(this)) {
			known = RuntimeContext.of(this, this.references);
			this.runtime = known;
		}
		return known;
	}

	@Override
	public void endSegment() {
		RecordingContext context = context();
		if (context != null) {
			context.end(this);
		}
		else {
			super.endSegment();
		}
	}

	@Override
	public void endSubsegment(@Nullable Subsegment subsegment) {
		RecordingContext context = context();
		if (context != null && subsegment != null) {
			context.end(subsegment);
		}
		else {
			super.endSubsegment(subsegment);
		}
	}

	/**
	 * What is still in progress may be sent any number of times, and once when it has
	 * ended.
	 */
	@Override
	public boolean sendSegment(Segment segment) {
		GuardedEmitter emitter = this.guard;
		if (emitter == null || !segment.isSampled()) {
			return super.sendSegment(segment);
		}
		if (segment.isInProgress()) {
			return emitter.sendInProgress(segment);
		}
		RecordingContext context = context();
		if (context != null) {
			return context.send(segment);
		}
		// A context of the SDK tells nobody that a segment is about to end
		emitter.beforeEnd(segment);
		return Departures.of(segment).claimLeaving() && emitter.sendSegment(segment);
	}

	@Override
	public boolean sendSubsegment(Subsegment subsegment) {
		GuardedEmitter emitter = this.guard;
		return (emitter != null && subsegment.getParentSegment().isSampled()) ? emitter.sendSubsegment(subsegment)
				: super.sendSubsegment(subsegment);
	}

	@Override
	@Deprecated
	public @Nullable Entity getThreadLocal() {
		return (context() != null) ? getTraceEntity() : super.getThreadLocal();
	}

	@Override
	public Emitter getEmitter() {
		Emitter emitter = this.guard;
		return (emitter != null && isGuardNeeded()) ? emitter : super.getEmitter();
	}

	@Override
	public void setEmitter(Emitter emitter) {
		super.setEmitter(emitter);
		SegmentFilters asked = this.filters;
		TracingFaults counted = this.faults;
		if (asked != null && counted != null && emitter != null) {
			this.guard = new GuardedEmitter(emitter, asked, counted);
		}
	}

	@Override
	public StreamingStrategy getStreamingStrategy() {
		return isGuardNeeded() ? guardedStreaming() : super.getStreamingStrategy();
	}

	@Override
	public void addAllLogReferences(Set<AWSLogReference> logReferences) {
		super.addAllLogReferences(logReferences);
		this.references.addAll(logReferences);
		this.runtime = null;
	}

	@Override
	@SuppressWarnings("NullAway")
	public @Nullable String getOrigin() {
		return this.origin;
	}

	@Override
	@SuppressWarnings("NullAway")
	public void setOrigin(@Nullable String origin) {
		super.setOrigin(origin);
		this.origin = origin;
	}

	@Override
	public void setForcedTraceIdGeneration(boolean alwaysCreateTraceId) {
		super.setForcedTraceIdGeneration(alwaysCreateTraceId);
		this.forcedTraceIds = alwaysCreateTraceId;
	}

}
