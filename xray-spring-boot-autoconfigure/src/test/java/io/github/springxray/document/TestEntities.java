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

import java.util.ArrayList;
import java.util.List;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.SegmentImpl;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.SubsegmentImpl;
import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * Entities of a recorder that emits nothing.
 */
public final class TestEntities {

	public static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	/**
	 * Reads what the application has put on entities, and forgets what fails.
	 */
	public static final EntityCapture capture = new EntityCapture((failure) -> {
	});

	private static final AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard()
		.withEmitter(new NoEmitter())
		.build();

	private TestEntities() {
	}

	public static Segment segment(String name) {
		Segment segment = new SegmentImpl(recorder, name, TraceID.fromString(TRACE_ID));
		segment.setStartTime(1_700_000_000.25);
		return segment;
	}

	public static Subsegment subsegment(Entity parent, String name) {
		Subsegment subsegment = new SubsegmentImpl(recorder, name, parent.getParentSegment());
		subsegment.setParent(parent);
		subsegment.setStartTime(1_700_000_000.5);
		parent.addSubsegment(subsegment);
		return subsegment;
	}

	public static <E extends Entity> E end(E entity) {
		entity.setEndTime(1_700_000_000.75);
		entity.setInProgress(false);
		return entity;
	}

	/**
	 * The names of a document's entity and of all beneath it.
	 */
	public static List<String> names(JsonNode document) {
		return document.findValuesAsText("name", new ArrayList<>());
	}

	private static final class NoEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return false;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return false;
		}

	}

}
