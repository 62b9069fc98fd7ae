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

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.Departures;

/**
 * What a thread holds although its segment has left, and what it is to go on with.
 */
final class LeftOvers {

	private LeftOvers() {
	}

	/**
	 * Return whether what is begun beneath an entity comes too late, and no scope has
	 * brought it here either.
	 */
	static boolean isLeftOver(Entity entity) {
		Segment segment = entity.getParentSegment();
		return Departures.hasLeft(segment) && !Carried.has(segment);
	}

	/**
	 * What has begun in time may end late.
	 */
	static boolean isOpen(Entity entity) {
		return entity instanceof RecordedSubsegment subsegment && !subsegment.hasEnded();
	}

	static boolean isBegunHere(BegunByHand segment) {
		BegunByHand.Place place = segment.place();
		return place != null && place.isHere() && !(segment instanceof RecordedSegment own && own.isScoped());
	}

	/**
	 * Return what is current again once a segment has ended that was begun here.
	 */
	static @Nullable Entity previousOf(BegunByHand segment) {
		BegunByHand.Place place = segment.place();
		Entity previous = (place != null && place.isHere()) ? Entities.nearestOpen(place.previous()) : null;
		if (previous == null || !isLeftOver(previous)) {
			return previous;
		}
		return (previous.getParentSegment() instanceof BegunByHand outer) ? previousOf(outer) : null;
	}

	/**
	 * Return whether a parent is to be current again. One that was begun here is even if
	 * it has left, as somebody is still going to end it.
	 */
	static boolean isKept(@Nullable Entity parent, boolean carried) {
		if (!(parent instanceof Segment segment)) {
			return parent != null;
		}
		return !(segment instanceof FacadeSegment) && (carried || !Departures.hasLeft(segment)
				|| (segment instanceof BegunByHand own && isBegunHere(own)));
	}

}
