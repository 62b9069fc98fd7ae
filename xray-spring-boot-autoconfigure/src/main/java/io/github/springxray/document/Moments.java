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

package io.github.springxray.document;

import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;

import io.github.springxray.context.TraceLinks;
import io.github.springxray.entity.FinishedTree;
import io.github.springxray.entity.TraceEntity;

/**
 * Copies of what goes on, or is of another kind than ours, to be written.
 */
public final class Moments {

	private Moments() {
	}

	/**
	 * Copy what an entity is at this moment, with all that is beneath it.
	 * @param entity the segment or subsegment
	 * @param bare whether of what is open nothing but the name and the start is told
	 * @return the copy
	 */
	public static TraceEntity of(Entity entity, boolean bare) {
		TraceEntity copy = FinishedTree.copyOf(entity, bare);
		if (entity instanceof Segment original && copy instanceof Segment segment && TraceLinks.of(segment).isEmpty()) {
			TraceLinks.add(segment, TraceLinks.of(original));
		}
		return copy;
	}

}
