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

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.TraceID;

import io.github.springxray.entity.EntityFactory;
import io.github.springxray.entity.TraceSegment;

/**
 * Stands for a segment or subsegment that has left, where work goes on that belongs to
 * it. It has the ids and the decision, so that what begins beneath it comes to the right
 * place, and nothing of the tree.
 */
final class LateSegment extends TraceSegment {

	LateSegment(EntityFactory entities, Trace trace) {
		super(entities, trace.recorder(), trace.name(), trace.traceId());
		setId(trace.id());
		setSampled(trace.sampled());
		setEndTime(trace.left());
		claimEnd();
		claimSending();
		claimTelling();
		claimLeaving();
		finish(true);
	}

	/**
	 * What is kept of something that has left.
	 *
	 * @param recorder the recorder that it belongs to
	 * @param name its name
	 * @param traceId the id of the trace
	 * @param id its id
	 * @param sampled whether it was recorded
	 * @param left when the segment ended, in seconds since the epoch
	 */
	record Trace(AWSXRayRecorder recorder, String name, TraceID traceId, String id, boolean sampled, double left) {

		static Trace of(Entity entity) {
			return new Trace(entity.getCreator(), entity.getName(), entity.getTraceId(), entity.getId(),
					entity.isSampled(), entity.getParentSegment().getEndTime());
		}

	}

}
