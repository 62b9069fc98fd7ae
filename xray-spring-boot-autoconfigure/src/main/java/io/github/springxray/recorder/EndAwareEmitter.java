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

/**
 * What an emitter implements that writes entities later than it gets them, and on another
 * thread: it is told of each one before its end, while what the application has put on it
 * can still be looked at.
 */
public interface EndAwareEmitter {

	/**
	 * Called for a recorded segment or subsegment that is about to end, by the thread
	 * that ends it and without any lock. More than one call for an entity is possible
	 * where several threads end it.
	 * @param entity the segment or subsegment, still in progress
	 */
	void beforeEnd(Entity entity);

	/**
	 * Called in place of sending for an entity that a {@link SegmentFilter} has kept
	 * back.
	 * @param entity the segment or subsegment
	 * @param failed whether that is because a filter has failed
	 */
	default void keptBack(Entity entity, boolean failed) {
	}

}
