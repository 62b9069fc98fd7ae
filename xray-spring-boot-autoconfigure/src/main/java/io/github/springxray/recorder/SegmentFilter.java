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
 * Sees each finished segment and subsegment before it leaves the application, to take out
 * of it what must not leave, or to keep all of it back. Beans of this type are asked in
 * their order.
 * <p>
 * A filter is called once for each segment and subsegment that is recorded, when it ends,
 * by the thread that ends it and without any lock, after segment listeners. It should be
 * quick: that thread works for a request. Subsegments that a segment still has then have
 * mostly been seen before. What is in progress when its segment leaves is sent as its
 * name and start alone, and wholly once it has ended and was seen.
 * <p>
 * Entities are changed by their own methods and maps, such as
 * {@code entity.getMetadata().remove("default")}. What is put on an entity after its end
 * is not seen.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface SegmentFilter {

	/**
	 * Look at a segment or subsegment, and change it if need be.
	 * @param entity the segment or subsegment
	 * @return whether to send it. If not, it is left out with all that is beneath it and
	 * was not sent before. An exception is counted, and keeps it back, too.
	 */
	boolean filter(Entity entity);

}
