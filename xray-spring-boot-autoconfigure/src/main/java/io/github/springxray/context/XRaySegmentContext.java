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
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.EntityImpl;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.exceptions.SegmentNotFoundException;
import com.amazonaws.xray.exceptions.SubsegmentNotFoundException;
import com.amazonaws.xray.listeners.SegmentListener;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.Departure;
import io.github.springxray.recorder.Outgoing;
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

	/**
	 * What is current, unless its segment has left and no scope has brought it here. A
	 * thread of a pool would go on writing into a trace that was sent long ago.
	 */
	@Override
	public @Nullable Entity getTraceEntity() {
		Entity current = ThreadLocalStorage.get();
		if (current == null || !isLeftOver(current)) {
			return current;
		}
		Segment segment = current.getParentSegment();
		if (segment instanceof BegunByHand own && isBegunHere(own)) {
			// It is still to be ended here, which changes nothing but what is current
			return previousOf(own);
		}
		if (!isOpen(current)) {
			ThreadLocalStorage.clear();
			notifyListeners(current.getCreator(), (listener) -> listener.onClearEntity(current));
		}
		return null;
	}

	private static boolean isLeftOver(Entity entity) {
		Segment segment = entity.getParentSegment();
		return Departure.hasLeft(segment) && !Carried.has(segment);
	}

	/**
	 * What has begun in time may end late.
	 */
	private static boolean isOpen(Entity entity) {
		return entity instanceof RecordedSubsegment subsegment && !subsegment.hasEnded();
	}

	private static boolean isBegunHere(BegunByHand segment) {
		BegunByHand.Place place = segment.place();
		return place != null && place.isHere() && !(segment instanceof RecordedSegment own && own.isScoped());
	}

	/**
	 * Return what is current again once a segment has ended that was begun here.
	 */
	private static @Nullable Entity previousOf(BegunByHand segment) {
		BegunByHand.Place place = segment.place();
		Entity previous = (place != null && place.isHere()) ? Entities.nearestOpen(place.previous()) : null;
		if (previous == null || !isLeftOver(previous)) {
			return previous;
		}
		return (previous.getParentSegment() instanceof BegunByHand outer) ? previousOf(outer) : null;
	}

	@Override
	public Segment newSegment(AWSXRayRecorder recorder, String name, @Nullable TraceID traceId,
			@Nullable String parentId) {
		return new RecordedSegment(recorder, name, traceId, parentId);
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
		notifyListeners(recorder, (listener) -> listener.onBeginSegment(segment));
	}

	@Override
	public void end(AWSXRayRecorder recorder) {
		Entity held = ThreadLocalStorage.get();
		if (held != null && isLeftOver(held) && held.getParentSegment() instanceof BegunByHand own
				&& isBegunHere(own)) {
			makeCurrent(previousOf(own));
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
			makeCurrent((segment instanceof BegunByHand own) ? previousOf(own) : null);
		}
		finally {
			Carried.remove(segment);
		}
	}

	private void makeCurrent(@Nullable Entity entity) {
		if (entity != null) {
			setTraceEntity(entity);
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
		notifyListeners(subsegment.getCreator(), (listener) -> listener.onBeginSubsegment(subsegment));
		return subsegment;
	}

	/**
	 * Where something is still open that came too late for its segment, whoever ends what
	 * was not begun must not end that instead.
	 */
	private Subsegment beginNothing(AWSXRayRecorder recorder, String name) {
		recorder.getContextMissingStrategy()
			.contextMissing("Failed to begin subsegment named '" + name + "': segment cannot be found.",
					SegmentNotFoundException.class);
		Subsegment nothing = Subsegment.noOp(recorder, false);
		Entity open = ThreadLocalStorage.get();
		if (open != null && isOpen(open)) {
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
			makeCurrent(isKept(subsegment.getParent(), carried) ? subsegment.getParent() : null);
		}
		finally {
			Carried.remove(segment);
		}
	}

	/**
	 * Return whether a parent is to be current again. One that was begun here is even if
	 * it has left, as somebody is still going to end it.
	 */
	private static boolean isKept(@Nullable Entity parent, boolean carried) {
		if (!(parent instanceof Segment segment)) {
			return parent != null;
		}
		return !(segment instanceof FacadeSegment)
				&& (carried || !Departure.hasLeft(segment) || (segment instanceof BegunByHand own && isBegunHere(own)));
	}

	@Override
	public void end(Subsegment subsegment) {
		finish(subsegment, false);
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
			notifyListeners(subsegment.getCreator(), (listener) -> listener.onBeginSubsegment(subsegment));
		}
		finally {
			Carried.remove(subsegment);
			ThreadLocalStorage.set(current);
		}
		return subsegment;
	}

	private Subsegment create(Entity beneath, String name) {
		Entity parent = parentOf(beneath);
		Subsegment subsegment = Entities.isRecording(parent) ? new RecordedSubsegment(parent, name)
				: Entities.unrecorded(parent);
		if (subsegment.isRecording()) {
			add(parent, subsegment);
		}
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
		finish(subsegment, true);
	}

	private void finish(Subsegment subsegment, boolean told) {
		boolean own = subsegment instanceof EntityImpl;
		boolean first = own && Departure.of(subsegment).begin();
		boolean telling = told && (!own || Departure.of(subsegment).tell());
		AWSXRayRecorder recorder = subsegment.getCreator();
		if (telling) {
			notifyListeners(recorder, (listener) -> listener.beforeEndSubsegment(subsegment));
		}
		if (first) {
			endAndSend(subsegment);
		}
		if (telling) {
			notifyListeners(recorder, (listener) -> listener.afterEndSubsegment(subsegment));
		}
		Segment segment = subsegment.getParentSegment();
		if (first && Entities.isToBeSent(segment)) {
			finish(segment);
		}
	}

	private void endAndSend(Subsegment subsegment) {
		if (subsegment instanceof RecordedSubsegment || subsegment.isInProgress()) {
			subsegment.end();
		}
		if (subsegment instanceof RecordedSubsegment recorded) {
			// Another thread may be about to end it
			recorded.onceEnded(() -> sendWhatIsReady(subsegment));
		}
		else {
			sendWhatIsReady(subsegment);
		}
	}

	private void sendWhatIsReady(Subsegment subsegment) {
		Segment segment = subsegment.getParentSegment();
		if (subsegment.getParent() instanceof FacadeSegment) {
			sendRoot(subsegment);
		}
		else if (!Entities.isToBeSent(segment)) {
			stream(segment);
		}
	}

	/**
	 * A child of the facade is what a segment is elsewhere: the root of what we send.
	 */
	private static void sendRoot(Subsegment subsegment) {
		ReentrantLock lock = Entities.lockOf(subsegment.getParentSegment());
		lock.lock();
		try {
			if (subsegment instanceof RecordedSubsegment recorded) {
				recorded.send();
			}
			else if (subsegment.isSampled()) {
				Outgoing.send(subsegment);
			}
			Entities.forgetWhatWasSent(subsegment);
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * End and send a segment, once, whatever is still open beneath it. That it was ended
	 * by hand before does not mean that it was sent.
	 */
	final void finish(Segment segment) {
		Departure departure = Departure.of(segment);
		if (departure.hasLeft() || !departure.begin()) {
			return;
		}
		AWSXRayRecorder recorder = segment.getCreator();
		notifyListeners(recorder, (listener) -> listener.beforeEndSegment(segment));
		send(segment);
		notifyListeners(recorder, (listener) -> listener.afterEndSegment(segment));
	}

	@Override
	public final boolean send(Segment segment) {
		Departure departure = Departure.of(segment);
		if (!departure.beginSending()) {
			return false;
		}
		try {
			Outgoing.announceEnd(segment);
			return endAndSend(segment, departure);
		}
		finally {
			if (!departure.hasLeft()) {
				departure.abandon();
			}
		}
	}

	private static boolean endAndSend(Segment segment, Departure departure) {
		ReentrantLock lock = Entities.lockOf(segment);
		lock.lock();
		try {
			if (segment.getEndTime() < Double.MIN_NORMAL) {
				segment.setEndTime(TraceClock.endOf(segment.getStartTime()));
			}
			if (segment.isInProgress()) {
				segment.end();
			}
			boolean sent = departure.leave() && Outgoing.send(segment);
			if (!segment.isEmitted() || segment instanceof RecordedSegment) {
				segment.setEmitted(true);
			}
			if (segment.getReferenceCount() > 0) {
				Entities.forgetWhatWasSent(segment);
			}
			return sent;
		}
		finally {
			lock.unlock();
		}
	}

	private void stream(Segment segment) {
		try {
			Outgoing.stream(segment);
		}
		catch (Throwable ex) {
			this.faults.record("streaming subsegments", ex);
		}
	}

	private void notifyListeners(@Nullable AWSXRayRecorder recorder, Consumer<SegmentListener> event) {
		if (recorder == null) {
			return;
		}
		List<SegmentListener> listeners = recorder.getSegmentListeners();
		for (int i = 0; i < listeners.size(); i++) {
			try {
				SegmentListener listener = listeners.get(i);
				if (listener != null) {
					event.accept(listener);
				}
			}
			catch (Throwable ex) {
				this.faults.record("a segment listener", ex);
			}
		}
	}

}
