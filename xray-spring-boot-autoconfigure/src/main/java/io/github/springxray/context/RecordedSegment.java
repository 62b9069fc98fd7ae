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
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.TraceSegment;

/**
 * A segment that may be ended by hand and is sent all the same, once, when it is ended by
 * the recorder or by its scope. The SDK's own takes the one for the other.
 */
final class RecordedSegment extends TraceSegment implements BegunByHand {

	private volatile @Nullable Place place;

	private volatile boolean scoped;

	RecordedSegment(EntityFactory entities, AWSXRayRecorder recorder, String name, @Nullable TraceID traceId,
			@Nullable String parentId) {
		super(entities, recorder, name, traceId);
		if (parentId != null) {
			setParentId(parentId);
		}
	}

	/**
	 * End this segment. That sends nothing yet.
	 * @return whether nothing beneath it is open
	 */
	@Override
	public boolean end() {
		ReentrantLock lock = Entities.lockOf(this);
		lock.lock();
		try {
			if (hasLeft()) {
				return false;
			}
			if (getEndTime() < Double.MIN_NORMAL) {
				setEndTime(timeToEnd());
			}
			setInProgress(false);
			return getReferenceCount() <= 0;
		}
		finally {
			lock.unlock();
		}
	}

	/**
	 * That it was sent is not for others to say.
	 */
	@Override
	public void setEmitted(boolean emitted) {
		if (hasLeft() && !super.isEmitted()) {
			super.setEmitted(true);
		}
	}

	@Override
	public boolean compareAndSetEmitted(boolean current, boolean next) {
		return isEmitted() == current;
	}

	@Override
	public void addSubsegment(Subsegment subsegment) {
		super.addSubsegment(subsegment);
		if (!(subsegment instanceof RecordedSubsegment)) {
			lookBeneath();
		}
	}

	@Override
	public @Nullable Place place() {
		return this.place;
	}

	@Override
	public void setPlace(Place place) {
		this.place = place;
	}

	/**
	 * Return whether whoever began it is going to end it.
	 */
	boolean isScoped() {
		return this.scoped;
	}

	void setScoped() {
		this.scoped = true;
	}

}
