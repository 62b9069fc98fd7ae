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
import com.amazonaws.xray.entities.EntityImpl;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.listeners.SegmentListener;

import io.github.springxray.entity.Departure;
import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;
import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.Outgoing;
import io.github.springxray.recorder.TracingFaults;

/**
 * Ends segments and subsegments and sends what is to be sent, each once, whoever ends
 * them and how often.
 */
final class Endings {

	private final Listeners listeners;

	private final TracingFaults faults;

	Endings(Listeners listeners, TracingFaults faults) {
		this.listeners = listeners;
		this.faults = faults;
	}

	/**
	 * End a subsegment and send what can be sent then.
	 */
	void finish(Subsegment subsegment, boolean told) {
		boolean own = subsegment instanceof TraceEntity || subsegment instanceof EntityImpl;
		boolean first = own && Departures.of(subsegment).claimEnd();
		AWSXRayRecorder recorder = subsegment.getCreator();
		boolean telling = told && this.listeners.isHeard(recorder)
				&& (!own || Departures.of(subsegment).claimTelling());
		if (telling) {
			this.listeners.tell(recorder, subsegment, SegmentListener::beforeEndSubsegment);
		}
		if (first) {
			endAndSend(subsegment);
		}
		if (telling) {
			this.listeners.tell(recorder, subsegment, SegmentListener::afterEndSubsegment);
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
			stream(subsegment);
		}
	}

	/**
	 * A child of the facade is what a segment is elsewhere: the root of what we send.
	 */
	private static void sendRoot(Subsegment subsegment) {
		if (subsegment instanceof RecordedSubsegment recorded) {
			recorded.send();
		}
		else if (subsegment.isSampled()) {
			Outgoing.send(subsegment);
		}
	}

	/**
	 * End and send a segment, once, whatever is still open beneath it. That it was ended
	 * by hand before does not mean that it was sent.
	 */
	void finish(Segment segment) {
		Departure departure = Departures.of(segment);
		if (departure.hasLeft() || !departure.claimEnd()) {
			return;
		}
		AWSXRayRecorder recorder = segment.getCreator();
		this.listeners.tell(recorder, segment, SegmentListener::beforeEndSegment);
		send(segment);
		this.listeners.tell(recorder, segment, SegmentListener::afterEndSegment);
	}

	/**
	 * Send a segment without telling listeners, unless somebody else does.
	 */
	boolean send(Segment segment) {
		Departure departure = Departures.of(segment);
		if (!departure.claimSending()) {
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
		if (!(segment instanceof TraceSegment own)) {
			return endAndSendOther(segment, departure);
		}
		ReentrantLock lock = Entities.lockOf(segment);
		lock.lock();
		try {
			if (!departure.claimLeaving()) {
				return false;
			}
			own.finish(Outgoing.isFiltered(own.getCreator()));
		}
		finally {
			lock.unlock();
		}
		Captures.letGo(own);
		return Outgoing.send(own);
	}

	/**
	 * Under the lock of a segment of another kind, as what ends beneath it meanwhile must
	 * not be in its document and in one of its own.
	 */
	private static boolean endAndSendOther(Segment segment, Departure departure) {
		ReentrantLock lock = Entities.lockOf(segment);
		lock.lock();
		try {
			if (segment.getEndTime() < Double.MIN_NORMAL) {
				segment.setEndTime(TraceClock.endOf(segment.getStartTime()));
			}
			if (segment.isInProgress()) {
				segment.end();
			}
			boolean sent = departure.claimLeaving() && Outgoing.send(segment);
			if (!segment.isEmitted()) {
				segment.setEmitted(true);
			}
			if (segment.getReferenceCount() > 0) {
				FinishedTree.forgetWhatIsComplete(segment);
			}
			return sent;
		}
		finally {
			lock.unlock();
		}
	}

	private void stream(Subsegment subsegment) {
		try {
			Outgoing.stream(subsegment);
		}
		catch (Throwable ex) {
			this.faults.record("streaming subsegments", ex);
		}
	}

}
