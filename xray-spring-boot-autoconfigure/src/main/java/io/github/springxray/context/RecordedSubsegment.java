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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSubsegment;
import io.github.springxray.recorder.Departures;
import io.github.springxray.recorder.Outgoing;

/**
 * A subsegment that may end at any time and on any thread. One that ends while its
 * segment is open becomes part of the segment's document; one that ends after the
 * document has left is sent on its own. The SDK's own would hold the whole segment back
 * until its last subsegment ends, which a forgotten one never does.
 * <p>
 * All that decides what is sent happens under the lock of the segment.
 */
final class RecordedSubsegment extends TraceSubsegment {

	private volatile boolean ended;

	private boolean leaving;

	private @Nullable Runnable afterwards;

	RecordedSubsegment(EntityFactory entities, Entity parent, String name) {
		super(entities, parent.getCreator(), SegmentNames.sanitize(name), parent, true);
	}

	/**
	 * End this subsegment, once.
	 * @return whether the segment was to be sent now, as it was ended by hand before and
	 * nothing beneath it is open any more
	 */
	@Override
	public boolean end() {
		if (!claimCall()) {
			return false;
		}
		Runnable next;
		try {
			Outgoing.announceEnd(this);
		}
		finally {
			next = endUnderLock();
		}
		if (this.leaving) {
			send();
		}
		if (next != null) {
			next.run();
		}
		return Entities.isToBeSent(getParentSegment());
	}

	private @Nullable Runnable endUnderLock() {
		boolean filtered = Outgoing.isFiltered(getCreator());
		ReentrantLock lock = Entities.lockOf(getParentSegment());
		lock.lock();
		try {
			Entity parent = getParent();
			if (parent instanceof FacadeSegment facade) {
				facade.removeSubsegment(this);
			}
			else if (isTooLate()) {
				alone();
				if (!(parent instanceof TraceEntity)) {
					parent.removeSubsegment(this);
				}
			}
			this.leaving = finish(filtered) != null;
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
	 * Whether what this is a part of has left. What is above the root of our own making
	 * may be of another kind.
	 */
	private boolean isTooLate() {
		TraceEntity root = root();
		if (root instanceof Segment || (root != this && root.isEmitted())) {
			return root.isEmitted();
		}
		Entity ancestor = root.getParent();
		while (ancestor instanceof Subsegment) {
			if (ancestor.isEmitted()) {
				return true;
			}
			ancestor = ancestor.getParent();
		}
		return ancestor instanceof Segment segment && Departures.hasLeft(segment);
	}

	/**
	 * Send it on its own, once.
	 */
	void send() {
		if (isSampled()) {
			FinishedTree tree = FinishedTree.leave(this, Outgoing.isFiltered(getCreator()));
			if (tree != null && getParent() instanceof FacadeSegment facade) {
				// It is the same for all of an invocation, and has counted all of them
				facade.getTotalSize().add(1 - tree.size());
			}
			Outgoing.send(this);
		}
		claimLeaving();
		setEmitted(true);
		Captures.letGo(this);
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

	/**
	 * That it was sent is not for others to say: somebody else may be about to send it.
	 * What is not sampled is never sent.
	 */
	@Override
	public void setEmitted(boolean emitted) {
		if (hasLeft() && !isSampled() && !isEmitted()) {
			super.setEmitted(true);
		}
	}

	@Override
	public boolean compareAndSetEmitted(boolean current, boolean next) {
		return isEmitted() ? super.compareAndSetEmitted(current, next) : !current;
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
			lookBeneath();
			lookBeneathParents();
		}
	}

	private void lookBeneathParents() {
		Entity ancestor = getParent();
		while (ancestor instanceof TraceEntity own) {
			own.lookBeneath();
			ancestor = (own instanceof Subsegment) ? own.getParent() : null;
		}
	}

}
