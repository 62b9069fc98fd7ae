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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.contexts.SegmentContextResolverChain;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContext;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.springxray.document.DocumentWriter;

/**
 * Our entities, begun by a recorder and context that are the SDK's in all else.
 */
final class OwnEntities implements EntitySource {

	static final EntityFactory FACTORY = new EntityFactory(OwnEntities::json);

	private static final DocumentWriter writer = new DocumentWriter();

	private static final ObjectMapper mapper = new ObjectMapper();

	private static String json(Entity entity, boolean independent, boolean pretty) {
		try {
			byte[] document = writer.write(entity);
			return pretty ? mapper.readTree(document).toPrettyString() : new String(document, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public AWSXRayRecorder recorder(Emitter emitter) {
		AWSXRayRecorder recorder = new OwnRecorder();
		recorder.setEmitter(emitter);
		SegmentContextResolverChain chain = new SegmentContextResolverChain();
		OwnContext context = new OwnContext();
		chain.addResolver(() -> context);
		recorder.setSegmentContextResolverChain(chain);
		return recorder;
	}

	@Override
	public Segment segment(AWSXRayRecorder recorder, String name, TraceID traceId) {
		return FACTORY.segment(recorder, name, traceId);
	}

	@Override
	public Subsegment subsegment(AWSXRayRecorder recorder, String name, Entity parent) {
		return FACTORY.subsegment(recorder, name, parent);
	}

	private static final class OwnRecorder extends AWSXRayRecorder {

		@Override
		public Segment beginSegment(String name) {
			return begin(FACTORY.segment(this, name, null));
		}

		@Override
		public Segment beginSegment(String name, TraceID traceId, String parentId) {
			Segment segment = FACTORY.segment(this, name, traceId);
			segment.setParentId(parentId);
			return begin(segment);
		}

		@SuppressWarnings("deprecation")
		private Segment begin(Segment segment) {
			segment.putAllAws(getAwsRuntimeContext());
			segment.putAllService(getServiceRuntimeContext());
			setTraceEntity(segment);
			getSegmentListeners().forEach((listener) -> listener.onBeginSegment(segment));
			return segment;
		}

	}

	private static final class OwnContext extends ThreadLocalSegmentContext {

		@Override
		public Subsegment beginSubsegment(AWSXRayRecorder recorder, String name) {
			Entity current = getTraceEntity();
			if (current == null || !current.getParentSegment().isRecording()) {
				return super.beginSubsegment(recorder, name);
			}
			Subsegment subsegment = FACTORY.subsegment(recorder, name, current);
			current.addSubsegment(subsegment);
			setTraceEntity(subsegment);
			recorder.getSegmentListeners().forEach((listener) -> listener.onBeginSubsegment(subsegment));
			return subsegment;
		}

	}

}
