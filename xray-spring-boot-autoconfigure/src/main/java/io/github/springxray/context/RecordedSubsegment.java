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
import com.amazonaws.xray.entities.SubsegmentImpl;

import io.github.springxray.recorder.SentOnce;

/**
 * A subsegment that may end at any time and on any thread. One that ends while its
 * segment is open becomes part of the segment's document; one that ends after the
 * document has left is sent on its own. The SDK's own would hold the whole segment back
 * until its last subsegment ends, which a forgotten one never does.
 * <p>
 * All that decides what is sent happens under the lock of the segment.
 */
final class RecordedSubsegment extends SubsegmentImpl implements SentOnce {

	private final AtomicBoolean sent = new AtomicBoolean();

	private volatile boolean keptBack;

	RecordedSubsegment(Entity parent, String name) {
		super(parent.getCreator(), SegmentNames.sanitize(name), parent.getParentSegment());
		setParent(parent);
		setStartTime(TraceClock.now());
	}

	/**
	 * End this subsegment, once. A late one is sent under the lock too: what ends beneath
	 * it meanwhile must not be in its document and in one of its own.
	 * @return {@code false} always: the segment is sent when it ends itself, not when its
	 * last subsegment does
	 */
	@Override
	public boolean end() {
		Entities.announceEnd(this);
		ReentrantLock lock = Entities.lockOf(getParentSegment());
		lock.lock();
		try {
			if (!isInProgress()) {
				return false;
			}
			if (getEndTime() < Double.MIN_NORMAL) {
				setEndTime(TraceClock.endOf(getStartTime()));
			}
			setInProgress(false);
			Segment segment = getParentSegment();
			if (!segment.isEmitted()) {
				segment.decrementReferenceCount();
			}
			if (getParent() instanceof FacadeSegment facade) {
				// Whoever ends it sends it, the recorder too
				setEmitted(true);
				facade.removeSubsegment(this);
			}
			else if (hasEmittedAncestor()) {
				setEmitted(true);
				getParent().removeSubsegment(this);
				if (isSampled()) {
					getCreator().getEmitter().sendSubsegment(this);
				}
			}
			return false;
		}
		finally {
			lock.unlock();
		}
	}

	@Override
	public boolean claim() {
		return this.sent.compareAndSet(false, true);
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

	private boolean hasEmittedAncestor() {
		Entity ancestor = getParent();
		while (ancestor != null) {
			if (ancestor.isEmitted()) {
				return true;
			}
			ancestor = (ancestor instanceof Subsegment) ? ancestor.getParent() : null;
		}
		return false;
	}

}
