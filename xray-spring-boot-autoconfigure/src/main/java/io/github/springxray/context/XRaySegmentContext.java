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

import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.recorder.RecordingContext;
import io.github.springxray.recorder.TracingFaults;

/**
 * The context behind the recorder and so behind the SDK's static API. It differs from the
 * SDK's in what is hard to see and costs traces: a child belongs to the recorder of its
 * parent, whichever recorder is the global one; a segment is sent when it ends, with what
 * is still open marked as in progress; no thread keeps an entity that has ended.
 */
@SuppressWarnings("deprecation")
class XRaySegmentContext implements RecordingContext {

	private final Listeners listeners;

	private final Endings endings;

	private final EntityFactory entities;

	private final @Nullable CurrentEntityListener current;

	XRaySegmentContext(TracingFaults faults, EntityFactory entities, @Nullable CurrentEntityListener current) {
		this.entities = entities;
		this.current = current;
		this.listeners = new Listeners(faults);
		this.endings = new Endings(this.listeners, faults);
	}

	@Override
	public void setTraceEntity(@Nullable Entity entity) {
		if (entity == null) {
			clearTraceEntity();
			return;
		}
		this.listeners.tell(entity.getCreator(), entity,
				(listener, current) -> listener.onSetEntity(ThreadLocalStorage.get(), current));
		if (LeftOvers.isLeftOver(entity)) {
			Carried.addByHand(entity);
		}
		ThreadLocalStorage.set(entity);
		changed(entity);
	}

	private void changed(@Nullable Entity entity) {
		CurrentEntityListener told = this.current;
		if (told != null) {
			told.changed(entity);
		}
	}

	@Override
	public void clearTraceEntity() {
		Entity previous = ThreadLocalStorage.get();
		if (previous != null) {
			this.listeners.tell(previous.getCreator(), previous, SegmentListener::onClearEntity);
			// The thread keeps an entry without a value, which the next request needs
			// again
			ThreadLocalStorage.set(null);
			changed(null);
			Carried.removeByHand();
		}
	}

	/**
	 * What is current, unless its segment has left and no scope has brought it here. A
	 * thread of a pool would go on writing into a trace that was sent long ago.
	 */
	@Override
	public @Nullable Entity getTraceEntity() {
		Entity current = ThreadLocalStorage.get();
		if (current == null || !LeftOvers.isLeftOver(current)) {
			return current;
		}
		Segment segment = current.getParentSegment();
		if (segment instanceof BegunByHand own && LeftOvers.isBegunHere(own)) {
			// It is still to be ended here, which changes nothing but what is current
			return LeftOvers.previousOf(own);
		}
		if (!LeftOvers.isOpen(current)) {
			ThreadLocalStorage.clear();
			Carried.removeByHand();
			changed(null);
			this.listeners.tell(current.getCreator(), current, SegmentListener::onClearEntity);
		}
		return null;
	}

	@Override
	public Segment newSegment(AWSXRayRecorder recorder, String name, @Nullable TraceID traceId,
			@Nullable String parentId) {
		return new RecordedSegment(this.entities, recorder, name, traceId, parentId);
	}

	final LateSegment late(LateSegment.Trace trace) {
		return new LateSegment(this.entities, trace);
	}

	@Override
	public Segment newUnrecordedSegment(AWSXRayRecorder recorder, TraceID traceId) {
		return new UnrecordedSegment(recorder, traceId);
	}

	@Override
	public boolean isDecided() {
		return false;
	}

	@Override
	public void begin(AWSXRayRecorder recorder, Segment segment) {
		if (segment instanceof BegunByHand own) {
			own.setPlace(new BegunByHand.Place(Thread.currentThread(), getTraceEntity()));
		}
		setTraceEntity(segment);
		this.listeners.tell(recorder, segment, SegmentListener::onBeginSegment);
	}

	@Override
	public void end(AWSXRayRecorder recorder) {
		Entity held = ThreadLocalStorage.get();
		if (held != null && LeftOvers.isLeftOver(held) && held.getParentSegment() instanceof BegunByHand own
				&& LeftOvers.isBegunHere(own)) {
			makeCurrent(LeftOvers.previousOf(own));
			return;
		}
		Entity current = getTraceEntity();
		if (current == null) {
			recorder.getContextMissingStrategy()
				.contextMissing("Failed to end segment: segment cannot be found.", SegmentNotFoundException.class);
			return;
		}
		Segment segment = current.getParentSegment();
		Carried.add(segment);
		try {
			if (segment.isRecording() && !(segment instanceof FacadeSegment)) {
				finish(segment);
			}
			makeCurrent((segment instanceof BegunByHand own) ? LeftOvers.previousOf(own) : null);
		}
		finally {
			Carried.remove(segment);
		}
	}

	private void makeCurrent(@Nullable Entity entity) {
		if (entity != null) {
			boolean byHand = Carried.isByHand(entity);
			setTraceEntity(entity);
			Carried.putBack(entity, byHand);
		}
		else {
			clearTraceEntity();
		}
	}

	/**
	 * A recorder of the SDK goes on after this call and would wait for open subsegments,
	 * or fail for the segment of an invocation of AWS Lambda, which is not ours to end. A
	 * no-op segment in its place makes it clear the thread and return.
	 */
	@Override
	public void endSegment(AWSXRayRecorder recorder) {
		Entity current = getTraceEntity();
		if (current != null) {
			end(recorder);
			Segment segment = current.getParentSegment();
			ThreadLocalStorage.set(Segment.noOp(segment.getTraceId(), segment.getCreator()));
		}
	}

	@Override
	public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
		Entity parent = getTraceEntity();
		if (parent == null) {
			return beginNothing(recorder, name);
		}
		return beginCurrent(parent, name);
	}

	/**
	 * Begin a child and make it current.
	 */
	final Subsegment beginCurrent(Entity beneath, String name) {
		Subsegment subsegment = create(beneath, name);
		setTraceEntity(subsegment);
		this.listeners.tell(subsegment.getCreator(), subsegment, SegmentListener::onBeginSubsegment);
		return subsegment;
	}

	/**
	 * Where something is still open that came too late for its segment, whoever ends what
	 * was not begun must not end that instead.
	 */
	private Subsegment beginNothing(AWSXRayRecorder recorder, String name) {
		recorder.getContextMissingStrategy()
			.contextMissing(
					"Failed to begin subsegment named '" + SegmentNames.sanitize(name) + "': segment cannot be found.",
					SegmentNotFoundException.class);
		Subsegment nothing = Subsegment.noOp(recorder, false);
		Entity open = ThreadLocalStorage.get();
		if (open != null && LeftOvers.isOpen(open)) {
			nothing.setParent(open);
			ThreadLocalStorage.set(nothing);
		}
		return nothing;
	}

	@Override
	public void endSubsegment(AWSXRayRecorder recorder) {
		Entity current = getTraceEntity();
		if (current == null) {
			current = ThreadLocalStorage.get();
		}
		if (!(current instanceof Subsegment subsegment)) {
			recorder.getContextMissingStrategy()
				.contextMissing("Failed to end subsegment: subsegment cannot be found.",
						SubsegmentNotFoundException.class);
			return;
		}
		Segment segment = subsegment.getParentSegment();
		boolean carried = Carried.has(segment);
		Carried.add(segment);
		try {
			finish(subsegment);
			makeCurrent(LeftOvers.isKept(subsegment.getParent(), carried) ? subsegment.getParent() : null);
		}
		finally {
			Carried.remove(segment);
		}
	}

	@Override
	public void end(Subsegment subsegment) {
		this.endings.finish(subsegment, false);
	}

	/**
	 * Begin a child without making it current, but for listeners: they may ask for what
	 * is.
	 */
	final Subsegment open(Entity beneath, String name) {
		Subsegment subsegment = create(beneath, name);
		if (subsegment.getCreator().getSegmentListeners().isEmpty()) {
			return subsegment;
		}
		Entity current = ThreadLocalStorage.get();
		ThreadLocalStorage.set(subsegment);
		Carried.add(subsegment);
		try {
			this.listeners.tell(subsegment.getCreator(), subsegment, SegmentListener::onBeginSubsegment);
		}
		finally {
			Carried.remove(subsegment);
			ThreadLocalStorage.set(current);
		}
		return subsegment;
	}

	private Subsegment create(Entity parent, String name) {
		if (!Entities.isRecording(parent)) {
			return unrecorded(parent);
		}
		RecordedSubsegment subsegment = new RecordedSubsegment(this.entities, parent, name);
		if (parent instanceof TraceEntity) {
			subsegment.join();
		}
		else {
			add(parent, subsegment);
		}
		return subsegment;
	}

	private static Subsegment unrecorded(Entity parent) {
		Subsegment subsegment = Entities.unrecorded(parent);
		if (subsegment.isRecording()) {
			add(parent, subsegment);
		}
		return subsegment;
	}

	/**
	 * Under the lock of a segment of another kind: so an emitter sees a tree that nobody
	 * changes, and needs no other lock.
	 */
	private static void add(Entity parent, Subsegment child) {
		ReentrantLock lock = Entities.lockOf(parent.getParentSegment());
		lock.lock();
		try {
			parent.addSubsegment(child);
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * End a subsegment and send what can be sent, without looking at what is current.
	 */
	final void finish(Subsegment subsegment) {
		this.endings.finish(subsegment, true);
	}

	/**
	 * End and send a segment, once, whatever is still open beneath it.
	 */
	final void finish(Segment segment) {
		this.endings.finish(segment);
	}

	@Override
	public final boolean send(Segment segment) {
		return this.endings.send(segment);
	}

}
