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

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.ThreadLocalStorage;
import com.amazonaws.xray.contexts.SegmentContext;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.TracingFaults;

/**
 * The context behind the recorder and so behind the SDK's static API. It differs from the
 * SDK's in what is hard to see and costs traces: a child belongs to the recorder of its
 * parent, whichever recorder is the global one; a segment is sent when it ends, with what
 * is still open marked as in progress; no thread keeps an entity that has ended.
 */
@SuppressWarnings("deprecation")
class XRaySegmentContext implements SegmentContext {

	private final TracingFaults faults;

	XRaySegmentContext(TracingFaults faults) {
		this.faults = faults;
	}

	@Override
	public void setTraceEntity(@Nullable Entity entity) {
		if (entity == null) {
			clearTraceEntity();
			return;
		}
		notifyListeners(entity.getCreator(), (listener) -> listener.onSetEntity(ThreadLocalStorage.get(), entity));
		ThreadLocalStorage.set(entity);
	}

	@Override
	public void clearTraceEntity() {
		Entity previous = ThreadLocalStorage.get();
		if (previous != null) {
			notifyListeners(previous.getCreator(), (listener) -> listener.onClearEntity(previous));
			ThreadLocalStorage.clear();
		}
	}

	@Override
	public Segment beginSegment(AWSXRayRecorder recorder, Segment segment) {
		if (segment.isRecording()) {
			segment.setStartTime(TraceClock.now());
		}
		return segment;
	}

	/**
	 * The recorder goes on after this call and would wait for open subsegments, or fail
	 * for the segment of an invocation of AWS Lambda, which is not ours to end. A no-op
	 * segment in its place makes it clear the thread and return.
	 */
	@Override
	public void endSegment(AWSXRayRecorder recorder) {
		Entity current = getTraceEntity();
		if (current == null || !current.getParentSegment().isRecording()) {
			return;
		}
		Segment segment = current.getParentSegment();
		if (!(segment instanceof FacadeSegment)) {
			finish(segment);
		}
		clearTraceEntity();
		ThreadLocalStorage.set(Segment.noOp(segment.getTraceId(), segment.getCreator()));
	}

	@Override
	public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
		Entity parent = getTraceEntity();
		if (parent == null) {
			recorder.getContextMissingStrategy()
				.contextMissing("Failed to begin subsegment named '" + name + "': segment cannot be found.",
						SegmentNotFoundException.class);
			return Subsegment.noOp(recorder, false);
		}
		Subsegment subsegment = open(parent, name);
		setTraceEntity(subsegment);
		return subsegment;
	}

	@Override
	public void endSubsegment(AWSXRayRecorder recorder) {
		Entity current = getTraceEntity();
		if (!(current instanceof Subsegment subsegment)) {
			recorder.getContextMissingStrategy()
				.contextMissing("Failed to end subsegment: subsegment cannot be found.",
						SubsegmentNotFoundException.class);
			return;
		}
		finish(subsegment);
		Entity parent = subsegment.getParent();
		boolean nothingLeft = parent instanceof FacadeSegment || (parent instanceof Segment && parent.isEmitted());
		setTraceEntity(nothingLeft ? null : parent);
	}

	/**
	 * Begin a child without making it current.
	 */
	final Subsegment open(Entity beneath, String name) {
		Entity parent = parentOf(beneath);
		AWSXRayRecorder recorder = parent.getCreator();
		Subsegment subsegment = Entities.isRecording(parent) ? new RecordedSubsegment(parent, name)
				: Entities.unrecorded(parent);
		if (subsegment.isRecording()) {
			add(parent, subsegment);
		}
		notifyListeners(recorder, (listener) -> listener.onBeginSubsegment(subsegment));
		return subsegment;
	}

	/**
	 * The parent of what begins beneath an entity.
	 */
	Entity parentOf(Entity entity) {
		return entity;
	}

	/**
	 * Under the lock of the segment, as all that changes the tree: so an emitter sees a
	 * tree that nobody changes, and needs no other lock.
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
		if (subsegment.isRecording() && !subsegment.isInProgress()) {
			return;
		}
		AWSXRayRecorder recorder = subsegment.getCreator();
		notifyListeners(recorder, (listener) -> listener.beforeEndSubsegment(subsegment));
		if (subsegment.getParent() instanceof FacadeSegment facade) {
			finish(subsegment, facade);
		}
		else {
			subsegment.end();
			stream(recorder, subsegment.getParentSegment());
		}
		notifyListeners(recorder, (listener) -> listener.afterEndSubsegment(subsegment));
	}

	/**
	 * A child of the facade is what a segment is elsewhere: the root of what we send.
	 */
	private void finish(Subsegment subsegment, FacadeSegment facade) {
		Entities.announceEnd(subsegment);
		ReentrantLock lock = Entities.lockOf(facade);
		lock.lock();
		try {
			if (!subsegment.isInProgress()) {
				return;
			}
			subsegment.end();
			if (subsegment.isSampled()) {
				subsegment.getCreator().getEmitter().sendSubsegment(subsegment);
			}
			Entities.forgetWhatWasSent(subsegment);
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * End and send a segment, once, whatever is still open beneath it.
	 */
	final void finish(Segment segment) {
		if (!segment.isInProgress()) {
			return;
		}
		AWSXRayRecorder recorder = segment.getCreator();
		notifyListeners(recorder, (listener) -> listener.beforeEndSegment(segment));
		Entities.announceEnd(segment);
		ReentrantLock lock = Entities.lockOf(segment);
		lock.lock();
		try {
			if (segment.isEmitted()) {
				return;
			}
			if (segment.getEndTime() < Double.MIN_NORMAL) {
				segment.setEndTime(TraceClock.endOf(segment.getStartTime()));
			}
			boolean complete = segment.end();
			if (!complete) {
				segment.setEmitted(true);
			}
			recorder.sendSegment(segment);
			if (!complete) {
				Entities.forgetWhatWasSent(segment);
			}
		}
		finally {
			lock.unlock();
		}
		notifyListeners(recorder, (listener) -> listener.afterEndSegment(segment));
	}

	private void stream(AWSXRayRecorder recorder, Segment segment) {
		try {
			if (!segment.isEmitted() && recorder.getStreamingStrategy().requiresStreaming(segment)) {
				recorder.getStreamingStrategy().streamSome(segment, recorder.getEmitter());
			}
		}
		catch (Throwable ex) {
			this.faults.record("streaming subsegments", ex);
		}
	}

	/**
	 * Those that were there when the recorder was built keep their faults to themselves,
	 * but the application may add others at any time.
	 */
	private void notifyListeners(@Nullable AWSXRayRecorder recorder, Consumer<SegmentListener> event) {
		if (recorder == null) {
			return;
		}
		List<SegmentListener> listeners = recorder.getSegmentListeners();
		for (int i = 0; i < listeners.size(); i++) {
			try {
				event.accept(listeners.get(i));
			}
			catch (Throwable ex) {
				this.faults.record("a segment listener", ex);
			}
		}
	}

}
