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

import io.github.springxray.entity.TraceEntity;
import io.github.springxray.entity.TraceSegment;
import io.github.springxray.entity.TraceSubsegment;
import io.github.springxray.recorder.Departures;

/**
 * What one asks of the SDK's entities.
 */
final class Entities {

	private Entities() {
	}

	/**
	 * Asks for classes first: to ask an object for one of many interfaces is slow where
	 * it has another one, and where several threads do.
	 */
	static boolean isRecording(Entity entity) {
		if (entity instanceof TraceSegment segment) {
			return segment.isSampled();
		}
		if (entity instanceof TraceSubsegment subsegment) {
			return subsegment.isRecording();
		}
		return (entity instanceof Subsegment subsegment) ? subsegment.isRecording()
				: entity.getParentSegment().isRecording() && entity.isSampled();
	}

	/**
	 * What guards the children and exceptions of an entity, and of a segment also what
	 * has left. Always taken from the segment downwards.
	 */
	@SuppressWarnings("deprecation")
	static ReentrantLock lockOf(Entity entity) {
		return entity.getSubsegmentsLock();
	}

	/**
	 * Return whether a segment was ended by hand and waits for nothing and nobody any
	 * more.
	 */
	static boolean isToBeSent(Segment segment) {
		return segment.isRecording() && !segment.isInProgress() && segment.getReferenceCount() <= 0
				&& !(segment instanceof FacadeSegment) && !Departures.hasLeft(segment)
				&& !(segment instanceof RecordedSegment own && own.isScoped());
	}

	/**
	 * A child that records nothing, and propagates something only if its parent does.
	 */
	static Subsegment unrecorded(Entity parent) {
		boolean silent = parent instanceof Subsegment subsegment && !subsegment.shouldPropagate();
		Subsegment child = silent ? Subsegment.noOp(parent.getCreator(), false)
				: Subsegment.noOp(parent.getParentSegment(), parent.getCreator());
		child.setParent(parent);
		return child;
	}

	/**
	 * Return whether an entity is another one or beneath it. Everything is beneath a
	 * segment: whatever a thread was left with goes with the request.
	 */
	static boolean isBeneath(Entity entity, @Nullable Entity other) {
		if (entity == other) {
			return true;
		}
		Entity ancestor = entity;
		while (ancestor instanceof Subsegment && ancestor != other && ancestor.getParent() != ancestor) {
			ancestor = ancestor.getParent();
		}
		return ancestor == other || !(other instanceof Subsegment);
	}

	/**
	 * Return what is to be current where an entity was. A subsegment that has ended
	 * meanwhile, as its scope was closed too early, gives way to what it was a part of.
	 */
	static @Nullable Entity nearestOpen(@Nullable Entity entity) {
		if (entity instanceof TraceEntity own && own.isInProgress()) {
			return entity;
		}
		Entity open = entity;
		while (open instanceof Subsegment subsegment && subsegment.isRecording() && !open.isInProgress()
				&& open.getParent() != null) {
			open = open.getParent();
		}
		return open;
	}

}
