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

package io.github.springxray.observation;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Subsegment;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an observation is a part of. That is what is current, or what its parent is
 * recorded as where that is beneath what is current: reactive code names parents and
 * opens no scopes.
 */
final class ObservedParents {

	private ObservedParents() {
	}

	static @Nullable Entity parentOf(Observation.ContextView context, @Nullable Entity current) {
		Entity observed = observedParentOf(context);
		if (observed == null || observed == current) {
			return current;
		}
		return (current == null || isBeneath(observed, current)) ? observed : current;
	}

	private static @Nullable Entity observedParentOf(Observation.ContextView context) {
		ObservationView parent = context.getParentObservation();
		while (parent != null) {
			ObservedEntity observed = ObservedEntity.of(parent.getContextView());
			if (observed != null && observed.entity() != null) {
				return nearestOpen(observed.entity());
			}
			parent = parent.getContextView().getParentObservation();
		}
		return null;
	}

	/**
	 * An observation may have stopped before what it is the parent of.
	 */
	private static Entity nearestOpen(Entity entity) {
		Entity open = entity;
		while (open instanceof Subsegment subsegment && subsegment.isRecording() && !open.isInProgress()
				&& open.getParent() != null) {
			open = open.getParent();
		}
		return open;
	}

	/**
	 * Return whether an entity is another one or a part of it.
	 */
	static boolean isBeneath(Entity entity, Entity other) {
		Entity ancestor = entity;
		while (ancestor != other && ancestor instanceof Subsegment && ancestor.getParent() != null
				&& ancestor.getParent() != ancestor) {
			ancestor = ancestor.getParent();
		}
		return ancestor == other;
	}

}
