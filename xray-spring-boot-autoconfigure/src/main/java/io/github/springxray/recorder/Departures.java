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

package io.github.springxray.recorder;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.FacadeSegment;
import com.amazonaws.xray.entities.Segment;

import io.github.springxray.entity.Departure;
import io.github.springxray.entity.EntityMarks;
import io.github.springxray.entity.TraceEntity;

/**
 * Finds the departures of entities. Those of our making are their own.
 */
public final class Departures {

	private static final WeakIdentityMap<Entity, Other> others = new WeakIdentityMap<>();

	private Departures() {
	}

	/**
	 * Return the departure of an entity.
	 * @param entity a segment or subsegment that is recorded
	 * @return how far it is
	 */
	public static Departure of(Entity entity) {
		return (entity instanceof TraceEntity own) ? own : others.computeIfAbsent(entity, Other::new);
	}

	/**
	 * Return whether the document of a segment has left, or would have if it were to be
	 * sent.
	 * @param segment the segment
	 * @return {@code true} if what comes now comes too late for it
	 */
	public static boolean hasLeft(Segment segment) {
		if (segment instanceof TraceEntity own) {
			return own.hasLeft();
		}
		if (!segment.isEmitted() || segment instanceof FacadeSegment) {
			return false;
		}
		Departure known = others.get(segment);
		return known != null && known.hasLeft();
	}

	private static final class Other extends EntityMarks {

	}

}
