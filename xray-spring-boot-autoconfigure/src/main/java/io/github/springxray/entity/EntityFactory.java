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

package io.github.springxray.entity;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;
import org.jspecify.annotations.Nullable;

/**
 * Makes segments and subsegments. This is internal: an application gets them from its
 * recorder.
 */
public final class EntityFactory {

	private final EntityJson json;

	/**
	 * Create a factory.
	 * @param json what writes an entity that is asked for its JSON
	 */
	public EntityFactory(EntityJson json) {
		this.json = json;
	}

	/**
	 * Create a segment, which begins now.
	 * @param creator the recorder that it belongs to
	 * @param name its name
	 * @param traceId its trace, {@code null} for a new one
	 * @return the segment, current on no thread
	 */
	public TraceSegment segment(AWSXRayRecorder creator, String name, @Nullable TraceID traceId) {
		return new TraceSegment(this, creator, name, traceId);
	}

	/**
	 * Create a subsegment, which begins now and counts as open in its segment, but is not
	 * among the children of its parent yet.
	 * @param creator the recorder that it belongs to
	 * @param name its name
	 * @param parent the segment or subsegment that it is a part of
	 * @return the subsegment, current on no thread
	 */
	public TraceSubsegment subsegment(AWSXRayRecorder creator, String name, Entity parent) {
		return new TraceSubsegment(this, creator, name, parent);
	}

	EntityJson json() {
		return this.json;
	}

}
