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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.TraceSubsegment;
import io.github.springxray.recorder.Departure;
import io.github.springxray.recorder.Outgoing;
import io.github.springxray.recorder.SentOnce;

/**
 * A subsegment that may end at any time and on any thread. One that ends while its
 * segment is open becomes part of the segment's document; one that ends after the
 * document has left is sent on its own. The SDK's own would hold the whole segment back
 * until its last subsegment ends, which a forgotten one never does.
 * <p>
 * All that decides what is sent happens under the lock of the segment.
 */
final class RecordedSubsegment extends TraceSubsegment implements SentOnce {

	private final Departure departure = new Departure();

	private final AtomicBoolean ending = new AtomicBoolean();

	private volatile boolean ended;

	private volatile boolean keptBack;

	private volatile boolean strangers;

	private @Nullable Runnable afterwards;

	RecordedSubsegment(EntityFactory entities, Entity parent, String name) {
		super(entities, parent.getCreator(), SegmentNames.sanitize(name), parent);
	}

	/**
	 * End this subsegment, once. A late one is sent under the lock too: what ends beneath
	 * it meanwhile must not be in its document and in one of its own.
	 * @return whether the segment was to be sent now, as it was ended by hand before and
	 * nothing beneath it is open any more
	 */
	@Override
	public boolean end() {
		if (!this.ending.compareAndSet(false, true)) {
			return false;
		}
		Runnable next;
		try {
			Outgoing.announceEnd(this);
		}
		finally {
			next = endUnderLock();
		}
		if (next != null) {
			next.run();
		}
		return Entities.isToBeSent(getParentSegment());
	}

	private @Nullable Runnable endUnderLock() {
		ReentrantLock lock = Entities.lockOf(getParentSegment());
		lock.lock();
		try {
			if (getEndTime() < Double.MIN_NORMAL) {
				setEndTime(timeToEnd());
			}
			super.setInProgress(false);
			Segment segment = getParentSegment();
			if (!segment.isEmitted() || !Departure.hasLeft(segment)) {
				segment.decrementReferenceCount();
			}
			if (getParent() instanceof FacadeSegment facade) {
				facade.removeSubsegment(this);
			}
			else if (hasAncestorThatLeft()) {
				getParent().removeSubsegment(this);
				send();
			}
			this.ended = true;
			Runnable next = this.afterwards;
			this.afterwards = null;
			return next;
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * Send it on its own, under the lock of its segment.
	 */
	void send() {
		if (isSampled()) {
			Outgoing.send(this);
		}
		this.departure.leave();
		setEmitted(true);
	}

	/**
	 * Do something once it has ended, which another thread may be about to do.
	 */
	void onceEnded(Runnable action) {
		if (!this.ended) {
			ReentrantLock lock = Entities.lockOf(getParentSegment());
			lock.lock();
			try {
				if (!this.ended) {
					this.afterwards = action;
					return;
				}
			}
			finally {
				lock.unlock();
			}
		}
		action.run();
	}

	boolean hasEnded() {
		return this.ended;
	}

	@Override
	public boolean isEmitted() {
		return this.departure.hasLeft();
	}

	/**
	 * That it was sent is not for others to say.
	 */
	@Override
	public void setEmitted(boolean emitted) {
		if (this.departure.hasLeft() && !super.isEmitted()) {
			super.setEmitted(true);
		}
	}

	@Override
	public boolean compareAndSetEmitted(boolean current, boolean next) {
		return isEmitted() == current;
	}

	@Override
	public Departure departure() {
		return this.departure;
	}

	@Override
	public void keepBack() {
		this.keptBack = true;
	}

	/**
	 * What is kept back is treated as what was never to be sent.
	 */
	@Override
	public boolean isSampled() {
		return !this.keptBack && super.isSampled();
	}

	/**
	 * Whoever says that it is over has not ended it. What it is a part of does, when it
	 * ends.
	 */
	@Override
	public void setInProgress(boolean inProgress) {
		super.setInProgress(inProgress);
		if (!inProgress) {
			lookBeneathParents();
		}
	}

	@Override
	public void addSubsegment(Subsegment subsegment) {
		super.addSubsegment(subsegment);
		if (!(subsegment instanceof RecordedSubsegment)) {
			this.strangers = true;
			lookBeneathParents();
		}
	}

	@Override
	public boolean hasStrangers() {
		return this.strangers;
	}

	private void lookBeneathParents() {
		Entity ancestor = getParent();
		while (ancestor instanceof RecordedSubsegment subsegment) {
			subsegment.strangers = true;
			ancestor = ancestor.getParent();
		}
		if (ancestor instanceof RecordedSegment segment) {
			segment.lookBeneath();
		}
	}

	private boolean hasAncestorThatLeft() {
		Entity ancestor = getParent();
		while (ancestor instanceof Subsegment) {
			if (ancestor.isEmitted()) {
				return true;
			}
			ancestor = ancestor.getParent();
		}
		return ancestor instanceof Segment segment && Departure.hasLeft(segment);
	}

}
