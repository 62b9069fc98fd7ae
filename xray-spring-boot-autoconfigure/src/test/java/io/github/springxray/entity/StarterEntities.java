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

import java.util.IdentityHashMap;
import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.RecordingContext;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * The starter's recorder and context, with an emitter of the application.
 */
final class StarterEntities implements EntitySource {

	private final Map<AWSXRayRecorder, AnnotationConfigApplicationContext> contexts = new IdentityHashMap<>();

	@Override
	public AWSXRayRecorder recorder(Emitter emitter) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of("xray.emitter.type=none", "xray.sampling.strategy=all").applyTo(context);
		context.registerBean(Emitter.class, () -> emitter);
		context.register(XRayEmitterAutoConfiguration.class, XRayContextAutoConfiguration.class,
				XRayAutoConfiguration.class);
		context.refresh();
		AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
		this.contexts.put(recorder, context);
		return recorder;
	}

	@Override
	public Segment segment(AWSXRayRecorder recorder, String name, TraceID traceId) {
		return ((RecordingContext) recorder.getSegmentContextResolverChain().resolve()).newSegment(recorder, name,
				traceId, null);
	}

	/**
	 * It is no child yet, as with the constructors of the SDK.
	 */
	@Override
	public Subsegment subsegment(AWSXRayRecorder recorder, String name, Entity parent) {
		Subsegments subsegments = new Subsegments(recorder, new TracingFaults());
		Subsegment subsegment = (Subsegment) subsegments.begin(name, parent).entity();
		parent.removeSubsegment(subsegment);
		return subsegment;
	}

	void close() {
		this.contexts.values().forEach(AnnotationConfigApplicationContext::close);
	}

}
